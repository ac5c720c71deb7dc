"""Days of the planner as MS Project writes them: a day is eight hours, from nine to five without a break."""

from __future__ import annotations

from datetime import date, datetime, time

from planner.domain.calendar import ONE_DAY
from planner.domain.portfolio import Portfolio

OPENS, CLOSES = time(9), time(17)
HOURS = 8
FIRST, LAST = date(1984, 1, 1), date(2149, 12, 31)
"""The days that MS Project knows; it opens no file with another."""


def known(day: date) -> date:
    """The day itself, or the nearest that MS Project knows."""
    return min(max(day, FIRST), LAST)


def opening(portfolio: Portfolio, day: int) -> datetime:
    """Nine o'clock of a day: where a task that starts on it begins."""
    return datetime.combine(known(portfolio.date_of(day)), OPENS)


def closing(portfolio: Portfolio, until_day: int) -> datetime:
    """Five o'clock of the day before `until_day`: where a task of the days `[.., until_day)` finishes."""
    return datetime.combine(known(portfolio.date_of(until_day) - ONE_DAY), CLOSES)


def hours_between(portfolio: Portfolio, start: datetime, finish: datetime) -> int:
    """The hours of work between two of these, on the days that the portfolio counts."""
    return _hours(portfolio, finish) - _hours(portfolio, start)


def _hours(portfolio: Portfolio, moment: datetime) -> int:
    day = portfolio.day_of(moment.date())
    return HOURS * portfolio.axis.position(day if moment.time() == OPENS else day + 1)


def text_of(moment: datetime) -> str:
    """For instance `2030-02-01T09:00:00`, without a time zone."""
    return moment.isoformat(timespec="seconds")
