"""How early contracts can be off, as a table; days are last days, as everywhere people read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Table
from planner.present.wording import calendar_day, listed

if TYPE_CHECKING:
    from planner.domain.portfolio import Portfolio
    from planner.solver import Earliest, Together


@dataclass(frozen=True)
class EarliestRow:
    """An answer on the calendar."""

    portfolio: Portfolio
    found: Earliest

    def last_day(self, first_free_day: int) -> date:
        """The last day of need, given the first day without."""
        return self.portfolio.date_of(first_free_day - 1)


COLUMNS: tuple[Column[EarliestRow], ...] = (
    Column("contract", "Contract", Kind.NAME, lambda row: row.found.contract),
    Column("moving", "Who moves", Kind.NAME, lambda row: row.found.moving.value),
    Column("modes", "Modes", Kind.NAME, lambda row: row.found.modes.value, shown=False),
    Column("planned_date", "Needed until", Kind.DATE, lambda row: row.last_day(row.found.planned_day)),
    Column("earliest_date", "At the earliest", Kind.DATE, lambda row: row.last_day(row.found.day)),
    Column("gained_days", "Days earlier", Kind.NUMBER, lambda row: row.found.gained_days),
    Column("proved", "Proved", Kind.NAME, lambda row: "yes" if row.found.proved else "no"),
    Column("not_before_date", "Not before", Kind.DATE, lambda row: row.last_day(row.found.bound_day), spare=True),
    Column("price_pounds", "Price", Kind.MONEY, lambda row: row.found.price_pounds),
    Column("moved", "Moved", Kind.NUMBER, lambda row: len(row.found.moved)),
)


def earliest_table(portfolio: Portfolio, found: Sequence[Earliest]) -> Table[EarliestRow]:
    """One row for each contract and each choice of who moves."""
    rows = [EarliestRow(portfolio, each) for each in found]
    return Table(columns=COLUMNS, rows=rows, currency=portfolio.currency, marking=portfolio.marking)


def together_line(portfolio: Portfolio, found: Together) -> str:
    """Whether the contracts can all be off in time, and what that answer is worth."""
    contracts = listed(sorted(found.days))
    day = calendar_day(portfolio.date_of(max(found.days.values()) - 1))
    if found.kept_needed:
        return f"No: nobody can leave {listed(sorted(found.kept_needed))} by {day}, whatever moves."
    match found.possible:
        case True:
            return f"Taken alone, {contracts} can be off by {day}. Whether all others find room is not asked."
        case False:
            return f"No plan has {contracts} off by {day}, whoever else moves."
        case _:
            return f"Whether {contracts} can be off by {day} was not found out in {found.ending.seconds:.0f} s."
