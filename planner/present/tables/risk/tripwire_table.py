"""The rule of every open option, one row an option."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from planner.domain.portfolio import Portfolio
from planner.present.tables.column import Column, Kind
from planner.present.tables.rules.family_column import family_column
from planner.present.tables.table import Table
from planner.risk.assumptions import still_in
from planner.risk.tripwires.records import Tripwire, Tripwires
from planner.risk.tripwires.rules import LEVEL_NAMES
from planner.risk.tripwires.rules import Kind as RuleKind


def tripwire_table(portfolio: Portfolio, found: Tripwires) -> Table[Tripwire]:
    """One row an option, by acting day."""
    return Table(
        columns=_columns(portfolio, found), rows=found.options, currency=portfolio.currency, marking=portfolio.marking
    )


def _columns(portfolio: Portfolio, found: Tripwires) -> tuple[Column[Tripwire], ...]:
    def on(day: Callable[[Tripwire], int]) -> Callable[[Tripwire], date]:
        return lambda row: portfolio.date_of(day(row))

    def if_dated(value: Callable[[Tripwire], object]) -> Callable[[Tripwire], object]:
        return lambda row: value(row) if row.rule.kind is RuleKind.DATE else None

    still = still_in(portfolio, found.assumptions.uncertainty(portfolio)).count
    return (
        Column("option", "Option", Kind.NAME),
        Column("contract", "Contract", Kind.NAME, shown=False),
        Column("who_decides", "Who decides", spare=True),
        Column("acting_date", "Act by", Kind.DATE, of=on(lambda row: row.acting_day), assumed=lambda row: row.assumed),
        Column(
            "last_date",
            "Last day",
            Kind.DATE,
            of=on(lambda row: row.last_day),
            shown=False,
            assumed=lambda row: row.assumed,
        ),
        Column("assumed", "Assumed", shown=False),
        Column("rule", "Rule", Kind.NAME, of=lambda row: row.rule.kind.value),
        Column("level", "Level", Kind.NAME, of=if_dated(lambda row: LEVEL_NAMES[row.rule.level])),
        Column("threshold_date", "Unless off by", Kind.DATE, of=if_dated(on(lambda row: row.rule.threshold))),
        Column("flat_from_date", "From", Kind.DATE, of=if_dated(on(lambda row: row.rule.flat_from)), shown=False),
        Column("flat_until_date", "Until", Kind.DATE, of=if_dated(on(lambda row: row.rule.flat_until)), shown=False),
        Column("asked_probability", "Asked", Kind.WHOLE_SHARE, of=lambda row: row.asked.value, shown=False),
        Column("wanted_probability", "Needed", Kind.WHOLE_SHARE, of=lambda row: row.wanted.value),
        Column("exercised_probability", "Exercised", Kind.SHARE, of=lambda row: row.exercised.value, shown=False),
        Column("agreement_probability", "Agrees", Kind.SHARE, of=lambda row: row.agreement, shown=False),
        Column("bridge_if_refused_date", "Bridge if refused", Kind.DATE, of=_bridge_day(portfolio), shown=False),
        Column("price_pounds", "Price", Kind.MONEY),
        Column("mean_price_pounds", "Paid on average", Kind.MONEY, of=_mean_price, shown=False),
        Column(
            "price_ceiling_today_pounds",
            "Worth today at most",
            Kind.MONEY,
            of=lambda row: round(row.price_ceiling_today_pounds),
            spare=True,
        ),
        Column("price_ceiling_on_the_day_pounds", "On the day at most", Kind.MONEY, of=_day_ceiling, shown=False),
        Column(
            "right_worth_pounds", "Cost of missing it", Kind.MONEY, of=lambda row: max(0, round(row.right_worth.value))
        ),
        Column("waiting_worth_pounds", "Waiting saves", Kind.MONEY, of=_waiting),
        Column("waiting_worth_plus_minus", "±", Kind.MONEY, of=lambda row: round(row.waiting.half_width)),
        Column("uncovered_probability", "Uncovered", Kind.WHOLE_SHARE, of=lambda row: row.uncovered.value),
        Column("uncovered_plus_minus", "±", Kind.SHARE, of=lambda row: row.uncovered.half_width, shown=False),
        Column(
            "tolerance_state", "Tolerance", Kind.NAME, of=lambda row: found.tolerance_state(row.contract), sparse=True
        ),
        Column("today_reading", "Today it says", Kind.NAME, of=lambda row: row.today.value, spare=True),
        Column("tied", "Tied to others", Kind.NAME, shown=False),
        Column("bundle_with", "In a bundle with", of=lambda row: ", ".join(row.bundle) or None, shown=False),
        Column("unserved_probability", "Asked, not had", Kind.WHOLE_SHARE, of=_unserved, sparse=True),
        Column("held_still", "Held still", Kind.NUMBER, of=lambda row: still, shown=False),
        family_column(found.family),
    )


def _bridge_day(portfolio: Portfolio) -> Callable[[Tripwire], date | None]:
    def of(row: Tripwire) -> date | None:
        return None if row.bridge_if_refused_day is None else portfolio.date_of(row.bridge_if_refused_day)

    return of


def _mean_price(row: Tripwire) -> int | None:
    return None if row.mean_price_pounds is None else round(row.mean_price_pounds)


def _day_ceiling(row: Tripwire) -> int | None:
    ceiling = row.price_ceiling_on_the_day_pounds
    return None if ceiling is None else round(ceiling)


def _unserved(row: Tripwire) -> float | None:
    """How probable it is that a limit is used up; None where no limit ties it."""
    return None if row.unserved is None else row.unserved.value


def _waiting(row: Tripwire) -> int | None:
    """What waiting saves; None where it saves nothing that the draws can show."""
    return round(row.waiting.value) if row.waiting.low > 0 else None
