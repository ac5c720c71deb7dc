"""One table, three forms: set for a terminal, CSV and JSON; money and dates are raw in the last two."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Literal

import click

from planner.cli.wording import NOT_STATED, calendar_day, money, per_cent, printable, whole_per_cent

PIPED_WIDTH = 400
"""Columns a table may take where there is no terminal to fit."""


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


RIGHT_ALIGNED = frozenset({Kind.MONEY, Kind.NUMBER, Kind.SHARE, Kind.WHOLE_SHARE})


@dataclass(frozen=True)
class Column:
    """`key` names the column in CSV and JSON, `title` on a terminal; a column that is not `shown` is left out there."""

    key: str
    title: str
    kind: Kind = Kind.TEXT
    shown: bool = True


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
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(column.key for column in table.columns)
    for row in table.rows:
        writer.writerow(_csv_cell(plain(row.get(column.key))) for column in table.columns)
    return stream.getvalue()


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
    """The table with ruled header; it fits the terminal by wrapping, and is as wide as it needs when piped."""
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    rich_table = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    columns = [column for column in table.columns if column.shown]
    cells = {
        column: [cell_text(row.get(column.key), column.kind, table.currency) for row in table.rows]
        for column in columns
    }
    for column in columns:
        # Text gives way first where the terminal is narrow; figures and dates stay in one piece as long as they can.
        least = max(map(len, cells[column]), default=0) if column.kind is not Kind.TEXT else None
        justify: Literal["left", "right"] = "right" if column.kind in RIGHT_ALIGNED else "left"
        rich_table.add_column(column.title, justify=justify, overflow="fold", min_width=least)
    for position in range(len(table.rows)):
        rich_table.add_row(*(Text(cells[column][position]) for column in columns))
    return render(rich_table, width)


def render(renderable: object, width: int | None = None) -> str:
    """What rich makes of it as text: styled on a terminal (unless NO_COLOR is set), plain when piped."""
    from rich.console import Console

    to_terminal = sys.stdout.isatty()
    stream = io.StringIO()
    console = Console(
        file=stream,
        force_terminal=to_terminal,
        width=width or (None if to_terminal else PIPED_WIDTH),
        highlight=False,
        legacy_windows=False,
    )
    console.print(renderable)
    return "\n".join(line.rstrip() for line in stream.getvalue().rstrip("\n").split("\n"))
