"""Every question can be stopped by who asks: the answer says so, keeps what was found, and passes on what `stop` raises."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.futures import compare, parse_scenarios
from planner.futures.difference import Version, diff
from planner.futures.trade_offs.frontier import frontier
from planner.futures.trade_offs.frontier_records import Stop
from planner.futures.trade_offs.marginal_values import marginal_values
from planner.plan.entries import Plan
from planner.plan.plan_case import PlanCase
from planner.solver import Goal, Measure, SolveSettings, Status, measure_of, solve_goal
from tests.drawn_starts import drawn, list_plan

LONG = SolveSettings(time_limit_seconds=60)
Ask = Callable[[], bool]


def at_once() -> bool:
    return True


def two_scenarios(case: Portfolio) -> str:
    slip = f'slip = [{{ ids = ["{case.milestones[0].id}"], months = 1 }}]'
    return f"[scenario.one]\n{slip}\n[scenario.two]\n{slip}\n"


def test_a_comparison_keeps_the_future_it_was_at() -> None:
    case = drawn(0)
    start = list_plan(case)
    found = compare(case, parse_scenarios(two_scenarios(case)).values(), LONG, start=start, stop=at_once)
    assert [future.name for future in found.futures] == ["base"]
    assert found.base.outcome.stopped
    assert found.base.outcome.objective_pounds is not None
    assert found.base.outcome.objective_pounds <= PlanCase(case, start).pounds


def test_levers_are_valued_with_the_start_alone() -> None:
    case = drawn(0)
    found = marginal_values(case, LONG, start=list_plan(case), stop=at_once)
    assert (found.stopped, found.interrupted, found.status) == (True, False, Status.FEASIBLE)
    assert all(value.found_pounds >= 0 for value in found.values)


def test_a_frontier_says_why_it_ended_and_keeps_the_start_as_a_point() -> None:
    case = drawn(0)
    start = list_plan(case)
    first, second = measure_of(Term.EXTENSIONS), measure_of(Term.EXPOSURE)
    found = frontier(case, first, second, LONG, start=start, stop=at_once)
    assert found.stop is Stop.STOPPED
    assert found.points


def test_a_difference_is_shared_out_by_the_plans_known() -> None:
    case = drawn(0)
    version = Version(portfolio=case, plan=list_plan(case))
    fewer = replace(case, freezes=())
    found = diff(version, Version(portfolio=fewer, plan=version.plan), stop=at_once)
    assert sum(found.pounds_by_cause) == found.total_pounds


def test_a_goal_keeps_the_hint() -> None:
    case = drawn(0)
    hint = list_plan(case)
    found = solve_goal(case, Goal(minimise=Measure.COST), LONG, hint=hint, stop=at_once)
    assert found.stopped
    assert found.plan is not None
    assert PlanCase(case, found.plan).pounds <= PlanCase(case, hint).pounds


def asked(case: Portfolio, start: Plan) -> dict[str, Callable[[Ask], object]]:
    first, second = measure_of(Term.EXTENSIONS), measure_of(Term.EXPOSURE)
    version = Version(portfolio=case)
    return {
        "compare": lambda stop: compare(case, [], LONG, start=start, stop=stop),
        "values": lambda stop: marginal_values(case, LONG, start=start, stop=stop),
        "frontier": lambda stop: frontier(case, first, second, LONG, start=start, stop=stop),
        "diff": lambda stop: diff(version, version, start=start, stop=stop),
        "goal": lambda stop: solve_goal(case, Goal(minimise=Measure.COST), LONG, hint=start, stop=stop),
    }


@pytest.mark.parametrize("question", ["compare", "values", "frontier", "diff", "goal"])
def test_what_stop_raises_reaches_the_caller(question: str) -> None:
    def broken() -> bool:
        raise LookupError("the page has gone")

    case = drawn(0)
    with pytest.raises(LookupError, match="the page has gone"):
        asked(case, list_plan(case))[question](broken)
