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
    Column("confidence", "Confidence"),
    Column("why", "Why"),
)
"""The columns of the report as a file."""


def _goes_to(line: ImportLine) -> str | None:
    """The record and the column in words, which a narrow terminal can wrap."""
    return ", ".join(filter(None, (line.record, line.column.replace("_", " ")))) or None


LINES: tuple[Column[ImportLine], ...] = (
    Column("place", "Place", least=18),
    Column("goes_to", "Goes to", of=_goes_to, sparse=True, least=14),
    Column("old", "Old", of=lambda line: line.old or None, sparse=True),
    Column("new", "New", of=lambda line: line.new or None, sparse=True),
    Column("why", "Why", least=24),
)
"""The columns for people, below a heading that says the verdict."""


def import_table(lines: Sequence[ImportLine], marking: str | None = None) -> Table[ImportLine]:
    """One row a line, in the order given."""
    return Table(columns=COLUMNS, rows=lines, marking=marking)


def import_lines(lines: Sequence[ImportLine]) -> Table[ImportLine]:
    """The same for people; the lines have one verdict."""
    return Table(columns=LINES, rows=lines)
