"""Renewals, rolling contracts, windows and maximum ends in every stage of the solver, as brute force finds the best plan."""

from __future__ import annotations

from collections import Counter

import pytest

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
from tests.depth import by_day, least_by_day
from tests.oracle import brute_force
from tests.running_portfolios import RUNNING_SEEDS, running_portfolio

CHUNKS = 5
SEEDS_PER_CHUNK = len(RUNNING_SEEDS) // CHUNKS
EVERY = 20
SECONDS = 20.0


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_exact_model_and_pipeline_agree_with_brute_force(chunk: int) -> None:
    for seed in by_day(RUNNING_SEEDS[chunk * SEEDS_PER_CHUNK : (chunk + 1) * SEEDS_PER_CHUNK], EVERY):
        portfolio = running_portfolio(seed)
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


def test_every_shape_of_a_running_contract_comes_up() -> None:
    seen: Counter[str] = Counter()
    for seed in by_day(RUNNING_SEEDS, 4):
        portfolio = running_portfolio(seed)
        links = [link for chain in portfolio.chain_by_contract.values() for link in chain]
        seen["owed"] += any(link.by_itself and link.exercised for link in links)
        seen["open"] += any(link.by_itself and link.is_open for link in links)
        seen["by day"] += any(link.paid_by_day and link.is_open for link in links)
        seen["window"] += any(link.opens for link in links)
        seen["stopped"] += bool(portfolio.stop_by_contract)
        seen["budget"] += bool(portfolio.budgets) and any(link.paid_by_day for link in links)
        seen.update({link.obstacle.value for link in links if link.obstacle is not None})
    wanted = (
        "owed",
        "open",
        "by day",
        "stopped",
        "budget",
        "beyond the maximum end",
        "window",
    )
    assert all(seen[shape] >= least_by_day(8, 4) for shape in wanted), seen
