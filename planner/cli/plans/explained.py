"""A plan with the reasons of its late contracts: those that were kept with it, else asked for now."""

from __future__ import annotations

import signal
from dataclasses import replace
from types import FrameType

from planner.cli.shared.live_progress import shown_step
from planner.explain.reasons import reasons_of
from planner.plan.plan_case import PlanCase
from planner.writing.signals import handled


def explained(case: PlanCase, *, quiet: bool) -> PlanCase:
    """The plan, which keeps all rules, with its reasons. Ctrl-C leaves out what is not explained by then."""
    if case.reasons is not None:
        return case
    pressed = False

    def hear_ctrl_c(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        pressed = True

    with handled((signal.SIGINT,), hear_ctrl_c), shown_step(quiet=quiet) as show:

        def show_contract(contract: str, place: int, total: int) -> None:
            show(f"Explaining {contract}, {place} of {total}; Ctrl-C leaves out the rest.")

        return replace(case, reasons=reasons_of(case, stop=lambda: pressed, on_contract=show_contract))
