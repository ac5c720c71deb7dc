"""A search that a wished gap stopped has proved nothing but that gap; optimal is what cost and bound agree on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.domain.organisations import Commitment
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.plan.plan_case import PlanCase
from planner.solver import Goal, Measure, SolveSettings, Status, solve, solve_goal
from planner.solver.model.candidate import objective_pounds, pounds_by_term
from planner.solver.model.compilation import compile_instance
from planner.solver.model.exact import SearchLimits, build, search
from planner.solver.monitor import Monitor
from planner.solver.tuning import DEFAULT_TUNING
from tests.sample import migration, portfolio

DRAWN = GeneratorSpec(contracts=30, seed=3)
SETTINGS = SolveSettings(time_limit_seconds=4.0, workers=1, deterministic=True)


def waiting_portfolio() -> Portfolio:
    """Every day before a cutover costs £100, so no plan is free: the first cutover possible is on day 12."""
    moves = (migration("m1", releases=("k",), benefit_pounds_per_day=100), migration("m2", "body"))
    return portfolio(migrations=(moves[0], replace(moves[1], benefit_pounds_per_day=100)))


def with_a_contract_nobody_can_leave() -> Portfolio:
    """The department stays with contract k, its body moves."""
    case = waiting_portfolio()
    declined = replace(case.organisation_by_id["dep"], commitment=Commitment.DECLINED)
    return replace(case, organisations=(declined, case.organisation_by_id["body"]))


def a_monitor(case: Portfolio, gap: float) -> tuple[Monitor, int, int]:
    """A monitor that holds some plan; its cost, and what of it nobody can change."""
    instance = compile_instance(case)
    monitor = Monitor(instance, replace(SETTINGS, gap_target=gap), DEFAULT_TUNING)
    limits = SearchLimits(seconds=2.0, workers=1, seed=0, tuning=DEFAULT_TUNING.exact, deterministic=True)
    candidate = search(build(instance, DEFAULT_TUNING.exact), limits).candidate
    assert candidate is not None
    monitor.offer(candidate, "test")
    return monitor, objective_pounds(instance, candidate), pounds_by_term(instance, candidate)[Term.NO_ROUTE]


def test_a_search_that_a_wished_gap_stopped_is_feasible_within_it() -> None:
    outcome = solve(generate_portfolio(DRAWN), replace(SETTINGS, gap_target=0.6))
    assert outcome.objective_pounds is not None
    assert outcome.bound_pounds is not None
    assert outcome.bound_pounds < outcome.objective_pounds
    assert outcome.status is Status.FEASIBLE
    assert outcome.wished_gap == 0.6
    assert outcome.gap is not None
    assert 0 < outcome.gap <= 0.6


def test_a_search_that_did_not_reach_the_wished_gap_does_not_name_it() -> None:
    outcome = solve(generate_portfolio(DRAWN), replace(SETTINGS, time_limit_seconds=0.2, gap_target=0.0001))
    assert outcome.status is Status.FEASIBLE
    assert outcome.wished_gap is None


def test_a_plan_proved_the_best_is_optimal_whatever_gap_was_wished() -> None:
    outcome = solve(portfolio(), replace(SETTINGS, gap_target=0.0001))
    assert outcome.status is Status.OPTIMAL
    assert outcome.objective_pounds == outcome.bound_pounds
    assert (outcome.gap, outcome.wished_gap) == (0.0, None)


def test_the_gap_is_a_share_of_what_a_plan_can_change() -> None:
    # A bound that lies half of the changeable cost below the plan is a gap of a half, however dear "no route" is.
    monitor, cost, stuck = a_monitor(with_a_contract_nobody_can_leave(), 0.4)
    assert 0 < stuck < cost
    monitor.raise_bound(cost - (cost - stuck) // 2, "test")
    assert monitor.gap == ((cost - stuck) // 2) / (cost - stuck)
    assert not monitor.close_enough
    assert (cost - stuck) // 2 < 0.4 * cost


def test_a_gap_of_exactly_the_wished_size_ends_the_search() -> None:
    monitor, cost, _ = a_monitor(waiting_portfolio(), 0.5)
    monitor.raise_bound(cost - cost // 2, "test")
    assert monitor.close_enough
    assert not monitor.proved


def test_without_changeable_cost_nothing_but_the_cost_itself_is_a_proof() -> None:
    case = with_a_contract_nobody_can_leave()
    monitor, cost, _ = a_monitor(case, 0.5)
    monitor.no_route_pounds = cost
    monitor.raise_bound(cost - 1, "test")
    assert monitor.gap is None
    assert not monitor.close_enough
    monitor.raise_bound(cost, "test")
    assert monitor.gap == 0.0
    assert monitor.proved


@pytest.mark.parametrize("measure", [Measure.COST, Measure.UNCOVERED_DAYS])
def test_a_goal_within_its_wished_gap_is_feasible(measure: Measure) -> None:
    drawn = generate_portfolio(replace(DRAWN, contracts=14, seed=1, cluster_size=14))
    outcome = solve_goal(drawn, Goal(minimise=measure), replace(SETTINGS, gap_target=0.9))
    assert outcome.plan is not None
    assert outcome.bound is not None
    assert outcome.value is not None
    proved = outcome.value <= outcome.bound
    assert outcome.status is (Status.OPTIMAL if proved else Status.FEASIBLE)
    assert outcome.wished_gap == (None if proved else 0.9)


def test_the_terms_of_a_plan_name_what_nobody_can_change() -> None:
    outcome = solve(with_a_contract_nobody_can_leave(), SETTINGS)
    assert outcome.plan is not None
    assert PlanCase(with_a_contract_nobody_can_leave(), outcome.plan).terms[Term.NO_ROUTE] > 0
