"""One cell of a list as the text of an input column: lengths, money and words, or why it cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from pydantic_core import PydanticCustomError

from planner.reading.cells.characters import control_character
from planner.reading.cells.numbers import DaysNumber, MonthsNumber, NoticeNumber, WholeNumber, parse_number
from planner.reading.cells.quantities import number_readings
from planner.reading.importers.contracts.list_lengths import Unread, days_of, months_of, notice_of
from planner.reading.read_rows import MOST_CHARACTERS
from planner.reading.schema.columns import cell_type, default_text
from planner.reading.schema.tables import table_named

Cells = dict[str, str]


def read_cell(table: str, column: str, text: str, unit: str | None = None) -> Cells:
    """The columns that a cell fills: usually its own, for a notice the unit as well. Raises `Unread`.

    `unit` is what a bare number counts, where the mapping says so.
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
            return reads(column, plain, unit)
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


def _notice(column: str, text: str, unit: str | None) -> Cells:
    """A notice fills two columns: its amount, and its unit where it states one."""
    amount, stated = notice_of(text, unit)
    _parsed(NoticeNumber(), str(amount))
    return {column: str(amount)} | ({f"{column}_unit": stated} if stated else {})


def _whole(column: str, text: str, _unit: str | None) -> Cells:
    return {column: whole(pounds_of(text))}


def _parsed(kind: Any, text: str) -> str:
    """The text of the value as a table has it: `Y` is yes, `High` is high."""
    try:
        return default_text(kind.parse(text)) or text
    except PydanticCustomError as error:
        said = error.context or {}
        raise Unread(f"{said.get('message', 'it cannot be read')}; {said.get('cure', 'correct it')}") from error


_READERS: Mapping[type[Any], Callable[[str, str, str | None], Cells]] = {
    NoticeNumber: _notice,
    DaysNumber: lambda column, text, _: {column: str(days_of(text))},
    MonthsNumber: lambda column, text, unit: {column: str(months_of(text, unit))},
    WholeNumber: _whole,
}
"""How the cells of each kind are read; the kinds with a unit come before the one for any whole number."""
