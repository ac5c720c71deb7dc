"""No plan that keeps all rules is thrown away: futures, levers and points start from each other's plans."""

from __future__ import annotations

from dataclasses import replace

import pytest

import planner
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.futures import Comparison, compare, parse_scenarios
from planner.futures.difference import DifferenceSettings, Version, diff
from planner.futures.known_plans import best_known, least_pounds, rank
from planner.futures.trade_offs.frontier import frontier
from planner.futures.trade_offs.marginal_levers import LeverKind
from planner.futures.trade_offs.marginal_values import marginal_values
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver import Measure, Outcome, SolveSettings, Status, measure_of, measure_values
from planner.solver.model.compilation import compile_instance
from tests.drawn_starts import IN_TURN, SHORT, drawn, list_plan
from tests.sample import day, option, plan, portfolio


def two_futures(case: Portfolio) -> str:
    """Scenarios: the first milestone half a year later, and one more of the first resource."""
    resource = case.resources[0]
    return f"""
[scenario.late]
slip = [{{ ids = ["{case.milestones[0].id}"], months = 6 }}]
[scenario.more]
set = [{{ table = "resources", where = {{ id = "{resource.id}" }}, values = {{ capacity = {resource.capacity + 1} }} }}]
"""


def assert_no_plan_is_thrown_away(found: Comparison) -> None:
    for future in found.futures:
        assert future.case is not None
        plans = [other.plan for other in found.futures if other.plan is not None]
        best = best_known(future.portfolio, plans)
        assert best is not None
        assert rank(future.case) <= rank(best), future.name
        assert judge(future.case) == ()


class TestFutures:
    @pytest.mark.parametrize("seed", [0, 1])
    def test_none_ends_above_what_the_plan_of_another_costs_in_it(self, seed: int) -> None:
        case = drawn(seed)
        found = compare(case, parse_scenarios(two_futures(case)).values(), SHORT)
        assert_no_plan_is_thrown_away(found)

    def test_nor_where_the_futures_are_solved_badly(self) -> None:
        case = drawn(0)
        start = list_plan(case)

        def lazy(portfolio: Portfolio, settings: SolveSettings, *, start: Plan | None = None) -> Outcome:
            """The start in the base; nothing in the first future; a real solve without a start in the last."""
            if portfolio is case:
                return planner.solve(portfolio, settings, start=start, stop=lambda: True)
            if portfolio.milestones != case.milestones:
                return planner.solve(portfolio, settings, stop=lambda: True)
            return planner.solve(portfolio, settings)

        found = compare(case, parse_scenarios(two_futures(case)).values(), SHORT, start=start, solve=lazy)
        assert_no_plan_is_thrown_away(found)
        assert found.futures[1].outcome.status is Status.FEASIBLE
        assert found.futures[1].borrowed_from is not None

    def test_a_better_plan_than_the_start_is_offered_with_its_saving(self) -> None:
        case = drawn(0)
        start = list_plan(case)
        found = compare(case, [], SHORT, start=start)
        better = found.better_plan
        assert better is not None
        assert judge(PlanCase(case, better.plan)) == ()
        assert better.saved_pounds == PlanCase(case, start).pounds - PlanCase(case, better.plan).pounds > 0

    def test_no_better_plan_is_claimed_for_a_start_that_is_the_best(self) -> None:
        found = compare(portfolio(), [], SHORT, start=plan())
        assert found.better_plan is None

    def test_the_same_input_and_seed_give_the_same_plans(self) -> None:
        case = drawn(2)
        scenarios = parse_scenarios(two_futures(case)).values()
        settings = replace(IN_TURN, time_limit_seconds=0.02)
        plans = [[future.plan for future in compare(case, scenarios, settings).futures] for _ in range(2)]
        assert plans[0] == plans[1]


class TestLevers:
    def test_they_start_from_the_plan_and_none_seems_to_cost_money(self) -> None:
        case = drawn(0)
        start = list_plan(case)
        found = marginal_values(case, replace(SHORT, time_limit_seconds=2), start=start, chosen=[LeverKind.CAPACITY])
        assert found.plan is not None
        assert found.cost_pounds == PlanCase(case, found.plan).pounds
        assert judge(PlanCase(case, found.plan)) == ()
        assert all(value.found_pounds >= 0 for value in found.values)
        assert found.better_plan is not None
        assert found.better_plan.saved_pounds == PlanCase(case, start).pounds - found.cost_pounds
        compiled = compile_instance(case)
        for value in found.values:  # a plan with a lever that fits without it is no cheaper than the plan without
            if not judge(PlanCase(case, value.plan)):
                assert least_pounds(compiled, value.plan) >= found.cost_pounds


class TestFrontier:
    def test_no_point_is_beaten_by_the_start_and_the_cheapest_plan_is_offered(self) -> None:
        case = drawn(0)
        start = list_plan(case)
        settings = replace(SHORT, time_limit_seconds=3)
        first, second = measure_of(Term.EXTENSIONS), measure_of(Term.EXPOSURE)
        found = frontier(case, first, second, settings, points=3, start=start)
        values = measure_values(case, start)
        x, y = values[first], values[second]
        assert any(point.x <= x and point.y <= y for point in found.points)
        assert found.better_plan is not None
        assert found.better_plan.pounds <= min(point.values[Measure.COST] for point in found.points)
        assert found.better_plan.saved_pounds == values[Measure.COST] - found.better_plan.pounds


class TestDifference:
    def test_a_better_plan_than_the_new_one_is_offered(self) -> None:
        # k ends on day 29; m1 on day 100 needs it until day 115: 85 bare days at 100. On day 0 nobody needs it after day 15.
        case = portfolio(options=(option("o1"),))
        settings = DifferenceSettings(solve=None)
        found = diff(Version(portfolio=case, plan=plan(m1=0)), Version(portfolio=case, plan=plan(m1=100)), settings)
        assert found.better_plan is not None
        assert (found.better_plan.plan, found.better_plan.saved_pounds) == (plan(m1=0), 8_500)

    def test_a_start_is_tried_in_every_portfolio_on_the_way(self) -> None:
        old = portfolio()
        new = replace(old, horizon_date=day(300))
        settings = DifferenceSettings(solve=None)
        late = Version(portfolio=new, plan=plan(m1=100))
        found = diff(Version(portfolio=old, plan=plan(m1=100)), late, settings, start=plan())
        assert found.better_plan is not None
        assert found.better_plan.plan == plan()


class TestCase:
    def test_a_case_solves_on_from_its_own_plan(self) -> None:
        case = drawn(0)
        start = list_plan(case)
        better = planner.Case(case, start, settings=SHORT).solve()
        assert better.outcome is not None
        assert better.outcome.better_plan is not None
        assert better.outcome.start_pounds == PlanCase(case, start).pounds
        assert better.breaches == ()

    def test_a_what_if_starts_from_the_plan_of_the_case(self) -> None:
        case = drawn(0)
        start = list_plan(case)
        found = planner.Case(case, start, settings=SHORT).what_if(slip=case.milestones[0].id, months=1)
        assert found.start_pounds == PlanCase(case, start).pounds
        assert found.better_plan is not None
