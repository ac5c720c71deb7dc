"""What one unit more of each lever saves, one row a lever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Table

if TYPE_CHECKING:
    from planner.domain.portfolio import Portfolio
    from planner.futures.trade_offs.marginal_records import MarginalValue, MarginalValues

COLUMNS: tuple[Column[MarginalValue], ...] = (
    Column("kind", "Kind", Kind.NAME),
    Column("subject", "Of", Kind.NAME),
    Column("explanation", "One unit more", least=30),
    Column("found_pounds", "Saves", Kind.MONEY),
    Column("least_pounds", "At least", Kind.MONEY),
    Column("most_pounds", "At most", Kind.MONEY),
    Column("shadow_pounds", "Shadow price", Kind.MONEY, spare=True),
    Column("is_confirmed", "Solved again", Kind.NAME, spare=True),
    Column("cost_pounds", "Cost then", Kind.MONEY, shown=False),
)


def value_table(portfolio: Portfolio, found: MarginalValues) -> Table[MarginalValue]:
    """One row a lever, in the order given."""
    return Table(columns=COLUMNS, rows=found.values, currency=portfolio.currency, marking=portfolio.marking)
