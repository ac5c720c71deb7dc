"""What it saves to wait with options until each of some days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.portfolio import Portfolio
from planner.present.tables.column import Column, Kind
from planner.present.tables.rules.family_column import family_column
from planner.present.tables.table import Table
from planner.risk.tripwires.waiting import WaitingUntil

Curves = Mapping[str, tuple[WaitingUntil, ...]]
"""What waiting saves with each option, day by day."""


@dataclass(frozen=True)
class WaitingRow:
    """One day of one option."""

    option: str
    until: WaitingUntil


def waiting_table(portfolio: Portfolio, curves: Curves, family: str) -> Table[WaitingRow]:
    """One row a day of each option; the last one is its acting day."""
    columns: tuple[Column[WaitingRow], ...] = (
        Column("option", "Option", Kind.NAME),
        Column("decided_on_date", "Decided on", Kind.DATE, of=lambda row: portfolio.date_of(row.until.day)),
        Column("waiting_worth_pounds", "Waiting saves", Kind.MONEY, of=lambda row: max(0, round(row.until.pounds))),
        Column("as_good", "As good as the last day", Kind.NAME, of=lambda row: row.until.as_good),
        family_column(family),
    )
    rows = [WaitingRow(option, until) for option, curve in curves.items() for until in curve]
    return Table(columns=columns, rows=rows, currency=portfolio.currency, marking=portfolio.marking)
