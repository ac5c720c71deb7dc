"""One table in all its forms; money and dates are raw in CSV and JSON, and set for people elsewhere."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

import click

from planner import writing
from planner.present.tables.cells import csv_cell, plain
from planner.present.tables.column import Column
from planner.present.wording import marked

R = TypeVar("R")
MARKING = "marking"
"""The last column of a file whose portfolio has a marking."""


class Format(StrEnum):
    """How a result is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, kw_only=True)
class Table(Generic[R]):
    """Columns and the rows they take their values from; `marking` stands on every form of it."""

    columns: tuple[Column[R], ...]
    rows: Sequence[R]
    currency: str = "GBP"
    marking: str | None = None


def print_table(table: Table[Any], form: Format, *, empty: str = "Nothing to show.") -> None:
    """Print a table to stdout; `empty` is said instead of an empty table on a terminal."""
    match form:
        case Format.CSV:
            click.echo(csv_text(table), nl=False)
        case Format.JSON:
            click.echo(json_text(plain_rows(table)))
        case Format.TABLE:
            click.echo(marked(table_text(table) if table.rows else empty, table.marking))


def plain_row(table: Table[R], row: R) -> dict[str, object]:
    """A row as JSON has it, by the names of the columns."""
    cells = {column.name: plain(column.value(row)) for column in table.columns}
    return {**cells, MARKING: table.marking} if table.marking else cells


def plain_rows(table: Table[Any]) -> list[dict[str, object]]:
    """All rows as JSON has them."""
    return [plain_row(table, row) for row in table.rows]


def json_text(value: object) -> str:
    return json.dumps(plain(value), indent=2, ensure_ascii=False)


def csv_text(table: Table[Any]) -> str:
    """Header and rows; lists are joined with `; `, what is not stated is empty, no text is a formula to a spreadsheet."""
    marking = (table.marking,) if table.marking else ()
    names = [column.name for column in table.columns]
    rows = ([*(csv_cell(column.value(row)) for column in table.columns), *marking] for row in table.rows)
    return writing.csv_text([*names, MARKING] if marking else names, rows)


def table_text(table: Table[Any], width: int | None = None) -> str:
    """The table as lines for a terminal; as wide as it needs where the output is piped and no `width` is asked for."""
    from planner.present.tables.terminal_table import set_for_terminal

    return set_for_terminal(table, width)
