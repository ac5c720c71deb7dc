"""Rows above the header, such as a title: a table is read only where its header stands in row 1."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.findings import Finding
from planner.reading.files.sheets import plain_name, unreadable
from planner.reading.schema.tables import Table

ROWS_LOOKED_AT = 20
LEAST_NAMES = 2
"""Columns of the table that a row below must name before it is taken for the header."""


def title_rows(file: str, table: Table, rows: Sequence[tuple[int, Sequence[str]]]) -> Finding | None:
    """The finding where the header stands in a later row than the first; `rows` are those with any text, numbered from 1."""
    header = _header(table, rows[:ROWS_LOOKED_AT])
    if header is None or header == 1:
        return None
    above = "row 1" if header == 2 else f"rows 1 to {header - 1}"
    title = next((cell for number, cells in rows if number < header for cell in cells if cell), None)
    message = f"the header stands in row {header}" + (f', below "{title[:60]}"' if title else ", below blank rows")
    return unreadable(file, message, f"delete {above}, so that the header is row 1", code="title-rows", row=header)


def _header(table: Table, rows: Sequence[tuple[int, Sequence[str]]]) -> int | None:
    """The number of the first row that names columns; None where row 1 names some, or no row does."""
    for place, (number, cells) in enumerate(rows):
        named = _columns_named(table, cells)
        if number == 1 and named:
            return None
        least = 1 if place == 0 else min(LEAST_NAMES, len(table.row.model_fields))
        if named >= least and 2 * named >= sum(1 for cell in cells if cell):
            return number
    return None


def _columns_named(table: Table, cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if plain_name(cell) in table.row.model_fields)
