"""Intervals from batches, and from counts where something is rare."""

from __future__ import annotations

import numpy as np
import pytest

from planner.risk.intervals import clopper_pearson, mean_of, share_of


def test_the_interval_of_a_mean_is_that_of_student() -> None:
    # Means 8, 10, 12: standard deviation 2, t(2 degrees, 97.5 %) = 4.302653, so 10 ± 4.302653 × 2 / sqrt(3) = ± 4.968275.
    found = mean_of(np.array([8.0, 10.0, 12.0]))
    assert (found.value, found.half_width) == pytest.approx((10.0, 4.968275), rel=1e-6)


def test_batches_that_all_agree_on_something_undecided_leave_an_interval() -> None:
    # Half a point of 1,024 for each of 4 batches, t(3 degrees, 97.5 %) = 3.182446: 3.182446 × 60,000 / 2,048 / 2.
    found = mean_of(np.full(4, 24_023.0), span=60_000.0)
    assert found.half_width == pytest.approx(46.6179, rel=1e-5)
    assert mean_of(np.full(4, 5.0)).half_width == 0.0


def test_what_was_never_seen_is_not_impossible() -> None:
    # 1 - 0.025 ** (1 / 1000) = 0.0036821.
    found = share_of(np.zeros(8), 1000)
    assert (found.value, found.low) == (0.0, 0.0)
    assert found.high == pytest.approx(0.0036821, rel=1e-4)


def test_what_was_always_seen_is_not_certain() -> None:
    assert clopper_pearson(1000, 1000).low == pytest.approx(1 - 0.0036821, rel=1e-6)


def test_a_usual_share_has_the_interval_of_its_batches() -> None:
    batches = np.array([0.2, 0.3, 0.4])
    assert share_of(batches, 3072).half_width == pytest.approx(mean_of(batches).half_width)
