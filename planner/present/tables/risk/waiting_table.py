"""What it saves to wait with one option until each of some days."""

from __future__ import annotations

from planner.domain.portfolio import Portfolio
from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Table
from planner.risk.tripwires.waiting import WaitingUntil


def waiting_table(portfolio: Portfolio, curve: tuple[WaitingUntil, ...]) -> Table[WaitingUntil]:
    """One row a day; the last one is the acting day."""
    columns: tuple[Column[WaitingUntil], ...] = (
        Column("decided_on_date", "Decided on", Kind.DATE, of=lambda row: portfolio.date_of(row.day)),
        Column("waiting_worth_pounds", "Waiting saves", Kind.MONEY, of=lambda row: max(0, round(row.pounds))),
        Column("as_good", "As good as the last day", Kind.NAME),
    )
    return Table(columns=columns, rows=curve, currency=portfolio.currency, marking=portfolio.marking)
