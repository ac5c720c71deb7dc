"""One value in a cell: as the number, date or text that it is, safe for the file, and as it is read back."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from math import ceil
from typing import Any

from planner.plan.flagging.records import Flag
from planner.present.tables.cells import cell_text, plain
from planner.present.tables.column import Kind
from planner.reading.files.workbook import cell_text as read_text
from planner.writing.csv_text import harmless
from planner.writing.xml_text import xml_text

LONGEST = 32_767
"""Characters a cell can hold."""
CUT = " … (cut)"
FIRST_YEAR = 1900
"""A spreadsheet knows no day before it."""
LARGEST = 10**15
"""A spreadsheet keeps fifteen digits of a number."""
LINE, MARGIN, TALLEST = 15.0, 1.5, 405.0
"""Points of a line of text, of the room around the lines, and of the tallest row."""
LETTERS_IN_A_DIGIT = 1.1
"""A line holds so many letters for each digit that it could hold."""
CURRENCY_ROOM = 4
"""Digits that a currency and the room beside a number take."""
Written = str | int | float | date | None


def written(value: object, kind: Kind, currency: str) -> Written:
    """The value as a cell holds it: numbers and dates stay what they are, all else is text."""
    value = value if isinstance(value, date) else plain(value)
    if value is None or value == "" or value == []:
        return None
    if kind is Kind.FLAG:
        return cell_text(Flag(str(value)), kind, currency)
    if isinstance(value, date):
        return value if value.year >= FIRST_YEAR else value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return value if abs(value) < LARGEST else str(value)
    return safe_text(", ".join(map(str, value)) if isinstance(value, list) else str(value))


def safe_text(text: str) -> str:
    """A text that a cell can hold; a longer one is cut, and says so."""
    held = xml_text(text).strip()
    return held if len(held) <= LONGEST else held[: LONGEST - len(CUT)] + CUT


def text_of(value: Written) -> str:
    """What the reader of workbooks makes of a cell."""
    return "" if value is None else read_text(float(value) if isinstance(value, int) else value)


def is_formula_like(value: Written) -> bool:
    """Whether it is a text that a spreadsheet would take for a formula if it were typed."""
    return isinstance(value, str) and harmless(value) != value


def room_for(values: Iterable[object]) -> float:
    """The width that the longest number needs with its currency, so that no cell shows signs instead of it."""
    numbers = (value for value in values if isinstance(value, int | float) and not isinstance(value, bool))
    return max((len(f"{value:,}") + CURRENCY_ROOM for value in numbers), default=0)


def put(sheet: Any, row: int, place: int, value: Written, style: Any) -> None:
    """Write one value; a text is never a formula, a link or a number."""
    match value:
        case None:
            sheet.write_blank(row, place, None, style)
        case str():
            sheet.write_string(row, place, value, style)
        case date():
            sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), style)
        case _:
            sheet.write_number(row, place, value, style)


def height(cells: Sequence[tuple[Written, float]], least: int = 1) -> float:
    """Points of a row whose texts are wrapped to the widths of their columns, in characters."""
    lines = max((_lines(value, width) for value, width in cells if isinstance(value, str)), default=1)
    return min(TALLEST, LINE * max(lines, least) + MARGIN)


def _lines(text: str, width: float) -> int:
    """The lines a text takes in a column; widths count digits, and most letters are narrower."""
    room = max(1, int(width * LETTERS_IN_A_DIGIT))
    if len(text) > 20 * TALLEST:
        return ceil(len(text) / room)
    return sum(len(textwrap.wrap(line, room)) or 1 for line in text.splitlines()) or 1
