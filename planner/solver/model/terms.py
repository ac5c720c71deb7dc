"""What each cost term consists of: the one place in the solver that knows.

A term is a sum of prices of a few shapes. Everything else follows from the shapes: the expression in the exact model
(`objective`), the cost of a candidate, the cost curves of bound and search, the weights of trade-offs.

- a price of a mode, whatever its day (`ModePrice`);
- a price for each day that the start, cutover or finish of a migration lies after some day (`DayPrice`);
- a price for each day that a contract is needed after some day (`NeedPrice`);
- a price for each day between the first and the last cutover of a group (`SpreadPrice`);
- exposure and extensions, which depend on the options chosen as well (`cover`).

Prices are whole pounds and never negative, so no cost falls when a migration or a need moves to a later day: the bound
rests on it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.domain.contracts import Contract
from planner.domain.migrations import Anchor, Group, Migration, Mode
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term


@dataclass(frozen=True)
class ModePrice:
    """`pounds(portfolio, migration, mode)` where the migration runs in the mode."""

    term: Term
    pounds: Callable[[Portfolio, Migration, Mode], int]


@dataclass(frozen=True)
class DayPrice:
    """`pounds_per_day(…)` for each day that the anchor lies after `from_day(…)`, whatever the mode."""

    term: Term
    anchor: Anchor
    pounds_per_day: Callable[[Portfolio, Migration], int]
    from_day: Callable[[Portfolio, Migration], int]


@dataclass(frozen=True)
class NeedPrice:
    """`pounds_per_day(…)` for each day that the contract is needed after `from_day(…)`, covered or not.

    The pounds of a contract that nobody can leave go to the term `no route`.
    """

    term: Term
    pounds_per_day: Callable[[Portfolio, Contract], int]
    from_day: Callable[[Portfolio, Contract], int]


@dataclass(frozen=True)
class SpreadPrice:
    """`pounds_per_day(group)` for each day between the first and the last cutover; only of groups that may be split."""

    term: Term
    pounds_per_day: Callable[[Group], int]


@dataclass(frozen=True, kw_only=True)
class TermPrices:
    """All prices there are; exposure and extensions stand in `cover`."""

    modes: tuple[ModePrice, ...] = ()
    days: tuple[DayPrice, ...] = ()
    needs: tuple[NeedPrice, ...] = ()
    spreads: tuple[SpreadPrice, ...] = ()


def _status_day(portfolio: Portfolio, migration: Migration) -> int:
    return 0


def _due_day(portfolio: Portfolio, migration: Migration) -> int:
    """The due date, else the status date."""
    return 0 if migration.due_date is None else portfolio.day_of(migration.due_date)


TERM_PRICES = TermPrices(
    modes=(ModePrice(Term.MODES, lambda portfolio, migration, mode: mode.extra_pounds),),
    days=(
        DayPrice(Term.DELAY, Anchor.CUTOVER, lambda portfolio, m: m.benefit_pounds_per_day, _due_day),
        DayPrice(Term.DELAY, Anchor.CUTOVER, lambda portfolio, m: m.running_pounds_per_day, _status_day),
    ),
    spreads=(SpreadPrice(Term.BRIDGES, lambda group: group.bridge_pounds_per_day or 0),),
)
