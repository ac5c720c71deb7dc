"""Positions of working days, worked out on a wall calendar."""

from __future__ import annotations

from datetime import date

from planner.domain.days.closed_days import ClosedDays, DayCount
from planner.domain.days.day_axis import DayAxis
from planner.domain.portfolio import Portfolio

FRIDAY = date(2027, 1, 1)
"""New Year's Day, a holiday in England; the next working day is Monday 4 January, day 3."""


def axis_of(*closed: tuple[date, date]) -> DayAxis:
    return Portfolio(
        name="days",
        status_date=FRIDAY,
        horizon_date=date(2028, 1, 1),
        day_count=DayCount.WORKING,
        closed_days=tuple(ClosedDays(from_date=begin, until_date=end) for begin, end in closed),
    ).axis


def test_calendar_days_are_their_own_positions() -> None:
    axis = DayAxis()
    assert axis.is_calendar
    assert [(axis.position(day), axis.position_before(day), axis.day(day)) for day in (-400, 0, 7)] == [
        (-400, -400, -400),
        (0, 0, 0),
        (7, 7, 7),
    ]


def test_position_0_is_the_first_working_day_on_or_after_the_status_date() -> None:
    axis = axis_of()
    assert (axis.day(0), axis.day(4), axis.day(5)) == (3, 7, 10)  # Mon 4, Fri 8, Mon 11 January
    assert [axis.position(day) for day in (0, 1, 2, 3)] == [0, 0, 0, 0]


def test_days_before_the_status_date_have_negative_positions() -> None:
    # Thu 31 December is day -1; Mon 28 December stands for Boxing Day, a Saturday; Fri 25 is Christmas Day
    axis = axis_of()
    assert [axis.day(position) for position in (-1, -2, -3, -4)] == [-1, -2, -3, -8]
    assert [axis.position(day) for day in (-1, -8, -4, -7)] == [-1, -4, -3, -3]


def test_a_closed_day_rounds_up_to_the_next_open_one_and_down_to_the_last() -> None:
    axis = axis_of()
    assert (axis.position(8), axis.position_before(8)) == (5, 4)  # Sat 9 January: Mon 11, Fri 8
    assert (axis.open_day(8), axis.is_open(8), axis.is_open(7)) == (10, False, True)


def test_closed_days_of_the_portfolio_are_left_out() -> None:
    # closed on Wed 6 and Thu 7 January: the work of seven days is on days 3, 4, 7 and 10 to 13
    axis = axis_of((date(2027, 1, 6), date(2027, 1, 8)))
    assert [axis.day(position) for position in range(7)] == [3, 4, 7, 10, 11, 12, 13]


def test_every_position_leads_back_to_itself_through_its_day() -> None:
    axis = axis_of((date(2027, 12, 27), date(2028, 1, 8)))
    assert [axis.position(axis.day(position)) for position in range(-300, 600)] == list(range(-300, 600))
