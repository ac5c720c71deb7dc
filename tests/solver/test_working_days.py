"""Portfolios that count working days: every engine of the solver against the oracle that tries every plan."""

from __future__ import annotations

import pytest

from planner.domain.days.day_axis import DayAxis
from planner.plan.judge import judge
from planner.plan.outcome import Status
from planner.plan.plan_case import PlanCase
from planner.solver.model.candidate import to_plan
from planner.solver.model.compilation import compile_instance
from planner.solver.model.exact import Proof
from planner.solver.model.steps import runs_of
from planner.solver.monitor import Monitor
from planner.solver.pipeline import Pipeline
from planner.solver.settings import SolveSettings
from planner.solver.solve import solve_exactly
from planner.solver.tuning import DEFAULT_TUNING
from tests.depth import by_day
from tests.oracle import brute_force
from tests.sample import contract, migration
from tests.sample.working import day, work, working
from tests.solver.agreement import exact_model_agrees
from tests.working_portfolios import working_portfolio

CHUNKS = 4
SEEDS_PER_CHUNK = 50
EVERY = 13
SETTINGS = SolveSettings(time_limit_seconds=20.0, workers=1, deterministic=True)


def seeds_of(chunk: int) -> range:
    return by_day(range(chunk * SEEDS_PER_CHUNK, (chunk + 1) * SEEDS_PER_CHUNK), EVERY)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_exact_model_finds_the_cost_and_tie_break_of_the_oracle(chunk: int) -> None:
    for seed in seeds_of(chunk):
        exact_model_agrees(working_portfolio(seed), seed)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_pipeline_never_contradicts_the_oracle(chunk: int) -> None:
    """Its bounds, from prices alone and with the exact stage, lie at or below the optimum; its plans keep every rule.

    The cost it counts for a plan is that of the ledger.
    """
    for seed in seeds_of(chunk):
        portfolio = working_portfolio(seed)
        best, instance = brute_force(portfolio), compile_instance(portfolio)
        if best is None or not instance.migrations or instance.cover_first:
            continue
        settings = SolveSettings(time_limit_seconds=0.5, workers=1, deterministic=True, seed=seed)
        monitor = Monitor(instance, settings, DEFAULT_TUNING)
        pipeline = Pipeline(instance, monitor)
        assert pipeline.run() is not Proof.INFEASIBLE, seed
        from_prices = pipeline.priced.bound(sum(search.dual.bound_pounds or 0 for search in pipeline.searches))
        assert from_prices <= best.objective_pounds, seed
        assert (monitor.bound_pounds or 0) <= best.objective_pounds, seed
        if monitor.best is not None and monitor.best_rank is not None:
            plan = to_plan(instance, monitor.best)
            assert judge(PlanCase(portfolio, plan)) == (), seed
            assert PlanCase(portfolio, plan).pounds == monitor.best_rank[1] >= best.objective_pounds, seed


def test_a_deadline_on_a_sunday_is_not_met_on_the_monday_after_it() -> None:
    # five days from Monday 4 January cut over on Monday 11; the deadline is Sunday 10 January, day 9
    case = working(work(5), migrations=(migration("m1", profile="work", deadline_date=day(9)),))
    assert solve_exactly(case, SETTINGS).status is Status.INFEASIBLE
    case = working(work(5), migrations=(migration("m1", profile="work", deadline_date=day(10)),))
    assert solve_exactly(case, SETTINGS).status is Status.OPTIMAL


def test_stated_legacy_days_are_priced_as_calendar_days() -> None:
    # the cutover is on Monday 11 January, day 10; needed until day 20 and covered to day 9: ten days at £100
    releasing = migration("m1", profile="work", releases=("k",))
    uncovered = contract("k", expiry_date=day(9), exposure_pounds_per_day=100)
    case = working(work(5, legacy_days=10), migrations=(releasing,), contracts=(uncovered,))
    outcome = solve_exactly(case, SETTINGS)
    assert (outcome.status, outcome.objective_pounds) == (Status.OPTIMAL, 1000)


def test_runs_end_where_a_closed_day_comes_next() -> None:
    # days 2, 3 and 6 are closed: positions 0 and 1 are days 0 and 1, 2 and 3 are days 4 and 5, 4 and 5 days 7 and 8
    assert list(runs_of(DayAxis((2, 3, 6)), 0, 5)) == [(0, 1, 0), (2, 3, 2), (4, 5, 3)]
    assert list(runs_of(DayAxis((2, 3, 6)), 1, 2)) == [(1, 1, 0), (2, 2, 2)]


def test_closed_days_before_the_status_date_count_backwards() -> None:
    # days -2 and -1 are closed: position -1 is day -3
    assert list(runs_of(DayAxis((-2, -1)), -2, 1)) == [(-2, -1, -2), (0, 1, 0)]
