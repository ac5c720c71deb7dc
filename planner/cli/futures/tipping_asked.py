"""Tipping points with progress; Ctrl-C keeps what there is."""

from __future__ import annotations

from planner.cli.shared.live_progress import until_ctrl_c
from planner.cli.shared.messages import say
from planner.cli.shared.solve_options import SolveOptions
from planner.explain import Answer
from planner.futures.tipping import Tipping, tipping_of
from planner.plan.plan_case import PlanCase

__all__ = ["Tipping", "ask_tipping"]


def ask_tipping(case: PlanCase, answer: Answer, options: SolveOptions) -> Tipping:
    """The tipping points of what was explained."""
    with until_ctrl_c(quiet=options.quiet) as (stop, show):
        found = tipping_of(
            case,
            answer,
            options.settings(),
            stop=stop,
            on_step=lambda step: show(f"Slipping {step}; Ctrl-C keeps what there is."),
        )
    if not found.complete:
        say("Stopped by Ctrl-C; not every milestone was looked at.", quiet=options.quiet)
    return found
