"""Goals, plans carried out, re-planning, questions and scenarios where working days are counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from planner.domain.days.closed_days import DayCount
from planner.domain.portfolio import Portfolio
from planner.domain.routes import has_no_route
from planner.errors import InputError
from planner.futures import transfer
from planner.futures.replan.past_facts import rebase
from planner.plan.judge import judge
from planner.plan.outcome import Status
from planner.plan.plan_case import PlanCase
from planner.plan.promises import promises_of
from planner.plan.schedule import schedule_of
from planner.solver import SolveSettings
from planner.solver.goal_measures import Measure, measure_values
from planner.solver.goals import Goal, solve_goal
from planner.solver.questions.earliest import earliest
from planner.solver.questions.records import Modes, Moving
from tests.depth import by_day
from tests.futures.enumeration import every_plan, small_portfolio
from tests.futures.written_scenarios import plan_of, under
from tests.oracle import brute_force
from tests.sample import programme
from tests.working_portfolios import working_portfolio

SETTINGS = SolveSettings(time_limit_seconds=20.0, workers=1, deterministic=True)
MEASURES = tuple(measure for measure in Measure if measure is not Measure.CUTOVER_SUM)
SEEDS = by_day(range(60), 4)


def test_a_goal_reaches_the_best_of_all_plans_within_its_limits() -> None:
    for seed in SEEDS:
        portfolio = small_portfolio(seed, working_portfolio)
        if portfolio is None:
            continue
        random = Random(seed)
        plans = list(every_plan(portfolio))
        promises = promises_of(portfolio, random.choice(plans)[0]) if plans else None
        plans = list(every_plan(portfolio, promises))
        measures = [measure for measure in MEASURES if promises or measure is not Measure.CHANGED_PROMISES]
        for _ in range(2):
            first, second, limited = random.sample(measures, 3)
            most = random.choice([values[limited] for _, values in plans]) if plans else 0
            goal = Goal(minimise=first, then=(second,), at_most={limited: most}, promises=promises)
            outcome = solve_goal(portfolio, goal, SETTINGS)
            within = [(values[first], values[second]) for _, values in plans if values[limited] <= most]
            if not within:
                assert outcome.status is Status.INFEASIBLE, seed
                continue
            assert outcome.plan is not None
            assert judge(PlanCase(portfolio, outcome.plan)) == ()
            assert (outcome.values[first], outcome.values[second]) == min(within), (seed, goal)
            assert outcome.value == outcome.bound == min(within)[0]
            assert outcome.values == measure_values(portfolio, outcome.plan, promises)


def test_the_earliest_day_off_a_contract_is_the_least_need_of_all_plans() -> None:
    for seed in SEEDS:
        portfolio, best = working_portfolio(seed), brute_force(working_portfolio(seed))
        if best is None or small_portfolio(seed, working_portfolio) is None:
            continue
        contract = next((c for c in portfolio.contracts if not has_no_route(portfolio, c)), None)
        if contract is None:
            continue
        schedules = [schedule_of(portfolio, plan) for plan, _ in every_plan(portfolio)]
        least = min(schedule.contracts[contract.id].needed_until_day for schedule in schedules)
        assert earliest(portfolio, best.plan, contract.id, Moving.ALL, Modes.ANY, settings=SETTINGS).day == least, seed


def in_working_days(portfolio: Portfolio) -> Portfolio:
    return replace(portfolio, day_count=DayCount.WORKING)


def test_a_plan_in_calendar_days_is_carried_out_on_the_next_working_days() -> None:
    # Status date Tuesday 1 January 2030. Day 53 is Saturday 23 February, day 55 the Monday after it; day 89 is a Sunday.
    plan = plan_of(m_dep=53, m_body=200, m_far=89)
    carried_out = transfer(in_working_days(programme()), plan)
    assert carried_out is not None
    assert judge(PlanCase(in_working_days(programme()), carried_out)) == ()
    assert {entry.migration: entry.start_day for entry in carried_out.migrations}["m-dep"] == 55


def test_work_that_a_plan_in_calendar_days_began_on_a_sunday_counts_from_monday() -> None:
    # day 5 is Sunday 6 January 2030; seen from Monday 14 January, Monday 7 is day -7
    rebased = rebase(in_working_days(programme()), plan_of(m_dep=5, m_body=200, m_far=89), date(2030, 1, 14))
    assert rebased.begun == ("m-dep",)
    (fact,) = [taken for taken in rebased.portfolio.decisions_taken if taken.subject == "m-dep"]
    assert fact.agreed_date == date(2030, 1, 7)
    assert rebased.plan.entry_by_migration["m-dep"].start_day == -7


class TestScenarios:
    def test_a_scenario_counts_working_days(self) -> None:
        after = under('portfolio.day_count = "working"')
        assert after.day_count is DayCount.WORKING
        assert not after.axis.is_calendar

    def test_closed_days_are_added_changed_and_taken_away(self) -> None:
        closed = 'portfolio.day_count = "working"\n[[add]]\ntable = "closed_days"\n'
        rows = 'rows = { from_date = 2030-01-07, until_date = 2030-01-09, name = "move" }\n'
        added = under(closed + rows)
        assert [added.axis.is_open(number) for number in (5, 6, 7, 8)] == [False, False, False, True]
        changed = under(
            closed
            + rows
            + '[[set]]\ntable = "closed_days"\nwhere = { name = "move" }\nvalues = { until_date = 2030-01-08 }'
        )
        assert [changed.axis.is_open(number) for number in (6, 7)] == [False, True]
        removed = under(closed + rows + '[[remove]]\ntable = "closed_days"\nids = ["2030-01-07"]')
        assert removed.closed_days == ()

    def test_a_day_agreed_that_it_closes_is_refused(self) -> None:
        row = '{ id = "d", kind = "start agreed", subject = "m-dep", agreed_date = 2030-03-02 }'
        with pytest.raises(InputError, match="a Saturday"):
            under(f'portfolio.day_count = "working"\n[[add]]\ntable = "commitments"\nrows = {row}')
