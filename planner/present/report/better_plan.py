"""A better plan than the one a question began with, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.present.wording import money

if TYPE_CHECKING:
    from planner.plan.better_plan import BetterPlan


def better_plan_sentence(better: BetterPlan, currency: str) -> str:
    """For instance `A plan £1,200 cheaper than the start was found`; the caller ends it."""
    if better.saved_pounds >= 0:
        return f"A plan {money(better.saved_pounds, currency)} cheaper than the start was found"
    more = money(-better.saved_pounds, currency)
    return f"A plan with less exposure than the start was found; it costs {more} more"
