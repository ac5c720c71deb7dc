"""Date cells: ISO dates only, with the date probably meant where the text is none."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from planner.reading.cells.cell_error import cell_error

FIRST_YEAR, LAST_YEAR = 1970, 2199
EXPECTED = f"a date as YYYY-MM-DD, in the years {FIRST_YEAR} to {LAST_YEAR}"
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})(?:[T ][\d:.]+)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
_NAMED_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/ ]([A-Za-z]{3})[a-z]*\.?[-/, ]+(\d{4})", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SERIAL = re.compile(r"[2-9]\d{4}(?:\.0)?", re.ASCII)


def guess_date(text: str) -> date | None:
    """The date probably meant: day before month, spreadsheet serial numbers, and days or months out of range clipped."""
    if _SERIAL.fullmatch(text):
        return date(1899, 12, 30) + timedelta(days=int(float(text)))
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
        if month > 12 >= day and month <= 31:
            day, month = month, day
    elif (match := _NAMED_MONTH.fullmatch(text)) and match[2].lower() in _MONTHS:
        day, month, year = int(match[1]), _MONTHS.index(match[2].lower()) + 1, int(match[3])
    else:
        return None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    month = min(max(month, 1), 12)
    return date(year, month, min(max(day, 1), monthrange(year, month)[1]))


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
            guess = guess_date(text)
            raise cell_error("bad-date", f'"{text}" is not a date', EXPECTED, f"write {guess or '2027-12-31'}")
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
