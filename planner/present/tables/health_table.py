"""How complete, old and assumed the tables of an input are."""

from __future__ import annotations

from collections.abc import Sequence

from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Table
from planner.reading import TableHealth

COLUMNS: tuple[Column[TableHealth], ...] = (
    Column("table", "Table"),
    Column("rows", "Rows", Kind.NUMBER),
    Column("completeness", "Optional cells filled", Kind.WHOLE_SHARE),
    Column("share_public", "Public", Kind.WHOLE_SHARE),
    Column("share_assumed", "Assumed", Kind.WHOLE_SHARE),
    Column("share_unstated", "Basis not stated", Kind.WHOLE_SHARE),
    Column("source_age_median_days", "Age of source, days", Kind.NUMBER),
    Column("source_age_oldest_days", "Oldest, days", Kind.NUMBER),
    Column("source_date_unstated", "Source not dated", Kind.NUMBER),
)


def health_table(health: Sequence[TableHealth]) -> Table[TableHealth]:
    """One row a table."""
    return Table(columns=COLUMNS, rows=health)
