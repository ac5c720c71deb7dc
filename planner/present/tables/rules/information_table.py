"""What better information is worth, one row a source."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.portfolio import Portfolio
from planner.present.tables.column import Column, Kind
from planner.present.tables.rules.family_column import family_column
from planner.present.tables.table import Table
from planner.risk.rules_followed.information import InformationWorth

NO_SUM = "Each by itself, with rules fitted for it; the pounds do not add up. The plan is carried out as before."


def information_table(portfolio: Portfolio, found: Sequence[InformationWorth], family: str) -> Table[InformationWorth]:
    """What would be known, what that saves, and how far off the figure can be."""
    columns: tuple[Column[InformationWorth], ...] = (
        Column("kind", "Kind", Kind.NAME),
        Column("id", "Known better", Kind.NAME),
        Column("saves_pounds", "Saves", Kind.MONEY, of=lambda row: round(row.pounds.value)),
        Column("saves_plus_minus", "±", Kind.MONEY, of=lambda row: round(row.pounds.half_width)),
        family_column(family),
    )
    return Table(columns=columns, rows=found, currency=portfolio.currency, marking=portfolio.marking)
