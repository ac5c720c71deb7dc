"""What an import looked at, one row each: taken, suggested or skipped, and why."""

from __future__ import annotations

from collections.abc import Sequence

from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Table
from planner.reading.importers.imported import ImportLine

COLUMNS: tuple[Column[ImportLine], ...] = (
    Column("place", "Place"),
    Column("table", "Table", Kind.NAME),
    Column("record", "Record", Kind.NAME),
    Column("column", "Column", Kind.NAME),
    Column("old", "Old", of=lambda line: line.old or None),
    Column("new", "New", of=lambda line: line.new or None),
    Column("verdict", "Verdict", Kind.NAME),
    Column("confidence", "Confidence", shown=False),
    Column("why", "Why", least=30),
)


def import_table(lines: Sequence[ImportLine], marking: str | None = None) -> Table[ImportLine]:
    """One row a line, in the order given."""
    return Table(columns=COLUMNS, rows=lines, marking=marking)
