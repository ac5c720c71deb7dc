"""Weighted sums of measures: prices that stand for weights, and bounds that hold for every plan."""

from __future__ import annotations

from random import Random

from planner.solver import Measure, SolveSettings
from planner.solver.model.candidate import from_plan, objective_pounds
from planner.solver.model.compilation import compile_instance
from planner.solver.weighted import PRICED, minimise_weighted, reprice
from tests.depth import by_day
from tests.futures.enumeration import every_plan, small_portfolio

SETTINGS = SolveSettings(time_limit_seconds=0.3, workers=1, deterministic=True)
SEEDS = by_day(range(60), 2)


def weights_of(seed: int) -> dict[Measure, int]:
    random = Random(seed)
    return {measure: random.choice((0, 1, 3, 50)) for measure in sorted(PRICED)}


def test_the_cost_of_a_repriced_plan_is_the_weighted_sum_of_its_measures() -> None:
    for seed in SEEDS:
        portfolio = small_portfolio(seed)
        if portfolio is None:
            continue
        weights = weights_of(seed)
        instance = reprice(compile_instance(portfolio), weights)
        for plan, values in list(every_plan(portfolio))[::17]:
            candidate = from_plan(instance, plan)
            assert candidate is not None
            weighted = sum(weight * values[measure] for measure, weight in weights.items())
            assert objective_pounds(instance, candidate) == weighted, (seed, plan)


def test_the_bound_of_a_weighted_sum_lies_below_every_plan() -> None:
    for seed in SEEDS:
        portfolio = small_portfolio(seed)
        plans = list(every_plan(portfolio)) if portfolio is not None else []
        if portfolio is None or not plans:
            continue
        weights = weights_of(seed)
        least = min(sum(weight * values[measure] for measure, weight in weights.items()) for _, values in plans)
        found = minimise_weighted(portfolio, weights, SETTINGS)
        assert found.bound is None or found.bound <= least, seed
