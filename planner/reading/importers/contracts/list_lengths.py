"""Lengths of time in a list: months of a term, a chain of extensions, a notice; a bare number needs to be clear."""

from __future__ import annotations

import re
from decimal import Decimal

from planner.domain.provenance import Confidence
from planner.reading.cells.numbers import parse_number
from planner.reading.cells.quantities import Length, length_reading
from planner.reading.importers.ocds.prose.items import Extension
from planner.reading.importers.ocds.prose.option_prose import read_option_prose
from planner.reading.importers.ocds.prose.option_reading import Found
from planner.reading.importers.typed_chain import typed_chain

FEW_MONTHS = 10
"""A bare number up to it may well count years."""
FEW_DAYS = 24
"""A bare number up to it may well count months or weeks of notice."""
_BARE = re.compile(r"(\d)(?=\s*(?:$|[+,;]))")
_UNITS = re.compile(r"\b(?P<unit>year|yr|month|mth)")
_MONTHS_IN = {"months": 1, "years": 12}


class Unread(Exception):  # noqa: N818 - it is caught at once and becomes a line of the report
    """A cell that cannot be read, and why."""


class Proposed(Exception):  # noqa: N818 - it is caught at once and becomes a line of the report
    """A cell that can be read in words, for a person to confirm: what it would be, how sure, and why."""

    def __init__(self, new: str, confidence: Confidence, why: str) -> None:
        super().__init__(why)
        self.new, self.confidence, self.why = new, confidence, why


def months_of(text: str, unit: str | None = None) -> int:
    """A length in whole months; a bare number counts `unit`. Raises `Unread`, also where its unit is not clear."""
    number = parse_number(text)
    if number is not None and unit is None and number <= FEW_MONTHS:
        raise Unread(f'"{text[:60]}": months or years? State unit = "months" or "years" in the mapping')
    length = _length(text, unit or "months")
    months = length.amount * _MONTHS_IN.get(length.unit, 0)
    if not months or months != int(months):
        raise Unread(f'"{text[:60]}" is no whole number of months')
    return int(months)


def extensions_of(text: str, unit: str | None = None) -> tuple[Extension, ...]:
    """Each extension of a chain such as `12 + 12`, `2 x 1 year` or `up to 24 months`.

    Raises `Proposed` for a chain in words, and `Unread` for anything else.
    """
    plain = " ".join(text.casefold().split())
    named = _UNITS.search(plain)
    counted = unit or ("years" if named and named["unit"].startswith("y") else "months" if named else None)
    typed = typed_chain(_BARE.sub(rf"\1 {counted}", plain) if counted else plain)
    if typed and (counted or min(option.months for option in typed) > FEW_MONTHS):
        return typed
    if typed:
        raise Unread(f'"{text[:60]}": months or years? State unit = "months" or "years" in the mapping')
    read = read_option_prose(text)
    if read.found is not Found.CHAIN:
        raise Unread(f'"{text[:60]}": {read.why}')
    chain = " + ".join(map(str, read.chain))
    raise Proposed(f"{chain} months", read.confidence, f"in words, {read.why}; write {chain} months to take it")


def notice_of(text: str, unit: str | None = None) -> tuple[int, str | None]:
    """The amount and unit of a notice; None where a bare number counts days, or as a column says. Years are months."""
    number = parse_number(text)
    if number is not None and unit is None:
        if number <= FEW_DAYS and number:
            raise Unread(f'"{text[:60]}": days, weeks or months? State notice_unit in the mapping')
        return _whole(number, text), None
    length = _length(text, unit or "days")
    if length.unit == "years":
        length = Length(length.amount * 12, "months")
    return _whole(length.amount, text), length.unit


def days_of(text: str) -> int:
    """A number of days; a week has seven, months and years have no fixed number. Raises `Unread`."""
    length = _length(text, "days")
    days = length.amount * {"days": 1, "weeks": 7}.get(length.unit, 0)
    if length.amount and (not days or days != int(days)):
        raise Unread(f'"{text[:60]}" is no number of days; months and years have no fixed number of them')
    return int(days)


def _length(text: str, unit: str) -> Length:
    """A length as typed; a number alone is counted in `unit`."""
    number = parse_number(text)
    length = Length(number, unit) if number is not None else length_reading(text)
    if length is None or length.amount < 0:
        raise Unread(f'"{text[:60]}" is no length of time, such as 3 months')
    return length


def _whole(number: Decimal, text: str) -> int:
    if number != int(number):
        raise Unread(f'"{text[:60]}" is no whole number')
    return int(number)
