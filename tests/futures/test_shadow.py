"""Shadow prices: the bound with a lever never lies above what the best plan costs with it."""

from __future__ import annotations

from planner.futures.trade_offs.marginal_levers import LeverKind, levers
from planner.solver import SolveSettings
from planner.solver.bound.shadow import ShadowPrices
from tests.depth import by_day, least_by_day
from tests.futures.enumeration import every_plan, small_portfolio
from tests.sample import portfolio

SETTINGS = SolveSettings(deterministic=True)
SEEDS = by_day(range(0, 60, 2), 2)


def test_the_bound_with_a_lever_lies_below_every_plan_with_it() -> None:
    tried = 0
    for seed in SEEDS:
        case = small_portfolio(seed)
        costs = [values["cost"] for _, values in every_plan(case)] if case is not None else []
        if case is None or not costs:
            continue
        prices = ShadowPrices(case, min(costs))
        prices.find(SETTINGS)
        assert prices.bound_pounds is None or prices.bound_pounds <= min(costs), seed
        for lever in levers(case):
            bound = prices.bound_with(lever.portfolio)
            least = min(values["cost"] for _, values in every_plan(lever.portfolio))
            assert bound is None or bound <= least, (seed, lever.subject)
            tried += bound is not None
    assert tried > least_by_day(50, 2)


def test_capacity_that_is_not_scarce_has_no_shadow_price() -> None:
    # Two migrations of one slot each never ask for more than the two slots there are.
    case = portfolio()
    prices = ShadowPrices(case, 0)
    prices.find(SETTINGS)
    (lever,) = (lever for lever in levers(case) if lever.kind is LeverKind.CAPACITY)
    assert prices.bound_with(lever.portfolio) == prices.bound_pounds
