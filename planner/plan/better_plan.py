"""A better plan than the one a question was about, found on the way: offered to who asked, never swallowed."""

from __future__ import annotations

from dataclasses import dataclass

from planner.plan.entries import Plan


@dataclass(frozen=True, kw_only=True)
class BetterPlan:
    """A plan for the portfolio of the question, what it costs, and how much cheaper it is than the plan it began with.

    Where cover comes first a better plan can cost more, because it bears less exposure: `saved_pounds` is then below 0.
    """

    plan: Plan
    pounds: int
    saved_pounds: int


def better_plan_figures(better: BetterPlan | None) -> dict[str, int] | None:
    """What a better plan costs and saves, as plain values; None without one."""
    return None if better is None else {"pounds": better.pounds, "saved_pounds": better.saved_pounds}


def better_plan(plan: Plan | None, pounds: int | None, start_pounds: int | None) -> BetterPlan | None:
    """The plan where it costs something else than the start; the caller knows that it is no worse.

    None where they cost the same, or where one of them is missing.
    """
    if plan is None or pounds is None or start_pounds is None or start_pounds == pounds:
        return None
    return BetterPlan(plan=plan, pounds=pounds, saved_pounds=start_pounds - pounds)
