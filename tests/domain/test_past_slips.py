"""The outside view: sorted past slips stand at (i - 0.5) / n, with straight lines between and nothing beyond."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planner.domain.risks import ReferenceSlip
from planner.domain.uncertain.past_slips import PastSlips, past_slips
from planner.reading import read_portfolio
from tests.data.conftest import WHITEHALL

PLANNED = date(2021, 1, 1)


def slip(days: int, planned_for: int | None = None) -> ReferenceSlip:
    """A slip of so many days; `planned_for`: days from the plan to the date planned."""
    as_of = None if planned_for is None else PLANNED - timedelta(days=planned_for)
    actual = PLANNED + timedelta(days=days)
    return ReferenceSlip(id=f"S{days}", name="S", planned_as_of_date=as_of, planned_date=PLANNED, actual_date=actual)


def test_without_rows_there_is_no_outside_view() -> None:
    assert past_slips(()) is None


def test_slips_are_shares_of_the_time_planned_where_every_row_states_it() -> None:
    # 50 of 100 days, 30 of 200, and 10 days early of 100
    assert past_slips([slip(50, 100), slip(30, 200), slip(-10, 100)]) == PastSlips((-0.1, 0.15, 0.5), relative=True)


def test_slips_are_days_where_one_row_does_not_say_when_it_was_planned() -> None:
    assert past_slips([slip(50, 100), slip(30), slip(-10, 100)]) == PastSlips((-10.0, 30.0, 50.0), relative=False)


FOUR = PastSlips((0.0, 40.0, 100.0, 300.0), relative=False)


@pytest.mark.parametrize(
    ("probability", "days"),
    [
        # of four the first stands at 1/8, the second at 3/8, the third at 5/8, the last at 7/8
        (0.125, 0),
        (0.375, 40),
        (0.625, 100),
        (0.875, 300),
        (0.25, 20),
        (0.5, 70),
        (0.75, 200),
        (0.0, 0),
        (0.1, 0),
        (0.9, 300),
        (1.0, 300),
    ],
)
def test_between_two_slips_it_is_linear_and_beyond_the_last_constant(probability: float, days: float) -> None:
    assert FOUR.slip(probability) == pytest.approx(days)


@pytest.mark.parametrize("days", [0.5, 20, 40, 70, 100, 250])
def test_the_probability_of_a_slip_is_the_inverse(days: float) -> None:
    assert FOUR.slip(FOUR.probability(days)) == pytest.approx(days)


def test_below_the_least_slip_there_is_nothing_and_from_the_greatest_on_everything() -> None:
    assert (FOUR.probability(-1), FOUR.probability(300), FOUR.probability(900)) == (0, 1, 1)


def test_a_single_slip_is_the_answer_to_everything() -> None:
    alone = PastSlips((30.0,), relative=False)
    assert [alone.slip(p) for p in (0, 0.5, 1)] == [30, 30, 30]
    assert (alone.probability(29), alone.probability(30)) == (0, 1)


def test_equal_slips_do_not_divide_by_zero() -> None:
    twice = PastSlips((10.0, 10.0, 20.0), relative=False)
    assert twice.slip(0.4) == 10
    assert twice.probability(10) == pytest.approx(0.5)  # the second of three


def test_days_are_added_and_shares_stretch_the_time_that_is_left() -> None:
    assert PastSlips((30.0,), relative=False).day(200, 0.5) == 230
    assert PastSlips((0.25,), relative=True).day(200, 0.5) == 250
    # planned for the past: no time is left to be stretched
    assert PastSlips((0.25,), relative=True).day(-10, 0.5) == -10


def test_the_slips_of_whitehall_are_the_fifteen_public_ones() -> None:
    slips = read_portfolio(WHITEHALL).reference_slips
    assert len(slips) == 15
    months = sorted(round((row.actual_date - row.planned_date).days / 30.44) for row in slips)
    # table 1.6 of the facts gives 0, 1, 3, 5, 6, 7, 8, 9, 12, 12, 13, 17, 30, 36, 60, counted in calendar months
    assert months == [0, 1, 3, 5, 6, 7, 8, 9, 12, 12, 13, 17, 30, 36, 60]
    found = past_slips(slips)
    assert found is not None
    assert found.relative
