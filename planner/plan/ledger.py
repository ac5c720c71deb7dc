"""The ledger of a plan: every pound it costs, as charges; every total anywhere is a sum over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from planner.domain.calendar import financial_year
from planner.domain.contracts import Contract
from planner.domain.migrations import Group
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.plan.schedule import ContractCover, Schedule, ScheduledMigration, cutover_days


@dataclass(frozen=True, kw_only=True)
class Charge:
    """Pounds of one term that arise at one record, on the days `[from_day, until_day)`.

    `record` is the id of a contract, a migration or a group. `option` is the extension option that is paid; None for all
    other pounds. `pounds` is never 0: what costs nothing has no charge. The days are those the pounds arise from: uncovered
    days, days an option is paid for, days of delay or of a bridge. A fee and the cost of a mode fall on their first day.
    """

    term: Term
    record: str
    pounds: int
    from_day: int
    until_day: int
    option: str | None = None


def charges_of(portfolio: Portfolio, schedule: Schedule) -> tuple[Charge, ...]:
    """Every charge of a plan: contracts, then migrations, then groups, each in the order of the portfolio."""
    return tuple(charge for charge in _all_charges(portfolio, schedule) if charge.pounds)


def terms_of(charges: Iterable[Charge]) -> dict[Term, int]:
    """Pounds by term; every term is present, in the order of `Term`."""
    pounds = dict.fromkeys(Term, 0)
    for charge in charges:
        pounds[charge.term] += charge.pounds
    return pounds


def pounds_of(charges: Iterable[Charge]) -> int:
    """The sum of all charges."""
    return sum(charge.pounds for charge in charges)


def exposure_price(portfolio: Portfolio, contract: Contract) -> int:
    """Pounds for one uncovered day: the contract's own price, else that of policy for its criticality."""
    if contract.exposure_pounds_per_day is not None:
        return contract.exposure_pounds_per_day
    return portfolio.policy.exposure_pounds_per_day(contract.criticality)


def pounds_by_year(portfolio: Portfolio, charges: Iterable[Charge]) -> Mapping[int, Mapping[Term, int]]:
    """Pounds by financial year (the calendar year it begins in) and term; years without any are left out.

    A charge is spread over its days, rounded cumulatively, so that the years add up to the terms exactly.
    """
    pounds: dict[int, dict[Term, int]] = defaultdict(lambda: dict.fromkeys(Term, 0))
    start = portfolio.financial_year_start_month
    for charge in charges:
        for day, share in spread_by_period(portfolio, charge, lambda day: _year_end(day, start)):
            pounds[financial_year(day, start)][charge.term] += share
    return {year: pounds[year] for year in sorted(pounds) if any(pounds[year].values())}


def _all_charges(portfolio: Portfolio, schedule: Schedule) -> Iterator[Charge]:
    for cover in schedule.contracts.values():
        yield from contract_charges(portfolio, cover)
    for scheduled in schedule.migrations.values():
        yield _mode(scheduled)
        yield from _delay(portfolio, scheduled)
    for group in portfolio.groups:
        yield from _bridge(group, schedule)


def contract_charges(portfolio: Portfolio, cover: ContractCover) -> Iterator[Charge]:
    """The exposure of a contract and its options, charges of nothing included."""
    yield _exposure(portfolio, cover)
    yield from _extensions(cover)


def _exposure(portfolio: Portfolio, cover: ContractCover) -> Charge:
    return Charge(
        term=Term.NO_ROUTE if cover.no_route else Term.EXPOSURE,
        record=cover.contract.id,
        pounds=cover.uncovered_days * exposure_price(portfolio, cover.contract),
        from_day=cover.covered_until_day,
        until_day=max(cover.covered_until_day, cover.needed_until_day),
    )


def _extensions(cover: ContractCover) -> Iterator[Charge]:
    """The fee of each option used on the day it begins, and the rest of its price on the days that are paid for."""
    term = Term.NO_ROUTE if cover.no_route else Term.EXTENSIONS
    for paid in cover.paid:
        option, fee, begins = paid.link.option, paid.link.option.fee_pounds, paid.from_day
        for pounds, until_day in ((fee, begins + 1), (paid.pounds - fee, paid.until_day)):
            yield Charge(
                term=term,
                record=cover.contract.id,
                pounds=pounds,
                from_day=begins,
                until_day=until_day,
                option=option.id,
            )


def _mode(scheduled: ScheduledMigration) -> Charge:
    return Charge(
        term=Term.MODES,
        record=scheduled.migration.id,
        pounds=scheduled.mode.extra_pounds,
        from_day=scheduled.start_day,
        until_day=scheduled.start_day + 1,
    )


def _delay(portfolio: Portfolio, scheduled: ScheduledMigration) -> Iterator[Charge]:
    """Benefit lost after the due date (the status date where none is stated) and running cost until the cutover."""
    migration, cutover = scheduled.migration, scheduled.cutover_day
    due = portfolio.day_of(migration.due_date) if migration.due_date is not None else 0
    for since, price in ((due, migration.benefit_pounds_per_day), (0, migration.running_pounds_per_day)):
        until = max(since, cutover)
        yield Charge(
            term=Term.DELAY, record=migration.id, pounds=(until - since) * price, from_day=since, until_day=until
        )


def _bridge(group: Group, schedule: Schedule) -> Iterator[Charge]:
    """The price of splitting a group; none for a group that may not be split (the judge reports a split)."""
    days = cutover_days(group, schedule)
    if days:
        pounds = (group.bridge_pounds_per_day or 0) * (max(days) - min(days))
        yield Charge(term=Term.BRIDGES, record=group.id, pounds=pounds, from_day=min(days), until_day=max(days))


def _year_end(day: date, start_month: int) -> date:
    return date(financial_year(day, start_month) + 1, start_month, 1)


def spread_by_period(
    portfolio: Portfolio, charge: Charge, period_end: Callable[[date], date]
) -> Iterator[tuple[date, int]]:
    """A day of each period that a charge touches, with its pounds in that period; they add up to the charge exactly.

    `period_end` gives the first day after the period that a day lies in.
    """
    length, charged, day = charge.until_day - charge.from_day, 0, charge.from_day
    while day < charge.until_day:
        first = portfolio.date_of(day)
        day = min(charge.until_day, portfolio.day_of(period_end(first)))
        total = charge.pounds * (day - charge.from_day) // length
        yield first, total - charged
        charged = total
