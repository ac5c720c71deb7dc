"""Dates as people type them: taken where they have one reading, sent back where they have several or none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.domain.wording import calendar_day
from planner.reading.cells.date_order import FIRST_YEAR, LAST_YEAR, orders_of
from planner.reading.cells.dates import date_cure, date_readings

_NOBODY_KNOWS = frozenset({"tbc", "tba", "tbd", "?", "-", "–", "n/a", "na", "unknown", "not known", "not yet"})


@dataclass(frozen=True)
class TypedDate:
    """The day that a text stands for; None where it is no date, or could be two. `why` says so in a sentence."""

    day: date | None
    why: str


def typed_date(text: str) -> TypedDate:
    """Read one date: `2028-02-01`, `3 Feb 2028` and `31/01/2028` have one reading, `03/02/2028` has two, `TBC` none."""
    plain = " ".join(text.split())
    readings = tuple(dict.fromkeys((*date_readings(plain), *orders_of(plain).values())))
    if len(readings) == 1:
        return _in_years(readings[0], plain)
    if plain.casefold() in _NOBODY_KNOWS:
        return TypedDate(None, f'"{plain}" is no date; leave it blank until the day is known')
    if len(readings) > 1:
        either = " or ".join(map(calendar_day, readings))
        return TypedDate(None, f'"{plain}" can be {either}; {date_cure(plain)}')
    return TypedDate(None, f'"{plain}" is not a date; {date_cure(plain)}')


def _in_years(day: date, text: str) -> TypedDate:
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return TypedDate(day, "" if text == day.isoformat() else f'"{text}" has only one reading')
    return TypedDate(None, f"{text} lies outside the years that can be planned, {FIRST_YEAR} to {LAST_YEAR}")
