"""The fit of one option is that of brute force over every date and level."""

from __future__ import annotations

import numpy as np
import pytest

from planner.risk.draws import Days
from planner.risk.families import Floats
from planner.risk.tripwires.cut_dates import best_rule
from planner.risk.tripwires.rules import ALWAYS, NEVER, Kind


def drawn(seed: int) -> tuple[Days, Floats, Floats]:
    """Re-forecasts with ties at three levels, gains of either sign, and weights."""
    rng = np.random.default_rng(seed)
    first = rng.integers(0, 12, 40)
    seen = np.array([first, first + rng.integers(0, 5, 40), first + rng.integers(0, 9, 40)])
    return seen, rng.normal(3.0 - first / 2.0, 4.0), rng.dirichlet(np.ones(40))


def least_by_trying(seen: Days, gain: Floats, weight: Floats) -> float:
    return min(
        sum(float(w * g) for day, g, w in zip(row, gain, weight, strict=True) if day > date)
        for row in seen
        for date in range(-2, 40)
    )


@pytest.mark.parametrize("seed", range(60))
def test_no_date_and_no_level_is_cheaper(seed: int) -> None:
    seen, gain, weight = drawn(seed)
    fit = best_rule(seen, gain, weight, errors=0.0)
    assert fit.cost == pytest.approx(least_by_trying(seen, gain, weight))
    assert float(weight @ (gain * fit.rule.says_yes(seen, 40))) == pytest.approx(fit.cost)


@pytest.mark.parametrize("seed", range(20))
def test_one_more_level_never_costs_more(seed: int) -> None:
    seen, gain, weight = drawn(seed)
    costs = [best_rule(seen[:levels], gain, weight, errors=1.0).cost for levels in (1, 2, 3)]
    assert costs == sorted(costs, reverse=True)


def test_the_date_is_the_middle_of_the_gap_between_two_re_forecasts() -> None:
    # Yes pays on day 30 alone. Every date from 20 to 29 decides alike; the middle is 24, with 20 + 29 = 49 halved downwards.
    fit = best_rule(np.array([[10, 20, 30]]), np.array([1.0, 1.0, -1.0]), np.full(3, 1 / 3), errors=0.0)
    assert (fit.rule.flat_from, fit.rule.threshold, fit.rule.flat_until) == (20, 24, 29)


def test_equal_re_forecasts_are_never_split() -> None:
    # One of the two draws at day 20 loses 3 and the other gains 2: together they lose, and so no rule takes either.
    fit = best_rule(np.array([[10, 20, 20]]), np.array([1.0, 3.0, -2.0]), np.full(3, 1 / 3), errors=0.0)
    assert fit.rule == NEVER


def test_a_date_that_is_better_by_less_than_an_error_gives_way_to_always() -> None:
    # To leave out the one draw of 100 that loses 1 gains a hundredth a draw, with an error of
    # sqrt(1 / 100 - 1 / 10,000) / 10 = 0.00995: just enough for one error, too little for 1.1.
    seen, gain, weight = np.array([[1, *[2] * 99]]), np.array([1.0, *[-1.0] * 99]), np.full(100, 0.01)
    assert best_rule(seen, gain, weight, errors=1.0).rule.kind is Kind.DATE
    assert best_rule(seen, gain, weight, errors=1.1).rule == ALWAYS


def test_of_levels_that_cost_the_same_the_one_nearest_p50_is_taken() -> None:
    row = np.array([10, 20, 30])
    fit = best_rule(np.array([row, row + 5, row + 9]), np.array([1.0, -1.0, -1.0]), np.full(3, 1 / 3), errors=0.0)
    assert fit.rule.level == 0


def test_dates_that_cost_the_same_as_far_as_draws_can_tell_are_the_flat_range() -> None:
    # Between 20 and 30 the two draws of day 20 gain and lose the same: the difference of the dates 10..19 and 20..29 is 0.
    seen, gain = np.array([[10, 20, 20, 30]]), np.array([5.0, 1.0, -1.0, -5.0])
    rule = best_rule(seen, gain, np.full(4, 0.25), errors=1.0).rule
    assert (rule.flat_from, rule.flat_until) == (10, 29)
    assert (rule.threshold - 20) * (rule.threshold - 29) <= 0


def test_what_is_not_asked_about_is_decided_by_its_mean() -> None:
    assert best_rule(None, np.array([-3.0, 2.0]), np.full(2, 0.5), errors=1.0).rule == ALWAYS
    assert best_rule(None, np.array([-2.0, 3.0]), np.full(2, 0.5), errors=1.0).rule == NEVER
