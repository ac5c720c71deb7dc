"""What the ranges were, in every row that leaves the terminal; a stress case is named as such."""

from __future__ import annotations

from typing import Any

from planner.present.tables.column import Column


def family_column(family: str) -> Column[Any]:
    """The last column of every table of a risk and of its rules."""
    return Column("range_family", "Ranges", of=lambda row: family or None, shown=False)
