"""One table, three forms: set for a terminal, CSV and JSON; money and dates are raw in the last two."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum

import click

from planner import writing
from planner.present.wording import NOT_STATED, calendar_day, money, per_cent, printable, whole_per_cent


class Format(StrEnum):
    """How a result is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class Kind(StrEnum):
    """What a column holds, which decides how people see it."""

    TEXT = "text"
    MONEY = "money"
    DATE = "date"
    NUMBER = "number"
    SHARE = "share"
    WHOLE_SHARE = "whole share"
    """A share that is shown in whole per cent."""
    NAME = "name"
    """Text that stays in one piece, for instance an id or a column name."""


@dataclass(frozen=True)
class Column:
    """`key` names the column in CSV and JSON, `title` on a terminal.

    A column that is not `shown` is left out on a terminal, one that is `spare` only on a terminal too narrow for it. Text
    is wrapped, but not below `least` characters as long as a spare column can go instead.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    shown: bool = True
    spare: bool = False
    least: int = 12


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of raw values by column key; a missing key or None is "not stated"."""

    columns: tuple[Column, ...]
    rows: Sequence[Mapping[str, object]]
    currency: str = "GBP"


def print_table(table: Table, form: Format, *, empty: str = "Nothing to show.") -> None:
    """Print a table to stdout; `empty` is said instead of an empty table on a terminal."""
    match form:
        case Format.CSV:
            click.echo(csv_text(table), nl=False)
        case Format.JSON:
            click.echo(json_text([plain_row(table, row) for row in table.rows]))
        case Format.TABLE:
            click.echo(table_text(table) if table.rows else empty)


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


def plain_row(table: Table, row: Mapping[str, object]) -> dict[str, object]:
    return {column.key: plain(row.get(column.key)) for column in table.columns}


def json_text(value: object) -> str:
    return json.dumps(plain(value), indent=2, ensure_ascii=False)


def csv_text(table: Table) -> str:
    """Header and rows; lists are joined with `; `, what is not stated is empty."""
    rows = ([_csv_cell(plain(row.get(column.key))) for column in table.columns] for row in table.rows)
    return writing.csv_text([column.key for column in table.columns], rows)


def _csv_cell(value: object) -> object:
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value


def cell_text(value: object, kind: Kind, currency: str) -> str:
    """A value as it stands in a cell on a terminal."""
    value = plain(value) if not isinstance(value, date) else value
    if value is None or value == "" or value == []:
        return NOT_STATED
    if isinstance(value, bool):
        return "yes" if value else "no"
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


def table_text(table: Table, width: int | None = None) -> str:
    """The table as lines for a terminal; as wide as it needs where the output is piped and no `width` is asked for."""
    from planner.present.tables.terminal_table import set_for_terminal

    return set_for_terminal(table, width)
