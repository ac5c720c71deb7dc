"""Plans with buffers: made as if every open milestone came at a later day of its drawn range."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.risk.draws import Batch, Days, DrawKey, Keys, Purpose
from planner.risk.execution.milestones import MilestoneNet, days_of
from planner.risk.families import rounded_half_up
from planner.risk.uncertainty import Uncertainty
from planner.solver.model.candidate import from_plan, to_plan
from planner.solver.model.compilation import compile_instance
from planner.solver.model.option_choice import with_options
from planner.solver.settings import SolveSettings
from planner.solver.solve import solve
from planner.solver.tuning import DEFAULT_TUNING

BUFFERS = ("P50", "mean", "P60", "P70", "P80", "P90")
"""The days of drawn dates that plans are made for, events and milestones before them included."""


def buffered_plans(
    portfolio: Portfolio,
    uncertainty: Uncertainty,
    start: Plan,
    seed: int,
    seconds: float,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[str, Plan]]:
    """The name and the plan of each buffer, with so many seconds for each; only plans that keep every rule today.

    Options are those that are cheapest for the starts on the planning dates. Equal plans come once.
    """
    drawn = _drawn_days(portfolio, uncertainty, seed)
    seen = {start}
    for name in BUFFERS:
        if stop():
            return
        later = _with_dates(portfolio, uncertainty, _days(drawn, name))
        found = solve(later, SolveSettings(time_limit_seconds=seconds, seed=seed), start=start, stop=stop).plan
        plan = None if found is None else _with_own_options(portfolio, found)
        if plan is not None and plan not in seen:
            seen.add(plan)
            yield f"dates at {name}" if name != "mean" else "mean dates", plan


def _drawn_days(portfolio: Portfolio, uncertainty: Uncertainty, seed: int) -> Days:
    net = MilestoneNet.of(portfolio, uncertainty)
    batch = Batch.of(Keys.of(uncertainty), DrawKey(seed, Purpose.FIT, 0))
    return days_of(portfolio.axis, net.positions(batch.own_days(uncertainty)))


def _days(drawn: Days, name: str) -> Days:
    if name == "mean":
        return rounded_half_up(drawn.mean(axis=0))
    share = int(name.removeprefix("P"))
    return np.asarray(np.percentile(drawn, share, axis=0, method="inverted_cdf"), dtype=np.int64)


def _with_dates(portfolio: Portfolio, uncertainty: Uncertainty, days: Days) -> Portfolio:
    place = {date.id: number for number, date in enumerate(uncertainty.dates)}
    milestones = tuple(
        milestone
        if milestone.achieved_date is not None
        else replace(milestone, forecast_date=portfolio.date_of(int(days[place[milestone.id]])))
        for milestone in portfolio.milestones
    )
    return replace(portfolio, milestones=milestones)


def _with_own_options(portfolio: Portfolio, plan: Plan) -> Plan | None:
    """The plan with the cheapest options on the planning dates; None where it breaks a rule there."""
    instance = compile_instance(portfolio)
    own = from_plan(instance, plan)
    better = None if own is None else with_options(instance, own.starts, own.modes, DEFAULT_TUNING.options)
    found = None if better is None else to_plan(instance, better)
    return None if found is None or judge(PlanCase(portfolio, found)) else found
