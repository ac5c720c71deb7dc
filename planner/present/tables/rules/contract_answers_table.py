"""What each contract costs by every way to decide about its options: one row a contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planner.domain.portfolio import Portfolio
from planner.present.tables.column import Column, Kind
from planner.present.tables.rules.family_column import family_column
from planner.present.tables.table import Table
from planner.risk.intervals import Estimate
from planner.risk.rules_followed.contracts import ContractAnswer, ContractAnswers
from planner.risk.tripwires.records import Tripwires

Figure = Callable[[ContractAnswers], Estimate | None]
WAYS = {
    "extend_nothing": "Extend nothing",
    "extend_everything": "Extend all",
    "commit_now": "Decided today",
    "tripwires": "With the rules",
}
"""The ways of which it is known what stays uncovered; with everything known there are only pounds."""


def contract_answers_table(portfolio: Portfolio, found: Tripwires) -> Table[ContractAnswers]:
    """One row a contract; people see the pounds, and how often it is uncovered with the rules."""
    return Table(
        columns=(*_columns(), family_column(found.family)),
        rows=found.contracts,
        currency=portfolio.currency,
        marking=portfolio.marking,
    )


def _columns() -> Iterator[Column[ContractAnswers]]:
    yield Column("contract", "Contract", Kind.NAME)
    yield Column("open_options", "Open", Kind.NUMBER)
    yield Column("commit_now_options", "Asked today", Kind.NUMBER)
    for name, title in WAYS.items():
        yield from _way(name, title)
    yield from _pounds("clairvoyant", "All known", lambda row: row.clairvoyant)
    yield from _pounds("waiting_worth", "Waiting saves", lambda row: row.waiting, error=True)
    yield from _pounds("information_worth", "Knowing all saves", lambda row: row.information)
    yield Column("tied", "Tied to others", Kind.NAME, shown=False)


def _way(name: str, title: str) -> Iterator[Column[ContractAnswers]]:
    def of(row: ContractAnswers) -> ContractAnswer:
        found: ContractAnswer = getattr(row, name)
        return found

    followed = name == "tripwires"
    yield from _pounds(name, title, lambda row: of(row).pounds)
    yield Column(
        f"{name}_uncovered_probability",
        "Uncovered",
        Kind.WHOLE_SHARE,
        of=lambda row: of(row).uncovered.value,
        shown=followed,
    )
    yield Column(
        f"{name}_uncovered_plus_minus",
        "±",
        Kind.SHARE,
        of=lambda row: of(row).uncovered.half_width,
        shown=False,
    )
    yield Column(
        f"{name}_uncovered_days_mean",
        "Uncovered days",
        Kind.NUMBER,
        of=lambda row: of(row).uncovered_days.value,
        shown=False,
    )


def _pounds(name: str, title: str, figure: Figure, *, error: bool = False) -> Iterator[Column[ContractAnswers]]:
    """A figure and half of its interval; people see the latter where `error` says so."""

    def whole(value: Callable[[Estimate], float]) -> Callable[[ContractAnswers], int | None]:
        return lambda row: None if (found := figure(row)) is None else round(value(found))

    yield Column(f"{name}_pounds", title, Kind.MONEY, of=whole(lambda found: found.value))
    yield Column(f"{name}_plus_minus", "±", Kind.MONEY, of=whole(lambda found: found.half_width), shown=error)
