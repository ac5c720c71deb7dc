"""Every last day and acting day of a list of contracts, each with its derivation; no plan is needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.domain.calendar import days_left
from planner.domain.contracts import Contract
from planner.domain.option_chain import ChainLink
from planner.domain.portfolio import Portfolio
from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Table


@dataclass(frozen=True)
class DateRow:
    """A contract with one of its options; without `link` a contract that has none."""

    portfolio: Portfolio
    contract: Contract
    link: ChainLink | None

    @property
    def ends_date(self) -> date:
        """The last day in force before the option."""
        return (
            self.portfolio.first_end_by_contract[self.contract.id] if self.link is None else self.link.extends_end_date
        )

    @property
    def is_open(self) -> bool:
        """Whether the option, or the stop before a period, is still to be decided; rolling on can be stopped any day."""
        return self.link is not None and self.link.is_open and not self.link.paid_by_day

    @property
    def opens_date(self) -> date | None:
        """The first day on which notice can be given; None where any day will do."""
        return None if self.link is None or self.link.opens is None else self.link.opens.value

    @property
    def price_pounds(self) -> int | None:
        """Price of the whole length; None for days that a contract rolls on and that end on any day."""
        return None if self.link is None or self.link.paid_by_day else self.link.full_price_pounds

    @property
    def days_left(self) -> int | None:
        """Days left to decide; None where there is nothing to decide."""
        if self.link is None or not self.is_open:
            return None
        return days_left(self.portfolio.status_date, self.link.acting_decision.value, self.link.decision.value)

    @property
    def state(self) -> str:
        """Whether the option can be used, and why not."""
        if self.link is None:
            return "no option stated"
        if self.link.by_itself and self.link.end.value < self.portfolio.status_date:
            return "over"
        if self.link.exercised:
            return "owed" if self.link.by_itself else "exercised"
        if self.link.paid_by_day:
            return self.link.unavailable_reason or "rolls on until it is stopped"
        going_on = "goes on by itself unless stopped" if self.link.by_itself else "open"
        return self.link.unavailable_reason or going_on


COLUMNS: tuple[Column[DateRow], ...] = (
    Column("contract", "Contract", Kind.NAME, lambda row: row.contract.id),
    Column("name", "Name", of=lambda row: row.contract.name, shown=False),
    Column("ends_date", "In force until", Kind.DATE),
    Column("option", "Option", Kind.NAME, lambda row: row.link and row.link.option.id),
    Column("extended_until_date", "Extended until", Kind.DATE, lambda row: row.link and row.link.end.value, spare=True),
    Column(
        "acting_date",
        "Act by",
        Kind.DATE,
        lambda row: row.link and row.link.acting_decision.value,
        assumed=lambda row: row.link and row.link.assumed,
    ),
    Column(
        "last_date",
        "Last day to decide",
        Kind.DATE,
        lambda row: row.link and row.link.decision.value,
        assumed=lambda row: row.link and row.link.assumed,
    ),
    Column("days_left", "Days left", Kind.NUMBER),
    Column("earliest_date", "Notice not before", Kind.DATE, lambda row: row.opens_date, sparse=True),
    Column(
        "notice_acting_date",
        "Give notice by",
        Kind.DATE,
        lambda row: row.link and row.link.acting_notice.value,
        spare=True,
        assumed=lambda row: row.link and row.link.notice_assumed,
    ),
    Column(
        "notice_last_date",
        "Last day for notice",
        Kind.DATE,
        lambda row: row.link and row.link.notice.value,
        assumed=lambda row: row.link and row.link.notice_assumed,
    ),
    Column("price_pounds", "Price", Kind.MONEY, lambda row: row.price_pounds, spare=True),
    Column("state", "State", least=16),
    Column("assumed", "Assumed", of=lambda row: row.link.assumed if row.link else (), spare=True),
    Column(
        "derivation",
        "How the day comes about",
        of=lambda row: row.link and str(row.link.acting_decision),
        shown=False,
    ),
    Column(
        "notice_derivation",
        "How the day of notice comes about",
        of=lambda row: row.link and str(row.link.acting_notice),
        shown=False,
    ),
)


def date_rows(portfolio: Portfolio) -> list[DateRow]:
    """One row an option, and one a contract without any: the first day to act on top, what is not open last.

    A contract that goes on by itself has what it owes and what comes next, with the days of the stop that prevents it.
    """
    rows = [
        DateRow(portfolio, contract, link)
        for contract in portfolio.contracts
        for link in (_shown(portfolio.chain_by_contract[contract.id]) or (None,))
    ]
    return sorted(rows, key=_order)


def _shown(chain: tuple[ChainLink, ...]) -> tuple[ChainLink, ...]:
    """The links up to the first period that is not owed; all where no period comes by itself."""
    first = next((place for place, link in enumerate(chain, start=1) if link.by_itself and not link.exercised), None)
    return chain[:first]


def _order(row: DateRow) -> tuple[bool, date, str, int]:
    acting = row.link.acting_decision.value if row.link is not None and row.is_open else row.ends_date
    return not row.is_open, acting, row.contract.id, row.link.option.sequence if row.link else 0


def date_table(portfolio: Portfolio, rows: list[DateRow]) -> Table[DateRow]:
    """The table of these rows."""
    return Table(columns=COLUMNS, rows=rows, currency=portfolio.currency)
