"""What every part of a report is: a title, a template, and what the template lays out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from planner.plan.flagging.records import Flag
from planner.present.tables.cells import shown_text
from planner.present.tables.column import FIGURES, Column, Kind
from planner.present.tables.table import Table


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the report; `id` is its anchor in the page."""

    id: str
    title: str
    template: str
    content: object


@dataclass(frozen=True, kw_only=True)
class GridColumn:
    """A column of a table of the page; figures stand to the right."""

    title: str
    right: bool


@dataclass(frozen=True, kw_only=True)
class GridCell:
    """A cell as people read it; a flag is shown with its letter."""

    text: str
    right: bool
    flag: Flag | None = None


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table of the page."""

    caption: str
    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[GridCell, ...], ...]


def grid_of(table: Table[Any], caption: str) -> Grid:
    """The shown columns of a table, in the wording of the terminal."""
    columns = [column for column in table.columns if column.is_shown(table.rows)]
    return Grid(
        caption=caption,
        columns=tuple(GridColumn(title=column.title, right=column.kind in FIGURES) for column in columns),
        rows=tuple(_cells(columns, row, table.currency) for row in table.rows),
    )


def _cells(columns: Sequence[Column[Any]], row: object, currency: str) -> tuple[GridCell, ...]:
    return tuple(_cell(column, row, currency) for column in columns)


def _cell(column: Column[Any], row: object, currency: str) -> GridCell:
    value = column.value(row) if column.kind is Kind.FLAG else None
    return GridCell(
        text=shown_text(column, row, currency),
        right=column.kind in FIGURES,
        flag=Flag(str(value)) if value is not None else None,
    )
