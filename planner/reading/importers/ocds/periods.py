"""Periods of open contracting data: days as written, and durations that count months.

Publishers write a last day as `T23:59:59+01:00` or as `T00:00:00Z`. The day as written is meant in both, so no time zone is
looked at. Durations are stated in days of months of 30: 360 is a year, and never 360 days.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from planner.domain.calendar import end_of_months, whole_months
from planner.reading.cells.date_order import FIRST_YEAR, LAST_YEAR
from planner.reading.importers.ocds.packages.releases import Json

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?", re.ASCII | re.DOTALL)
_DAYS_OF_A_MONTH, _DAYS_OF_A_YEAR = 30, 365
_NEAR_DAYS = 7
"""A period that misses whole months by no more days was meant as whole months."""
_OPEN_END_YEAR = 9999


@dataclass(frozen=True, kw_only=True)
class Period:
    """A period as published. `where` names the field it stands in; `faults` say what in it cannot be used."""

    where: str
    start: date | None = None
    end: date | None = None
    longest: date | None = None
    duration_months: int | None = None
    end_is_computed: bool = False
    faults: tuple[str, ...] = ()

    @property
    def months(self) -> int | None:
        """Whole months of the period; None where they are not stated and the days are no whole months."""
        if self.start is not None and self.end is not None:
            return near_months(self.start, self.end)
        return self.duration_months

    @property
    def says_something(self) -> bool:
        """Whether it states an end or a duration."""
        return self.end is not None or self.duration_months is not None or bool(self.faults)


def read_period(value: Any, where: str) -> Period | None:
    """The period of a field; None where the field is no period."""
    if not isinstance(value, dict):
        return None
    faults: list[str] = []
    start, end, longest = (_day(value, name, faults) for name in ("startDate", "endDate", "maxExtentDate"))
    months = _months(value, faults)
    if start is not None and end is not None and end < start:
        faults.append(f"it ends on {end}, before it begins on {start}")
        end = None
    computed = None
    if end is None and start is not None and not faults:
        computed = end_of_months(start, months) if months else _after_days(start, value)
    return Period(
        where=where,
        start=start,
        end=end or computed,
        longest=longest,
        duration_months=months,
        end_is_computed=computed is not None,
        faults=tuple(faults),
    )


def first_period(candidates: Iterable[tuple[Any, str]]) -> Period | None:
    """The first of the fields that has an end, else the first that has a duration or a fault; None where none has."""
    found = [period for value, where in candidates if (period := read_period(value, where)) is not None]
    with_end = next((period for period in found if period.end is not None), None)
    return with_end or next((period for period in found if period.says_something), None)


def near_months(start: date, end: date) -> int | None:
    """The whole months that a period was meant to be; None where it misses them by more than a week."""
    months, _ = whole_months(start, end)
    for candidate in (months, months + 1):
        if candidate and abs((end_of_months(start, candidate) - end).days) <= _NEAR_DAYS:
            return candidate
    return None


def _day(value: Json, name: str, faults: list[str]) -> date | None:
    written = value.get(name)
    if written is None or (isinstance(written, str) and not written.strip()):
        return None
    match = _DAY.fullmatch(written.strip()) if isinstance(written, str) else None
    if match is not None and int(match[1]) == _OPEN_END_YEAR:
        faults.append(
            f"{name} is {written.strip()[:10]}, which says that no end is agreed: does it roll on until notice is given?"
        )
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3])) if match is not None else None
    except ValueError:
        day = None
    if day is None:
        faults.append(f'{name} "{str(written)[:30]}" is no date as YYYY-MM-DD')
    elif not FIRST_YEAR <= day.year <= LAST_YEAR:
        faults.append(f"{name} {day} lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
        return None
    return day


def _after_days(start: date, value: Json) -> date | None:
    """The last of so many days, where the days are no whole months."""
    days = value.get("durationInDays")
    return start + timedelta(days=int(days) - 1) if days and not isinstance(days, bool) else None


def _months(value: Json, faults: list[str]) -> int | None:
    """Whole months of a duration in days; years of 365 days are whole as well."""
    days = value.get("durationInDays")
    if days is None or isinstance(days, bool):
        return None
    if not isinstance(days, int | float) or days != int(days) or not 0 < days <= 100 * _DAYS_OF_A_YEAR:
        faults.append(f"durationInDays {str(days)[:20]} is no number of days")
        return None
    if days % _DAYS_OF_A_MONTH == 0:
        return int(days) // _DAYS_OF_A_MONTH
    years, beyond = divmod(int(days), _DAYS_OF_A_YEAR)
    return 12 * years if years and beyond <= years // 4 + 1 else None
