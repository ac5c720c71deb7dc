"""Prices for limits on options: what they prove holds, costs changed in place are those of a fresh start, and they help."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.scarcity import draw_budgets
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.plan.plan_case import PlanCase
from planner.solver.bound.blocks import make_blocks
from planner.solver.bound.dual_ascent import DualAscent
from planner.solver.bound.limit_ascent import LimitAscent, RepricedPart
from planner.solver.bound.option_prices import with_prices
from planner.solver.model.candidate import objective_pounds
from planner.solver.model.compilation import compile_instance
from planner.solver.model.exact import SearchLimits
from planner.solver.model.instance import Instance
from planner.solver.model.option_choice import with_options, with_options_at_once
from planner.solver.model.parts import components
from planner.solver.search.component_search import ComponentSearch, Limits
from planner.solver.tuning import DEFAULT_TUNING
from tests.depth import share_by_day
from tests.oracle import CONTRACT_TERMS, brute_force
from tests.running_portfolios import RUNNING_SEEDS, running_portfolio
from tests.solver.limited_portfolios import limited_portfolios

LIMITED = GeneratorSpec(
    contracts=40, seed=7, congestion_percent=90, shared_percent=30, budget_percent=40, negotiation_limit=3
)


def never() -> bool:
    return False


def limited(seed: int) -> Instance:
    return compile_instance(generate_portfolio(replace(LIMITED, seed=seed)))


def bound_without_prices(instance: Instance) -> int:
    """The bound when limits on options cost nothing, after the ascent in the prices of capacity alone."""
    free = with_prices(instance, [0.0] * len(instance.limits))
    total = 0
    for part in components(free.instance):
        dual = DualAscent(make_blocks(part.instance, DEFAULT_TUNING.bound.most_ways), DEFAULT_TUNING.bound)
        dual.run(2000, None, never)
        assert dual.bound_pounds is not None
        total += dual.bound_pounds
    return free.bound(total)


def test_the_bound_never_lies_above_the_best_plan() -> None:
    looked_at = 0
    for seed, instance, least in share_by_day(limited_portfolios(), 2, 0):
        ascent = LimitAscent(instance, DEFAULT_TUNING.bound)
        ascent.run(6, least, never)
        if ascent.bound_pounds is not None:
            looked_at += 1
            assert ascent.bound_pounds <= least, seed
    assert looked_at > 20


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_prices_of_limits_raise_the_bound(seed: int) -> None:
    instance = limited(seed)
    ascent = LimitAscent(instance, DEFAULT_TUNING.bound)
    ascent.run(40, None, never)
    assert (ascent.prices >= 0).all()
    assert ascent.prices.any()
    assert (ascent.bound_pounds or 0) > 1.2 * bound_without_prices(instance)


def test_prices_of_days_raise_the_bound_under_a_tight_budget_of_rolling_contracts() -> None:
    spec = replace(LIMITED, seed=1, budget_percent=10, negotiation_limit=None)
    drawn = generate_portfolio(spec)
    rolling = tuple(replace(contract, rolling=True) for contract in drawn.contracts)
    budgets = draw_budgets(spec, rolling, ())
    instance = compile_instance(replace(drawn, contracts=rolling, options=(), budgets=budgets))
    assert all(limit.by_day and not limit.use for limit in instance.limits)
    ascent = LimitAscent(instance, DEFAULT_TUNING.bound)
    ascent.run(40, None, never)
    assert (ascent.bound_pounds or 0) > 1.1 * bound_without_prices(instance)


@pytest.mark.parametrize("scale", [0.01, 0.7, 40.0])
def test_what_a_priced_plan_pays_lies_at_most_what_it_costs(scale: float) -> None:
    # Any prices prove something: a plan that keeps the limits pays no more for them than is taken off.
    looked_at = 0
    for seed in range(0, len(RUNNING_SEEDS), 5):
        portfolio = running_portfolio(seed)
        instance, best = compile_instance(portfolio), brute_force(portfolio)
        if best is None or not any(limit.by_day for limit in instance.limits):
            continue
        looked_at += 1
        prices = [scale * (1 + k % 3) for k in range(len(instance.limits))]
        priced = with_prices(instance, prices)
        needs = [cover.needed_until_day for cover in PlanCase(portfolio, best.plan).schedule.contracts.values()]
        covers = zip(instance.contracts, priced.instance.contracts, needs, strict=True)
        rise = sum(after.least_pounds(need) - before.least_pounds(need) for before, after, need in covers)
        free = sum(c.least_pounds(need) for c, need in zip(instance.contracts, needs, strict=True))
        terms = PlanCase(portfolio, best.plan).terms
        assert free + rise - priced.rebate_pounds <= sum(terms[term] for term in CONTRACT_TERMS), seed
    assert looked_at >= 3


@pytest.mark.parametrize(
    "spec", [replace(LIMITED, seed=1), replace(LIMITED, seed=2), replace(LIMITED, seed=8, cluster_size=15)]
)
def test_costs_changed_in_place_are_those_of_a_fresh_start(spec: GeneratorSpec) -> None:
    # The last has several components: positions in a component are not those in the whole instance.
    instance = compile_instance(generate_portfolio(spec))
    limits = instance.limits
    free = with_prices(instance, [0.0] * len(limits))
    dear = with_prices(instance, [3.5 + k for k in range(len(limits))])
    for before, after in zip(components(free.instance), components(dear.instance), strict=True):
        part = RepricedPart(before, DEFAULT_TUNING.bound)
        part.dual.run(30, None, never)
        part.reprice(dear.instance.contracts)
        fresh = DualAscent(make_blocks(after.instance, DEFAULT_TUNING.bound.most_ways), DEFAULT_TUNING.bound)
        np.testing.assert_array_equal(part.dual.flat.pounds, fresh.flat.pounds)
        np.testing.assert_array_equal(part.dual.flat.curves, fresh.flat.curves)
        prices = part.copied_prices()
        assert part.dual.lagrangian.pounds(prices) == fresh.lagrangian.pounds(prices)
        assert part.dual.bound_pounds is None
        part.reprice(free.instance.contracts)
        np.testing.assert_array_equal(
            part.dual.flat.pounds,
            DualAscent(make_blocks(before.instance, DEFAULT_TUNING.bound.most_ways), DEFAULT_TUNING.bound).flat.pounds,
        )


def test_what_the_exact_model_of_a_component_finds_is_kept() -> None:
    spec = GeneratorSpec(contracts=15, seed=4, cluster_size=15, congestion_percent=80)
    part = max(components(compile_instance(generate_portfolio(spec))), key=lambda part: len(part.migrations))
    search = ComponentSearch(part, 0, DEFAULT_TUNING)
    assert search.try_orders()
    first = search.pounds or 0
    search.ascend(400, never)
    search.search_exactly(
        Limits(SearchLimits(seconds=5.0, workers=1, seed=0, deterministic=True, tuning=DEFAULT_TUNING.exact), never)
    )
    assert (search.pounds or 0) < first
    assert search.bound == search.pounds


def test_options_chosen_at_once_keep_the_limits_and_cost_no_less_than_the_best_choice() -> None:
    for seed in (1, 3, 4):
        instance = limited(seed)
        starts = [10 + 30 * k for k in range(len(instance.migrations))]
        modes = [0] * len(starts)
        quick, best = (
            with_options_at_once(instance, starts, modes),
            with_options(instance, starts, modes, DEFAULT_TUNING.options),
        )
        assert quick is not None
        assert best is not None
        for limit in instance.limits:
            assert sum(use for (c, j), use in limit.use.items() if quick.prefixes[c] > j) <= limit.most
        assert objective_pounds(instance, best) <= objective_pounds(instance, quick)
        assert any(quick.prefixes)
