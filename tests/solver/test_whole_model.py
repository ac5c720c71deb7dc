"""The exact model of everything, told what the priced components cost at least: it keeps every best plan."""

from __future__ import annotations

import pytest

from planner.solver.bound.limit_ascent import LimitAscent
from planner.solver.bound.option_prices import PricedOptions
from planner.solver.model.exact import Proof, SearchLimits, search
from planner.solver.model.instance import Instance
from planner.solver.model.parts import components
from planner.solver.search.component_search import ComponentSearch
from planner.solver.search.local_search import NoWayError
from planner.solver.search.whole_model import whole_model
from planner.solver.tuning import DEFAULT_TUNING
from tests.depth import least_by_day, share_by_day
from tests.solver.limited_portfolios import limited_portfolios

LIMITS = SearchLimits(seconds=5.0, workers=1, seed=0, deterministic=True, tuning=DEFAULT_TUNING.exact)


def never() -> bool:
    return False


def priced_searches(instance: Instance, rounds: int) -> tuple[PricedOptions, list[ComponentSearch]]:
    """Components of the instance with its limits priced in some rounds, their bounds a little raised."""
    ascent = LimitAscent(instance, DEFAULT_TUNING.bound)
    ascent.run(rounds, None, never)
    priced = ascent.priced
    searches = [ComponentSearch(part, 0, DEFAULT_TUNING) for part in components(priced.instance)]
    for alone, prices in zip(searches, ascent.capacity_prices, strict=True):
        alone.dual.go_on_from(prices)
        alone.ascend(20, never)
    return priced, searches


@pytest.mark.parametrize(("place", "slack", "guided"), [(0, 0, False), (1, 0, True), (2, 5000, False), (3, 5000, True)])
def test_the_best_plan_under_limits_is_kept(place: int, slack: int, guided: bool) -> None:
    """Least cost as brute force finds it, whether the plan known is the best or one a little dearer."""
    looked_at = with_prices = 0
    for seed, instance, least in share_by_day(limited_portfolios(), 4, place):
        try:
            priced, searches = priced_searches(instance, 4)
        except NoWayError:
            continue
        model = whole_model(instance, priced, searches, least + slack, DEFAULT_TUNING.exact, guided=guided)
        found = search(model, LIMITS, minimise=model.objective)
        assert found.proof is Proof.OPTIMAL, seed
        assert found.bound == least, seed
        looked_at += 1
        with_prices += priced.rebate_pounds > 0
    assert looked_at > least_by_day(60, 4)
    assert with_prices > least_by_day(5, 4)
