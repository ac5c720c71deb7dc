"""Bundles in every stage of the solver: as brute force finds the best plan, and as worked out by hand."""

from __future__ import annotations

from collections import Counter

import pytest

from planner.domain.rules import Rule
from planner.plan.judge import judge
from planner.plan.measures import sum_of_cutover_days
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import schedule_of
from planner.solver.model.candidate import to_plan
from planner.solver.model.compilation import compile_instance
from planner.solver.model.exact import Proof, build
from planner.solver.monitor import Monitor
from planner.solver.pipeline import Pipeline
from planner.solver.search.lexicographic import minimise_exactly
from planner.solver.settings import SolveSettings
from planner.solver.tuning import DEFAULT_TUNING
from tests.bundled_portfolios import BUNDLED_SEEDS, bundled_portfolio
from tests.depth import by_day, least_by_day
from tests.oracle import brute_force

CHUNKS = 5
SEEDS_PER_CHUNK = len(BUNDLED_SEEDS) // CHUNKS
EVERY = 14
SECONDS = 20.0


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_exact_model_and_pipeline_agree_with_brute_force(chunk: int) -> None:
    for seed in by_day(BUNDLED_SEEDS[chunk * SEEDS_PER_CHUNK : (chunk + 1) * SEEDS_PER_CHUNK], EVERY):
        portfolio = bundled_portfolio(seed)
        best = brute_force(portfolio)
        instance = compile_instance(portfolio)
        settings = SolveSettings(time_limit_seconds=SECONDS, workers=1, deterministic=True)
        monitor = Monitor(instance, settings, DEFAULT_TUNING)
        proof = minimise_exactly(build(instance, DEFAULT_TUNING.exact), monitor, SECONDS)
        if best is None:
            assert proof is Proof.INFEASIBLE, seed
            continue
        assert proof is Proof.OPTIMAL, seed
        assert monitor.best is not None
        plan = to_plan(instance, monitor.best)
        assert judge(PlanCase(portfolio, plan)) == (), seed
        assert PlanCase(portfolio, plan).pounds == best.objective_pounds == monitor.bound_pounds, seed
        assert sum_of_cutover_days(schedule_of(portfolio, plan)) == best.cutover_days, seed
        if not instance.migrations or instance.cover_first:
            continue
        settings = SolveSettings(time_limit_seconds=0.5, workers=1, deterministic=True, seed=seed)
        monitor = Monitor(instance, settings, DEFAULT_TUNING)
        assert Pipeline(instance, monitor).run() is not Proof.INFEASIBLE, seed
        assert (monitor.bound_pounds or 0) <= best.objective_pounds, seed
        if monitor.best is not None:
            plan = to_plan(instance, monitor.best)
            assert judge(PlanCase(portfolio, plan)) == (), seed
            assert PlanCase(portfolio, plan).pounds >= best.objective_pounds, seed


def test_bundles_change_the_answer_often() -> None:
    """The rule binds: without it, brute force finds a cheaper plan."""
    changed: Counter[bool] = Counter()
    for seed in by_day(BUNDLED_SEEDS, 10):
        portfolio = bundled_portfolio(seed)
        best, free = brute_force(portfolio), brute_force(portfolio, frozenset({Rule.BUNDLE}))
        changed[(best and best[:2]) != (free and free[:2])] += 1
    assert changed[True] >= least_by_day(20, 10), changed
