"""One value in each form of a table: plain as in JSON, joined as in CSV, as people read it on a terminal or a page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import TypeVar

from planner.plan.flagging.records import Flag
from planner.present.charts.palette import style_of
from planner.present.tables.column import Column, Kind
from planner.present.wording import NOT_STATED, calendar_day, money, per_cent, printable, whole_per_cent

R = TypeVar("R")


def plain(value: object) -> object:
    """A value as JSON has it: dates as ISO text, enumerations by their value, tuples as lists."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def csv_cell(value: object) -> object:
    """A value as it stands in a CSV file: lists joined with `; `, blank where nothing is stated."""
    value = plain(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    return "" if value is None else value


def cell_text(value: object, kind: Kind, currency: str) -> str:
    """A value as it stands in a cell on a terminal."""
    value = plain(value) if not isinstance(value, date) else value
    if value is None or value == "" or value == []:
        return NOT_STATED
    if isinstance(value, bool):
        return "yes" if value else "no"
    if kind is Kind.FLAG:
        return f"{style_of(Flag(str(value))).letter} {value}"
    if kind is Kind.MONEY and isinstance(value, int):
        return money(value, currency)
    if kind is Kind.SHARE and isinstance(value, float | int):
        return per_cent(value)
    if kind is Kind.WHOLE_SHARE and isinstance(value, float | int):
        return whole_per_cent(value)
    if isinstance(value, date):
        return calendar_day(value)
    if isinstance(value, list):
        return ", ".join(printable(str(item)) for item in value)
    return f"{value:,}" if kind is Kind.NUMBER and isinstance(value, int) else printable(str(value))


def shown_text(column: Column[R], row: R, currency: str) -> str:
    """The value of a row as people read it; "assumed" stands behind what rests on a figure that nobody stated."""
    text = cell_text(column.value(row), column.kind, currency)
    return f"{text} assumed" if column.is_assumed(row) else text
