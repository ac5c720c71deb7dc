"""A plan with the reasons of its late contracts: those that were kept with it, else asked for now."""

from __future__ import annotations

from dataclasses import replace

from planner.cli.shared.live_progress import until_ctrl_c
from planner.explain.reasons import reasons_of
from planner.plan.plan_case import PlanCase


def explained(case: PlanCase, *, quiet: bool) -> PlanCase:
    """The plan, which keeps all rules, with its reasons. Ctrl-C leaves out what is not explained by then."""
    if case.reasons is not None:
        return case
    with until_ctrl_c(quiet=quiet) as (stop, show):

        def show_contract(contract: str, place: int, total: int) -> None:
            show(f"Explaining {contract}, {place} of {total}; Ctrl-C leaves out the rest.")

        return replace(case, reasons=reasons_of(case, stop=stop, on_contract=show_contract))
