"""What a plan costs in each financial year, by term: the same pounds as the terms, laid on the calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from planner.domain.calendar import financial_year
from planner.domain.option_chain import ChainLink
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.plan.entries import Plan
from planner.plan.measures import exposure_price
from planner.plan.schedule import ContractCover, ScheduledMigration, schedule_of

Share = tuple[Term, int, int]
"""Term, financial year (the calendar year it begins in), pounds."""
Days = tuple[int, int]
"""Days `[from, until)`."""


def pounds_by_year(portfolio: Portfolio, plan: Plan) -> Mapping[int, Mapping[Term, int]]:
    """Pounds by financial year and term; summed over the years they are exactly the terms of the plan.

    Years without any are left out.
    Exposure, delay and bridges fall on the days they arise from; an option's fee in the year it begins and the rest on
    the days paid for; the cost of a mode in the year the migration starts.
    """
    schedule = schedule_of(portfolio, plan)
    pounds: dict[int, dict[Term, int]] = defaultdict(lambda: dict.fromkeys(Term, 0))
    for cover in schedule.contracts.values():
        for term, year, share in _cover_shares(portfolio, cover):
            pounds[year][term] += share
    for scheduled in schedule.migrations.values():
        for term, year, share in _migration_shares(portfolio, scheduled):
            pounds[year][term] += share
    for group in portfolio.groups:
        members = [schedule.migrations[id].cutover_day for id in group.migrations if id in schedule.migrations]
        if members:
            for year, days in _years(portfolio, (min(members), max(members))):
                pounds[year][Term.BRIDGES] += days * (group.bridge_pounds_per_day or 0)
    return {year: pounds[year] for year in sorted(pounds) if any(pounds[year].values())}


def _cover_shares(portfolio: Portfolio, cover: ContractCover) -> Iterator[Share]:
    exposure, extensions = (Term.NO_ROUTE, Term.NO_ROUTE) if cover.no_route else (Term.EXPOSURE, Term.EXTENSIONS)
    price = exposure_price(portfolio, cover.contract)
    for year, days in _years(portfolio, (cover.covered_until_day, cover.needed_until_day)):
        yield exposure, year, days * price
    for link in cover.used:
        for year, pounds in _option_shares(portfolio, cover, link):
            yield extensions, year, pounds


def _option_shares(portfolio: Portfolio, cover: ContractCover, link: ChainLink) -> Iterator[tuple[int, int]]:
    """The fee in the first year, the rest by the days paid for, rounded so that it adds up."""
    begins = portfolio.day_of(link.extends_end_date) + 1
    is_last = link is cover.used[-1]
    needed = cover.needed_until_day - begins
    days = link.days_paid(needed) if is_last else link.length_days
    price = link.price_pounds(needed) if is_last else link.full_price_pounds
    yield _year_of(portfolio, begins), link.option.fee_pounds
    elapsed, charged, rest = 0, 0, price - link.option.fee_pounds
    for year, in_year in _years(portfolio, (begins, begins + days)):
        elapsed += in_year
        total = rest * elapsed // days
        yield year, total - charged
        charged = total


def _migration_shares(portfolio: Portfolio, scheduled: ScheduledMigration) -> Iterator[Share]:
    migration = scheduled.migration
    due = portfolio.day_of(migration.due_date) if migration.due_date is not None else 0
    for year, days in _years(portfolio, (due, scheduled.cutover_day)):
        yield Term.DELAY, year, days * migration.benefit_pounds_per_day
    for year, days in _years(portfolio, (0, scheduled.cutover_day)):
        yield Term.DELAY, year, days * migration.running_pounds_per_day
    yield Term.MODES, _year_of(portfolio, scheduled.start_day), scheduled.mode.extra_pounds


def _years(portfolio: Portfolio, days: Days) -> Iterator[tuple[int, int]]:
    """The financial years of a period and how many of its days lie in each; nothing for an empty period."""
    day, until = days
    while day < until:
        year = _year_of(portfolio, day)
        next_year = portfolio.day_of(date(year + 1, portfolio.financial_year_start_month, 1))
        yield year, min(until, next_year) - day
        day = next_year


def _year_of(portfolio: Portfolio, day: int) -> int:
    return financial_year(portfolio.date_of(day), portfolio.financial_year_start_month)
