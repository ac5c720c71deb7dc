"""Tipping points with progress; Ctrl-C keeps what there is."""

from __future__ import annotations

import signal
from types import FrameType

from planner.cli.shared.live_progress import shown_step
from planner.cli.shared.messages import say
from planner.cli.shared.solve_options import SolveOptions
from planner.explain import Answer
from planner.futures.tipping import Tipping, tipping_of
from planner.plan.plan_case import PlanCase
from planner.writing.signals import handled

__all__ = ["Tipping", "ask_tipping"]


def ask_tipping(case: PlanCase, answer: Answer, options: SolveOptions) -> Tipping:
    """The tipping points of what was explained."""
    pressed = False

    def hear_ctrl_c(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        pressed = True

    with handled((signal.SIGINT,), hear_ctrl_c), shown_step(quiet=options.quiet) as show:
        found = tipping_of(
            case,
            answer,
            options.settings(),
            stop=lambda: pressed,
            on_step=lambda step: show(f"Slipping {step}; Ctrl-C keeps what there is."),
        )
    if not found.complete:
        say("Stopped by Ctrl-C; not every milestone was looked at.", quiet=options.quiet)
    return found
