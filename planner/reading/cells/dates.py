"""Date cells: ISO dates only, with the dates that a text of another form can mean."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from planner.reading.cells.cell_error import cell_error
from planner.reading.cells.date_order import FIRST_YEAR, LAST_YEAR, DateOrder, century, orders_of

EXPECTED = f"a date as YYYY-MM-DD, in the years {FIRST_YEAR} to {LAST_YEAR}"
BAD_DATE = "bad-date"
"""Code of a text that is no date; the reader of a table looks at the rest of its column before it says what was meant."""
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})", re.ASCII)
_STAMP = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE
)
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NAMED = (
    re.compile(rf"{_WEEKDAY}{_DAY}[-/ .]*(?:of )?(?P<month>{_MONTH})[-/, .]*(?P<year>\d{{4}}|\d{{2}})"),
    re.compile(rf"{_WEEKDAY}(?P<month>{_MONTH})[-/ .]*{_DAY}(?:\s*,\s*|\s+)(?P<year>\d{{4}})"),
    re.compile(rf"(?P<year>\d{{4}})[-/, .]*(?P<month>{_MONTH})[-/, .]*{_DAY}"),
)
_WHOLE_MONTH = (
    re.compile(r"(?P<year>\d{4})[-/. ](?P<month>\d{1,2})", re.ASCII),
    re.compile(r"(?P<month>\d{1,2})[-/. ](?P<year>\d{4})", re.ASCII),
    re.compile(rf"(?:end |end of |early |late |mid[- ]?|by )?(?P<month>{_MONTH})[-/, .]*(?P<year>\d{{4}})"),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SERIAL = re.compile(r"[2-9]\d{4}(?:\.0)?", re.ASCII)
_LATE_IN_DAY = 23
"""From this hour on a stamp in universal time can be the next day where it was made, in summer."""


def date_cure(text: str, evidence: str | None = None, order: DateOrder | None = None) -> str:
    """What to write instead of a text that is no date: the date meant, every reading, or an example.

    `order` is that of the other dates of the column and `evidence` the sentence that shows it.
    """
    readings = orders_of(text)
    if len(set(readings.values())) == 1:
        return f"write {next(iter(readings.values()))}"
    if order is not None and order in readings:
        return f"write {readings[order]}: {evidence}"
    if readings:
        either = " or ".join(f"{day} ({order.value})" for order, day in readings.items())
        return f"write {either}, whichever is meant" + (f"; {evidence}" if evidence else "")
    return _cure_of_words(text)


def _cure_of_words(text: str) -> str:
    found = tuple(dict.fromkeys(date_readings(text)))
    if len(found) == 1:
        return f"write {found[0]}"
    if found:
        return f"write {' or '.join(str(day) for day in found)}, whichever is meant"
    if last := _last_of_month(text):
        return f"write a day that exists: that month ends on {last}"
    if month := _whole_month(text):
        first, last = month
        return f"write the day: {first} for the first of the month, {last} for its last day"
    if _SERIAL.fullmatch(text):
        day = date(1899, 12, 30) + timedelta(days=int(float(text)))
        return f"format the cell as a date; as spreadsheets number the days it is {day}"
    return "write the day, for instance 2027-12-31"


def date_readings(text: str) -> Iterator[date]:
    """Every date that a text with the year first, a month by its name or a time of day can mean."""
    plain = " ".join(text.casefold().replace("‑", "-").replace("–", "-").split())
    if match := _STAMP.fullmatch(plain):
        yield from _stamp_readings(match)
    elif match := _YEAR_FIRST.fullmatch(plain):
        yield from _day(int(match[1]), int(match[2]), int(match[3]))
    else:
        for pattern in _NAMED:
            if match := pattern.fullmatch(plain):
                yield from _day(century(match["year"]), _month_number(match["month"]), int(match["day"]))
                return


def _stamp_readings(match: re.Match[str]) -> Iterator[date]:
    """The day as written. Late on a day in universal time it may be the next day where the contract holds.

    A minute or a second before midnight is how a last day is written.
    """
    try:
        day = date.fromisoformat(match[1])
        clock = datetime.strptime(match[2][:5].rjust(5, "0"), "%H:%M").time()
    except ValueError:
        return
    yield day
    if (match[3] or "").casefold() in ("z", "+00:00", "+0000") and clock.hour >= _LATE_IN_DAY and clock.minute < 59:
        yield day + timedelta(days=1)


def _whole_month(text: str) -> tuple[date, date] | None:
    """The first and last day of a month that is written without a day."""
    plain = " ".join(text.casefold().split())
    for pattern in _WHOLE_MONTH:
        match = pattern.fullmatch(plain)
        if match is not None:
            year, month = int(match["year"]), _month_number(match["month"])
            if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12:
                return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return None


def _month_number(written: str) -> int:
    return int(written) if written.isdigit() else _MONTHS.index(written[:3]) + 1


def _day(year: int, month: int, day: int) -> Iterator[date]:
    if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        yield date(year, month, day)


@dataclass(frozen=True)
class IsoDate:
    """A calendar date written YYYY-MM-DD; date cells of a workbook arrive in the same form."""

    @property
    def label(self) -> str:
        return "a date"

    @property
    def unit(self) -> str | None:
        return None

    def parse(self, text: Any) -> Any:
        """The date a text stands for; a value that is not text is left as it is."""
        if not isinstance(text, str):
            return text
        day = self._iso(text)
        if day is None:
            raise cell_error(BAD_DATE, _fault(text), EXPECTED, date_cure(text))
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            cure = f"write a year from {FIRST_YEAR} to {LAST_YEAR}"
            raise cell_error("out-of-range", f"{text} lies outside the years that can be planned", EXPECTED, cure)
        return day

    @staticmethod
    def _iso(text: str) -> date | None:
        if not _ISO.fullmatch(text):
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.parse, core_schema.date_schema())


def _fault(text: str) -> str:
    """Says of a day that the calendar does not have how many days its month has."""
    last = _last_of_month(text)
    return f'"{text}" is not a date' + (f": that month has {last.day} days" if last else "")


def _last_of_month(text: str) -> date | None:
    """The last day of the month of a day that the month does not have; None of a day that it has."""
    match = _YEAR_FIRST.fullmatch(text)
    if match is None or not (FIRST_YEAR <= int(match[1]) <= LAST_YEAR and 1 <= int(match[2]) <= 12):
        return None
    last = date(int(match[1]), int(match[2]), monthrange(int(match[1]), int(match[2]))[1])
    return last if int(match[3]) > last.day else None
