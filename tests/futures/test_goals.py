"""Goals over the exact model against every plan of small portfolios."""

from __future__ import annotations

from random import Random

import pytest

from planner.domain.rules import Term
from planner.errors import SettingsError
from planner.plan.judge import judge
from planner.plan.outcome import Status
from planner.plan.plan_case import PlanCase
from planner.plan.promises import promises_of
from planner.solver.goal_measures import Measure, measure_of, measure_values
from planner.solver.goals import Goal, solve_goal
from planner.solver.settings import SolveSettings
from tests.depth import by_day
from tests.futures.enumeration import every_plan, small_portfolio

SETTINGS = SolveSettings(time_limit_seconds=20.0, workers=1, deterministic=True)
MEASURES = tuple(measure for measure in Measure if measure is not Measure.CUTOVER_SUM)
SEEDS = by_day(range(60), 2)


@pytest.mark.parametrize("chunk", range(6))
def test_a_goal_reaches_the_best_of_all_plans_within_its_limits(chunk: int) -> None:
    """For each portfolio three goals: two measures in order, under a limit drawn from what plans have."""
    for seed in SEEDS[chunk::6]:
        portfolio = small_portfolio(seed)
        if portfolio is None:
            continue
        random = Random(seed)
        plans = list(every_plan(portfolio))
        promises = promises_of(portfolio, random.choice(plans)[0]) if plans else None
        plans = list(every_plan(portfolio, promises))
        measures = [measure for measure in MEASURES if promises or measure is not Measure.CHANGED_PROMISES]
        for _ in range(3):
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
            assert outcome.status is Status.OPTIMAL
            assert (outcome.values[first], outcome.values[second]) == min(within), (seed, goal)
            assert outcome.value == outcome.bound == min(within)[0]
            assert outcome.values == measure_values(portfolio, outcome.plan, promises)
            assert outcome.proved_levels == len(goal.levels)


def test_a_limit_that_no_plan_keeps_is_infeasible_and_not_unknown() -> None:
    portfolio = small_portfolio(4)
    assert portfolio is not None
    outcome = solve_goal(portfolio, Goal(minimise=Measure.COST, at_most={Measure.LAST_CUTOVER: -1}), SETTINGS)
    assert outcome.status is Status.INFEASIBLE
    assert outcome.plan is None


def test_a_hint_that_keeps_the_limits_is_the_answer_where_a_floor_proves_it() -> None:
    portfolio = small_portfolio(4)
    assert portfolio is not None
    best = solve_goal(portfolio, Goal(minimise=Measure.COST), SETTINGS)
    again = solve_goal(portfolio, Goal(minimise=Measure.COST, floor=best.bound), SETTINGS, hint=best.plan)
    assert again.plan == best.plan
    assert again.status is Status.OPTIMAL


def test_changed_promises_need_promises() -> None:
    with pytest.raises(SettingsError, match="need an old plan"):
        Goal(minimise=Measure.COST, at_most={Measure.CHANGED_PROMISES: 0})


def test_the_same_seed_gives_the_same_plan_in_deterministic_mode() -> None:
    portfolio = small_portfolio(22)
    assert portfolio is not None
    goal = Goal(minimise=measure_of(Term.DELAY), then=(Measure.COST,))
    assert solve_goal(portfolio, goal, SETTINGS).plan == solve_goal(portfolio, goal, SETTINGS).plan
