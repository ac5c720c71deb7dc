"""The mean of the worst: law 12, and draws that count by their weight."""

from __future__ import annotations

import numpy as np
import pytest

from planner.risk.tails import tail_begin, tail_mean

COSTS = np.random.default_rng(5).gamma(2.0, 100.0, 400)


def test_at_nothing_it_is_the_mean() -> None:
    assert tail_mean(COSTS, 0.0) == pytest.approx(COSTS.mean())


def test_it_grows_with_the_level() -> None:
    found = [tail_mean(COSTS, level) for level in np.linspace(0.0, 1.0, 50)]
    assert np.all(np.diff(found) >= -1e-9)


def test_at_one_draw_from_the_end_it_is_the_worst_draw() -> None:
    assert tail_mean(COSTS, 1.0 - 1.0 / len(COSTS)) == pytest.approx(COSTS.max())
    assert tail_mean(COSTS, 1.0) == COSTS.max()


def test_a_fraction_of_a_draw_counts_by_its_fraction() -> None:
    # The worst 0.375 of four draws are the worst draw and half of the next: (8 + 0.5 · 4) / 1.5.
    assert tail_mean(np.array([4.0, 1.0, 8.0, 3.0]), 0.625) == pytest.approx(10.0 / 1.5)


def test_draws_count_by_their_weight() -> None:
    # 66 with 0.09, 36 with 0.21, 30 with 0.21, 0 with 0.49: the worst half is all of the first two and 0.2 of 30.
    costs, weight = np.array([66.0, 36.0, 30.0, 0.0]), np.array([0.09, 0.21, 0.21, 0.49])
    assert tail_mean(costs, 0.5, weight) == pytest.approx((66 * 0.09 + 36 * 0.21 + 30 * 0.2) / 0.5)
    assert tail_begin(costs, 0.5, weight) == 30.0


def test_the_worst_begin_at_the_least_value_of_that_probability() -> None:
    assert tail_begin(np.array([1.0, 2.0, 3.0, 4.0]), 0.5) == 2.0
    assert tail_begin(np.array([1.0, 2.0, 3.0, 4.0]), 0.51) == 3.0
