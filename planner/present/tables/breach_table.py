"""Broken rules as a table."""

from __future__ import annotations

from collections.abc import Sequence

from planner.plan.breaches import Breach
from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Table

COLUMNS: tuple[Column[Breach], ...] = (
    Column("rule", "Rule", Kind.NAME),
    Column("subjects", "Records"),
    Column("day", "Day", Kind.NUMBER, shown=False),
    Column("amount", "Amount", Kind.NUMBER),
    Column("message", "What breaks it"),
)


def breach_table(breaches: Sequence[Breach]) -> Table[Breach]:
    """One row a breach; days count from the status date."""
    return Table(columns=COLUMNS, rows=breaches)
