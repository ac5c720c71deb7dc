"""Marginal values against every plan of small portfolios."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.clusters import Milestone
from planner.domain.contracts import Contract, OptionState
from planner.domain.migrations import Precedence
from planner.domain.portfolio import Portfolio
from planner.domain.resources import CapacityStep
from planner.futures.trade_offs.marginal_levers import LeverKind, MarginalLever, Period, levers
from planner.futures.trade_offs.marginal_values import marginal_values
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver import SolveSettings, Status
from tests.depth import by_day
from tests.futures.enumeration import every_plan, small_portfolio
from tests.sample import day, option, portfolio

SETTINGS = SolveSettings(time_limit_seconds=400.0, workers=1, deterministic=True)
SEEDS = by_day(range(60), 2)


def least_cost(case: Portfolio) -> int | None:
    return min((values["cost"] for _, values in every_plan(case)), default=None)


@pytest.mark.parametrize("chunk", range(5))
def test_a_value_is_what_the_best_of_all_plans_becomes_cheaper(chunk: int) -> None:
    for seed in SEEDS[::2][chunk::5]:
        case = small_portfolio(seed)
        base = least_cost(case) if case is not None else None
        if case is None or base is None:
            continue
        portfolios = {(lever.kind, lever.subject): lever.portfolio for lever in levers(case)}
        found = marginal_values(case, SETTINGS)
        assert (found.status, found.cost_pounds, found.bound_pounds) == (Status.OPTIMAL, base, base)
        assert {(value.kind, value.subject) for value in found.values} == set(portfolios)
        for value in found.values:
            lever = portfolios[value.kind, value.subject]
            assert judge(PlanCase(lever, value.plan)) == ()
            assert PlanCase(lever, value.plan).pounds == value.cost_pounds
            best = least_cost(lever)
            assert best is not None
            assert value.is_exact
            assert value.found_pounds == value.least_pounds == base - best >= 0, (seed, value.subject)


def test_values_come_by_falling_size() -> None:
    case = small_portfolio(33)
    assert case is not None
    found = [value.found_pounds for value in marginal_values(case, SETTINGS).values]
    assert found == sorted(found, reverse=True)
    assert found[0] > 0


def test_without_a_plan_there_are_no_values() -> None:
    late = portfolio(horizon_date=day(5))
    found = marginal_values(late, SETTINGS)
    assert (found.status, found.values, found.cost_pounds) == (Status.INFEASIBLE, (), None)


def test_only_the_kinds_asked_for_are_measured() -> None:
    found = marginal_values(portfolio(), SETTINGS, chosen=[LeverKind.CAPACITY])
    assert {value.kind for value in found.values} == {LeverKind.CAPACITY}


def capacities(case: Portfolio, period: Period | None) -> dict[int, int]:
    """Capacity from each day on, under one more unit."""
    (lever,) = (lever for lever in levers(case, period) if lever.kind is LeverKind.CAPACITY)
    steps = {case.day_of(step.from_date): step.capacity for step in lever.portfolio.capacity_steps}
    return {-1: lever.portfolio.resources[0].capacity, **dict(sorted(steps.items()))}


def test_one_more_unit_throughout_raises_every_step() -> None:
    case = portfolio(capacity_steps=(CapacityStep(resource="slots", from_date=day(20), capacity=5),))
    assert capacities(case, None) == {-1: 3, 20: 6}


def test_one_more_unit_in_a_period_ends_with_it() -> None:
    case = portfolio(capacity_steps=(CapacityStep(resource="slots", from_date=day(20), capacity=5),))
    assert capacities(case, Period(day(10), day(30))) == {-1: 2, 10: 3, 20: 6, 30: 5}


def test_one_month_earlier_moves_every_date_of_a_milestone_and_no_achieved_one() -> None:
    early, likely, late = date(2030, 3, 31), date(2030, 4, 30), date(2030, 5, 31)
    case = portfolio(
        milestones=(
            Milestone(id="open", name="Open", early_date=early, likely_date=likely, late_date=late),
            Milestone(id="done", name="Done", achieved_date=date(2029, 12, 1)),
            Milestone(id="past", name="Past", forecast_date=date(2029, 12, 1)),
        )
    )
    (lever,) = (lever for lever in levers(case) if lever.kind is LeverKind.MILESTONE)
    moved = lever.portfolio.milestone_by_id["open"]
    assert (moved.early_date, moved.likely_date, moved.late_date) == (
        date(2030, 2, 28),
        date(2030, 3, 30),
        date(2030, 4, 30),
    )


def test_a_month_is_worth_the_uncovered_days_it_takes_away() -> None:
    # The milestone on day 31 (1 February) gates m1: needed until 31 + 12 + 3 = day 46, uncovered for 16 days after
    # day 29 at 100. A month earlier (1 January, day 0) m1 is off on day 15.
    case = portfolio(
        milestones=(Milestone(id="ready", name="Ready", forecast_date=day(31)),),
        precedences=(Precedence(predecessor="ready", successor="m1"),),
    )
    (value,) = marginal_values(case, SETTINGS, chosen=[LeverKind.MILESTONE]).values
    assert (value.found_pounds, value.least_pounds, value.most_pounds) == (1_600, 1_600, 1_600)


def test_no_milestone_is_proposed_before_the_status_date() -> None:
    # Ten days ahead: a month earlier would be three weeks ago, so the lever is ten days, to the status date itself.
    opening = Milestone(id="open", name="Opening", forecast_date=day(10), early_date=day(-2), late_date=day(40))
    case = portfolio(milestones=(opening,))
    (lever,) = (lever for lever in levers(case) if lever.kind is LeverKind.MILESTONE)
    moved = lever.portfolio.milestone_by_id["open"]
    assert (moved.early_date, moved.forecast_date, moved.late_date) == (day(-2), day(0), day(9))
    assert lever.explanation == "Opening on Tue 1 Jan 2030, 10 days earlier"


def test_capacity_is_proposed_on_days_that_are_still_to_come() -> None:
    case = portfolio()
    (lever,) = (one for one in levers(case, Period(day(-9), day(5))) if one.kind is LeverKind.CAPACITY)
    assert [case.day_of(step.from_date) for step in lever.portfolio.capacity_steps] == [0, 5]
    assert [one for one in levers(case, Period(day(-9), day(0))) if one.kind is LeverKind.CAPACITY] == []


def option_lever(case: Portfolio) -> list[MarginalLever]:
    return [lever for lever in levers(case) if lever.kind is LeverKind.OPTION]


def test_one_more_option_follows_the_last_one_at_its_price() -> None:
    case = portfolio(options=(option("k1", end_date=None, months=6, fee_pounds=7),))
    (lever,) = option_lever(case)
    added = lever.portfolio.option_by_id["k-one-more"]
    assert (added.sequence, added.months, added.fee_pounds, added.annual_price_pounds) == (2, 6, 7, 354)


def test_an_option_that_is_lost_comes_back_instead() -> None:
    case = portfolio(options=(option("k1", state=OptionState.LAPSED), option("k2", sequence=2)))
    (lever,) = option_lever(case)
    assert [o.id for o in lever.portfolio.options] == ["k1", "k2"]
    assert lever.portfolio.option_by_id["k1"].state is OptionState.AVAILABLE


def test_a_contract_without_options_gets_a_year_at_its_own_price_or_none_without_one() -> None:
    priced = Contract(id="k", name="K", expiry_date=day(29), annual_price_pounds=1_200)
    (lever,) = option_lever(portfolio(contracts=(priced,)))
    assert lever.portfolio.option_by_id["k-one-more"].months == 12
    assert option_lever(portfolio(contracts=(replace(priced, annual_price_pounds=None),))) == []


def test_no_option_runs_beyond_the_maximum_end_or_extends_what_has_ended() -> None:
    contract = Contract(id="k", name="K", expiry_date=day(29), annual_price_pounds=1_200)
    assert option_lever(portfolio(contracts=(replace(contract, maximum_end_date=day(60)),))) == []
    assert option_lever(portfolio(contracts=(replace(contract, expiry_date=day(-1)),))) == []
