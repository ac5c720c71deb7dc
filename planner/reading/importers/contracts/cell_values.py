"""One cell of a list as the text of an input column: lengths, money and words, or why it cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from pydantic_core import PydanticCustomError

from planner.reading.cells.characters import control_character
from planner.reading.cells.numbers import DaysNumber, MonthsNumber, NoticeNumber, WholeNumber, parse_number
from planner.reading.cells.quantities import Length, length_reading, number_readings
from planner.reading.read_rows import MOST_CHARACTERS
from planner.reading.schema.columns import cell_type
from planner.reading.schema.tables import table_named

Cells = dict[str, str]


class Unread(Exception):  # noqa: N818 - it is caught at once and becomes a line of the report
    """A cell that cannot be read, and why."""


def read_cell(table: str, column: str, text: str) -> Cells:
    """The columns that a cell fills: usually its own, for a notice the unit as well. Raises `Unread`.

    Dates are not among them: their order is that of the whole list.
    """
    kind = cell_type(table_named(table).row.model_fields[column])
    plain = " ".join(text.split())
    if fault := control_character(text):
        raise Unread(f"it holds {fault}")
    if len(plain) > MOST_CHARACTERS:
        raise Unread(f"it holds {len(plain):,} characters; at most {MOST_CHARACTERS:,} are read")
    for of_kind, reads in _READERS.items():
        if isinstance(kind, of_kind):
            return reads(column, plain)
    return {column: _parsed(kind, plain)}


def pounds_of(text: str) -> Decimal:
    """The one amount that a text means. Raises `Unread` for a range, a negative amount or no number."""
    number = parse_number(text)
    readings = (number,) if number is not None else number_readings(text)
    if not readings:
        raise Unread(f'"{text[:60]}" is no amount of money')
    if len(readings) > 1:
        shown = " or ".join(f"{reading:,}" for reading in readings)
        raise Unread(f'"{text[:60]}" can mean {shown}; write the one that is meant')
    if readings[0] < 0:
        raise Unread(f'"{text[:60]}" is negative')
    return readings[0]


def whole(number: Decimal) -> str:
    """The nearest whole number as text, half rounded up."""
    return str(int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP)))


def months_of(text: str) -> int:
    """A length in whole months; a number alone counts months. Raises `Unread`."""
    length = _length(text, "months")
    months = length.amount * {"months": 1, "years": 12}.get(length.unit, 0)
    if not months or months != int(months):
        raise Unread(f'"{text[:60]}" is no whole number of months')
    return int(months)


def _length(text: str, unit: str) -> Length:
    """A length as typed; a number alone is counted in `unit`."""
    number = parse_number(text)
    length = Length(number, unit) if number is not None else length_reading(text)
    if length is None or length.amount < 0:
        raise Unread(f'"{text[:60]}" is no length of time, such as 3 months')
    return length


def _notice(column: str, text: str) -> Cells:
    """A notice of years counts months; the unit stands in a column of its own."""
    number = parse_number(text)
    if number is not None:
        return {column: _parsed(NoticeNumber(), text)}
    length = _length(text, "days")
    if length.unit == "years":
        length = Length(length.amount * 12, "months")
    if length.amount != int(length.amount):
        raise Unread(f'"{text[:60]}" is no whole number of {length.unit}')
    return {column: str(int(length.amount)), f"{column}_unit": length.unit}


def _days(column: str, text: str) -> Cells:
    length = _length(text, "days")
    days = length.amount * {"days": 1, "weeks": 7}.get(length.unit, 0)
    if length.amount and (not days or days != int(days)):
        raise Unread(f'"{text[:60]}" is no number of days; months and years have no fixed number of them')
    return {column: str(int(days))}


def _whole(column: str, text: str) -> Cells:
    return {column: whole(pounds_of(text))}


def _parsed(kind: Any, text: str) -> str:
    try:
        kind.parse(text)
    except PydanticCustomError as error:
        said = error.context or {}
        raise Unread(f"{said.get('message', 'it cannot be read')}; {said.get('cure', 'correct it')}") from error
    return text


_READERS: Mapping[type[Any], Callable[[str, str], Cells]] = {
    NoticeNumber: _notice,
    DaysNumber: _days,
    MonthsNumber: lambda column, text: {column: str(months_of(text))},
    WholeNumber: _whole,
}
"""How the cells of each kind are read; the kinds with a unit come before the one for any whole number."""
