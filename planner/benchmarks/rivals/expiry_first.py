"""The rule people use in spreadsheets: whoever's contract ends first moves first, then extend where that is cheaper."""

from __future__ import annotations

import time

from planner.benchmarks.placing.list_schedule import list_schedule
from planner.benchmarks.placing.urgency import earliest_expiry
from planner.benchmarks.rivals.cheapest_cover import with_cheapest_options
from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.plan.outcome import Outcome, Progress, Status
from planner.plan.plan_case import PlanCase
from planner.solver.settings import SolveSettings


def solve_expiry_first(portfolio: Portfolio, settings: SolveSettings) -> Outcome:
    """Each migration as early as everything allows, in order of expiry; then the cheapest options. Proves no bound."""
    started = time.monotonic()
    entries = list_schedule(portfolio, earliest_expiry(portfolio), portfolio.horizon_day)
    plan = with_cheapest_options(portfolio, Plan(migrations=entries))
    pounds = PlanCase(portfolio, plan).pounds
    seconds = time.monotonic() - started
    return Outcome(
        status=Status.FEASIBLE,
        plan=plan,
        objective_pounds=pounds,
        bound_pounds=None,
        gap=None,
        seconds=seconds,
        log=(Progress(seconds=seconds, objective_pounds=pounds, bound_pounds=None, stage="list rule"),),
    )
