"""Which days are closed where a portfolio counts working days: weekends, public holidays and its own closed days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from planner.domain.calendar import is_working_day
from planner.domain.days.day_axis import DayAxis
from planner.domain.provenance import Record


class DayCount(StrEnum):
    """In which days a portfolio counts phases and lags."""

    CALENDAR = "calendar"
    WORKING = "working"


@dataclass(frozen=True, kw_only=True)
class ClosedDays(Record):
    """Days `[from_date, until_date)` on which nobody works; they count only where working days are counted."""

    from_date: date
    until_date: date
    name: str | None = None


Span = tuple[date, date]
"""A stretch of days, the second the first day after it."""


@lru_cache(maxsize=64)
def working_axis(status_date: date, years: tuple[int, int], jurisdiction: str, spans: Sequence[Span]) -> DayAxis:
    """The axis of working days: Monday to Friday without the holidays of the jurisdiction and without the spans.

    It knows the closed days from the first of the years to the last.
    """
    first, last = date(years[0], 1, 1).toordinal(), date(years[1], 12, 31).toordinal()
    own = {day for span in spans for day in range(span[0].toordinal(), span[1].toordinal())}
    status = status_date.toordinal()
    closed = (
        day - status
        for day in range(first, last + 1)
        if day in own or not is_working_day(date.fromordinal(day), jurisdiction)
    )
    return DayAxis(tuple(closed))
