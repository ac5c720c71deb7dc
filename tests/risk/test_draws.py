"""Draws hit what was stated, depend on keys and not on rows, and sets of different purposes share nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from planner.domain.uncertain.families import RangeFamily
from planner.risk.draws import BATCH, Batch, DrawKey, Keys, Purpose, batch_count
from planner.risk.families import Floats, Range
from planner.risk.uncertainty import Event, UncertainDate, Uncertainty

FIRST = UncertainDate("A", "north", 100, Range(70.0, 100.0, 190.0))
SECOND = UncertainDate("B", "north", 100, Range(70.0, 100.0, 190.0))
THIRD = UncertainDate("C", "south", 100, Range(70.0, 100.0, 190.0))
SHARES = {"north": 0.3, "south": 0.3}
BATCHES = 16


def uncertainty(*dates: UncertainDate, events: tuple[Event, ...] = ()) -> Uncertainty:
    return Uncertainty(dates=dates, events=events, cluster_shares=SHARES)


def batch(asked: Uncertainty, place: int = 0, purpose: Purpose = Purpose.EVALUATE, seed: int = 1) -> Batch:
    return Batch.of(Keys.of(asked), DrawKey(seed, purpose, place))


def days(asked: Uncertainty) -> Floats:
    return np.concatenate([batch(asked, place).own_days(asked) for place in range(BATCHES)]).astype(float)


@pytest.mark.parametrize("family", [RangeFamily.TWO_PIECE, RangeFamily.LOGNORMAL])
def test_drawn_dates_have_the_stated_quantiles(family: RangeFamily) -> None:
    asked = uncertainty(replace(FIRST, range=Range(70.0, 100.0, 190.0, family)))
    # 16,384 Sobol draws: a probability is known to far better than 0.5 points, which near P90 is under 2 days.
    assert np.percentile(days(asked)[:, 0], [10, 50, 90]) == pytest.approx([70, 100, 190], abs=2)


@pytest.mark.parametrize(("other", "correlation"), [(SECOND, 0.5), (THIRD, 0.2)])
def test_two_dates_are_late_together_as_often_as_their_correlation_says(
    other: UncertainDate, correlation: float
) -> None:
    found = days(uncertainty(FIRST, other)) > 100
    # For two medians of a Gaussian copula: 1/4 + asin(correlation) / (2 pi). Rounding puts days up to half a day after the
    # median at it, which takes at most 0.6 points off.
    expected = 0.25 + np.arcsin(correlation) / (2 * np.pi)
    assert float(np.mean(found.all(axis=1))) == pytest.approx(expected, abs=0.012)


def test_an_event_that_cannot_happen_changes_nothing() -> None:
    never = Event("E", 0.0, Range(30.0, 30.0, 30.0), ("A",))
    always = replace(never, probability=1.0)
    plain = batch(uncertainty(FIRST, events=(never,)))
    none = plain.own_days(uncertainty(FIRST, events=(never,)))
    assert np.array_equal(none, plain.own_days(uncertainty(FIRST)))
    assert np.array_equal(plain.own_days(uncertainty(FIRST, events=(always,))), none + 30)


def test_a_mitigated_event_happens_only_where_the_plain_one_does() -> None:
    plain = Event("E", 0.4, Range(30.0, 30.0, 30.0), ("A",))
    found = batch(uncertainty(FIRST, events=(plain,)))
    with_it, without = found.happens(replace(plain, probability=0.1)), found.happens(plain)
    assert not np.any(with_it & ~without)
    assert int(with_it.sum()) < int(without.sum())


def test_an_event_delays_all_it_affects_by_the_same_days() -> None:
    event = Event("E", 0.5, Range(10.0, 20.0, 90.0), ("A", "B"), ("M",))
    asked = uncertainty(replace(FIRST, range=None), replace(SECOND, range=None), events=(event,))
    found = batch(asked)
    late = found.own_days(asked) - 100
    assert np.array_equal(late[:, 0], late[:, 1])
    assert np.array_equal(late[:, 0], found.migration_delays(asked)["M"])


def test_the_order_of_records_changes_no_number() -> None:
    one, other = uncertainty(FIRST, THIRD), uncertainty(THIRD, FIRST)
    assert np.array_equal(batch(one).own_days(one), batch(other).own_days(other)[:, ::-1])


def test_portfolios_compared_on_their_common_keys_see_the_same_numbers() -> None:
    small, large = uncertainty(THIRD), uncertainty(FIRST, SECOND, THIRD)
    keys = Keys.of(small, large)
    found = Batch.of(keys, DrawKey(1, Purpose.EVALUATE, 0))
    assert np.array_equal(found.own_days(small)[:, 0], found.own_days(large)[:, 2])


def test_the_same_seed_gives_the_same_bytes_on_any_number_of_threads() -> None:
    asked = uncertainty(FIRST, SECOND, THIRD, events=(Event("E", 0.5, Range(1.0, 2.0, 9.0), ("A",)),))

    def bytes_of(place: int) -> bytes:
        return batch(asked, place).uniform.tobytes()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(bytes_of, range(4))) == [bytes_of(place) for place in range(4)]


def test_sets_for_different_purposes_share_no_number() -> None:
    asked = uncertainty(FIRST, SECOND, THIRD)
    sets = [set(batch(asked, 0, purpose).uniform[:, 1].tolist()) for purpose in Purpose]
    sets += [set(batch(asked, 1).uniform[:, 1].tolist()), set(batch(asked, seed=2).uniform[:, 1].tolist())]
    assert len(set.union(*sets)) == 5 * BATCH


def test_no_spread_is_the_plan_itself() -> None:
    event = Event("E", 1.0, Range(30.0, 30.0, 30.0), ("A",))
    still = replace(uncertainty(replace(FIRST, planning_day=-5), events=(event,)), spread=0.0)
    assert set(batch(still).own_days(still).ravel().tolist()) == {-5}


def test_what_is_drawn_is_never_in_the_past() -> None:
    asked = uncertainty(replace(FIRST, planning_day=0, range=Range(-90.0, 0.0, 30.0)))
    assert int(batch(asked).own_days(asked).min()) == 1


def test_what_is_achieved_or_has_no_range_stays() -> None:
    achieved = UncertainDate("A", None, -40, None, achieved=True)
    still = UncertainDate("B", None, -3, None)
    asked = uncertainty(achieved, still)
    assert np.unique(batch(asked).own_days(asked), axis=0).tolist() == [[-40, -3]]
    assert asked.still == ("B",)


def test_draws_are_rounded_up_to_whole_batches() -> None:
    assert [batch_count(draws) for draws in (1, 8192, 8193, 20480)] == [8, 8, 9, 20]
