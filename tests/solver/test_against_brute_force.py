"""Exact model, Lagrangian bound and pipeline against the oracle that tries every plan with the judge and the measures."""

from __future__ import annotations

import pytest

from planner.plan.judge import judge
from planner.plan.measures import sum_of_cutover_days
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import schedule_of
from planner.solver.model.candidate import to_plan
from planner.solver.model.compilation import compile_instance
from planner.solver.model.exact import Proof, build
from planner.solver.model.parts import components
from planner.solver.monitor import Monitor
from planner.solver.pipeline import Pipeline
from planner.solver.search.lexicographic import minimise_exactly
from planner.solver.settings import SolveSettings
from planner.solver.tuning import DEFAULT_TUNING
from tests.answers import answers
from tests.depth import by_day
from tests.tiny_portfolios import random_portfolio

CHUNKS = 20
SEEDS_PER_CHUNK = 26
SETTINGS = SolveSettings(time_limit_seconds=20.0, workers=1, deterministic=True)


def seeds_of(chunk: int) -> range:
    return by_day(range(chunk * SEEDS_PER_CHUNK, (chunk + 1) * SEEDS_PER_CHUNK), 2)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_exact_model_finds_the_cost_and_tie_break_of_the_oracle(chunk: int) -> None:
    for seed in seeds_of(chunk):
        portfolio, best = random_portfolio(seed), answers()[seed]
        instance = compile_instance(portfolio)
        monitor = Monitor(instance, SETTINGS, DEFAULT_TUNING)
        proof = minimise_exactly(build(instance, DEFAULT_TUNING.exact), monitor, SETTINGS.time_limit_seconds)
        if best.pounds is None:
            assert proof is Proof.INFEASIBLE, seed
            continue
        assert proof is Proof.OPTIMAL, seed
        assert monitor.best is not None
        plan = to_plan(instance, monitor.best)
        assert judge(PlanCase(portfolio, plan)) == (), seed
        assert PlanCase(portfolio, plan).pounds == best.pounds == monitor.bound_pounds, seed
        assert sum_of_cutover_days(schedule_of(portfolio, plan)) == best.cutover_days, seed


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_pipeline_never_contradicts_the_oracle(chunk: int) -> None:
    """Its bounds, from prices alone and with the exact stage, lie at or below the optimum; its plans keep every rule.

    What it proves best has the tie-break of the oracle as well.
    """
    for seed in seeds_of(chunk):
        portfolio, best = random_portfolio(seed), answers()[seed]
        instance = compile_instance(portfolio)
        if best.pounds is None or not instance.migrations or instance.cover_first:
            continue
        settings = SolveSettings(time_limit_seconds=0.5, workers=1, deterministic=True, seed=seed)
        monitor = Monitor(instance, settings, DEFAULT_TUNING)
        pipeline = Pipeline(instance, monitor)
        pipeline.run()
        assert bound_from_prices_alone(pipeline) <= best.pounds, seed
        assert (monitor.bound_pounds or 0) <= best.pounds, seed
        if monitor.best is not None:
            plan = to_plan(instance, monitor.best)
            assert judge(PlanCase(portfolio, plan)) == (), seed
            assert PlanCase(portfolio, plan).pounds >= best.pounds, seed
            if monitor.bound_pounds == PlanCase(portfolio, plan).pounds:
                assert sum_of_cutover_days(schedule_of(portfolio, plan)) == best.cutover_days, seed


def bound_from_prices_alone(pipeline: Pipeline) -> int:
    """What the Lagrangian bounds of the components prove together, without the exact stage."""
    return pipeline.priced.bound(sum(search.dual.bound_pounds or 0 for search in pipeline.searches))


def test_components_share_the_migrations_and_contracts_out_without_loss() -> None:
    for seed in range(60):
        instance = compile_instance(random_portfolio(seed))
        parts = components(instance)
        migrations = sorted(i for part in parts for i in part.migrations)
        contracts = sorted(c for part in parts for c in part.contracts)
        assert migrations == list(range(len(instance.migrations)))
        assert contracts == [c for c, contract in enumerate(instance.contracts) if contract.releasing]
