"""What ties options together, one row for each bundle and each limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planner.domain.portfolio import Portfolio
from planner.present.tables.column import Column, Kind
from planner.present.tables.risk.tied_words import limit_words
from planner.present.tables.rules.family_column import family_column
from planner.present.tables.table import Table
from planner.risk.intervals import Estimate
from planner.risk.tripwires.records import Tied, TiedLimit, Tripwires


@dataclass(frozen=True)
class TieRow:
    """A bundle, or a limit, with everything it is tied up with."""

    tied: Tied
    options: tuple[str, ...]
    limit: TiedLimit | None


def tied_table(portfolio: Portfolio, found: Tripwires) -> Table[TieRow]:
    """One row a bundle or limit; the pounds are those of all contracts that are tied together."""
    return Table(
        columns=(*_columns(portfolio), family_column(found.family)),
        rows=tuple(_rows(found)),
        currency=portfolio.currency,
        marking=portfolio.marking,
    )


def _rows(found: Tripwires) -> Iterator[TieRow]:
    for tied in found.couplings:
        yield from (TieRow(tied, bundle, None) for bundle in tied.bundles)
        yield from (TieRow(tied, limit.options, limit) for limit in tied.limits)


def _columns(portfolio: Portfolio) -> tuple[Column[TieRow], ...]:
    return (
        Column("tie", "Tied by", of=lambda row: "bundle" if row.limit is None else limit_words(portfolio, row.limit)),
        Column("options", "Options", of=lambda row: ", ".join(row.options)),
        Column("served_order", "Served in this order", of=lambda row: ", ".join(_served(row)), shown=False),
        Column("short_probability", "Used up", Kind.SHARE, of=lambda row: row.limit and row.limit.short.value),
        Column("short_plus_minus", "±", Kind.SHARE, of=lambda row: row.limit and row.limit.short.half_width),
        Column(
            "short_alone_probability",
            "Else",
            Kind.SHARE,
            of=lambda row: row.limit and row.limit.short_alone,
            shown=False,
        ),
        Column("fitted_again", "Fitted again", Kind.NAME, of=lambda row: row.tied.refitted, shown=False),
        Column("contracts", "Contracts", of=lambda row: ", ".join(row.tied.contracts), shown=False),
        Column("commit_now_pounds", "Decided today", Kind.MONEY, of=_pounds(lambda tied: tied.commit_now)),
        Column("tripwires_pounds", "With the rules", Kind.MONEY, of=_pounds(lambda tied: tied.tripwires)),
        Column("clairvoyant_pounds", "All known", Kind.MONEY, of=_pounds(lambda tied: tied.clairvoyant)),
        Column("limit_worth_pounds", "Limits cost", Kind.MONEY, of=_pounds(lambda tied: tied.limit_worth)),
        Column("limit_worth_plus_minus", "±", Kind.MONEY, of=_half(lambda tied: tied.limit_worth)),
    )


def _served(row: TieRow) -> list[str]:
    return [option for option in row.tied.served if option in row.options]


def _pounds(figure: Callable[[Tied], Estimate | None]) -> Callable[[TieRow], int | None]:
    return lambda row: None if (found := figure(row.tied)) is None else round(found.value)


def _half(figure: Callable[[Tied], Estimate | None]) -> Callable[[TieRow], int | None]:
    return lambda row: None if (found := figure(row.tied)) is None else round(found.half_width)
