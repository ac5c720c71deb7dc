"""A portfolio as the text of the input tables it could have been read from, and back: the form overlays change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from planner.domain.portfolio import Portfolio
from planner.reading.files.sheets import RawSheet, RawSource
from planner.reading.report import REQUIRED, CheckReport, check_source
from planner.reading.schema.columns import columns_of, default_text
from planner.reading.schema.tables import table_named
from planner.reading.write import portfolio_tables

Cells = dict[str, str]
"""The text of every column that is not blank."""

FIRST_ROW = 2
"""The number of the row below the header, as a spreadsheet counts."""


def table_rows(portfolio: Portfolio) -> dict[str, list[Cells]]:
    """The rows of every table by its name, in the order of the portfolio; `read_tables` gives the portfolio again."""
    return {
        table.name: [{column: text for column, value in row.items() if (text := default_text(value))} for row in rows]
        for table, rows in portfolio_tables(portfolio).items()
    }


def read_tables(tables: Mapping[str, Iterable[Cells]], name: str, required: Collection[str] = REQUIRED) -> CheckReport:
    """What reading says of these rows, with every check a folder goes through; files are called by the table's name.

    `required` are the tables that must be there. Where they are fewer than a plan needs, a table without rows is not there.
    """
    listed = {table: list(rows) for table, rows in tables.items()}
    there = {table: rows for table, rows in listed.items() if rows or set(required) >= set(REQUIRED)}
    sheets = tuple(_sheet(table, rows) for table, rows in there.items())
    return check_source(RawSource(name=name, label="", suffix="", sheets=sheets), required=required)


def effective_text(table: str, cells: Cells, column: str) -> str:
    """The text of a cell; where it is blank, that of the default that holds then."""
    if column in cells:
        return cells[column]
    return next((found.default for found in columns_of(table_named(table).row) if found.name == column), None) or ""


def name_columns(table: str) -> tuple[str, ...]:
    """The columns that tell the rows of a table apart: its key, or where it has none, the columns it must have."""
    found = table_named(table)
    return found.key or tuple(column.name for column in columns_of(found.row) if column.required)


def _sheet(table: str, rows: list[Cells]) -> RawSheet:
    header = tuple(table_named(table).row.model_fields)
    texts = (tuple(cells.get(column, "") for column in header) for cells in rows)
    return RawSheet(table=table_named(table), file=table, header=header, rows=tuple(enumerate(texts, FIRST_ROW)))
