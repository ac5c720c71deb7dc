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
    """The number of the row that names columns: row 1 where it names several, else the first that does.

    Where none names several, the first row with any text counts if it names one. None where no row can be the header.
    """
    named = [(number, _columns_named(table, cells), sum(1 for cell in cells if cell)) for number, cells in rows]
    several = [(number, found, filled) for number, found, filled in named if found >= LEAST_NAMES]
    if several[:1] == named[:1] and several:
        return named[0][0]
    likely = (number for number, found, filled in several if 2 * found >= filled)
    return next(likely, named[0][0] if named and named[0][1] else None)


def _columns_named(table: Table, cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if plain_name(cell) in table.row.model_fields)
