"""What a plan costs by term, and the other figures people compare plans by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from types import MappingProxyType

from planner.domain.contracts import Contract
from planner.domain.migrations import Group, Migration
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.plan.entries import Plan
from planner.plan.schedule import ContractCover, Schedule, schedule_of


def terms(portfolio: Portfolio, plan: Plan) -> dict[Term, int]:
    """The cost of a plan by term, in whole pounds; every term is present, in the order of `Term`."""
    return terms_of_schedule(portfolio, schedule_of(portfolio, plan))


def terms_of_schedule(portfolio: Portfolio, schedule: Schedule) -> dict[Term, int]:
    """As `terms`, for a plan already laid on the calendar."""
    with_route = [cover for cover in schedule.contracts.values() if not cover.no_route]
    stranded = [cover for cover in schedule.contracts.values() if cover.no_route]
    return {
        Term.EXPOSURE: sum(exposure_pounds(portfolio, cover) for cover in with_route),
        Term.EXTENSIONS: sum(cover.extension_pounds for cover in with_route),
        Term.MODES: sum(scheduled.mode.extra_pounds for scheduled in schedule.migrations.values()),
        Term.BRIDGES: sum(bridge_pounds(group, schedule) for group in portfolio.groups),
        Term.DELAY: sum(
            delay_pounds(portfolio, scheduled.migration, scheduled.cutover_day)
            for scheduled in schedule.migrations.values()
        ),
        Term.NO_ROUTE: sum(exposure_pounds(portfolio, cover) + cover.extension_pounds for cover in stranded),
    }


def objective_pounds(portfolio: Portfolio, plan: Plan) -> int:
    """The sum of all terms: what a solve minimises under the priority `price`."""
    return sum(terms(portfolio, plan).values())


def exposure_price(portfolio: Portfolio, contract: Contract) -> int:
    """Pounds for one uncovered day: the contract's own price, else that of policy for its criticality."""
    if contract.exposure_pounds_per_day is not None:
        return contract.exposure_pounds_per_day
    return portfolio.policy.exposure_pounds_per_day(contract.criticality)


def exposure_pounds(portfolio: Portfolio, cover: ContractCover) -> int:
    """Price of the uncovered days of one contract."""
    return cover.uncovered_days * exposure_price(portfolio, cover.contract)


def delay_pounds(portfolio: Portfolio, migration: Migration, cutover_day: int) -> int:
    """Benefit lost after the due date (the status date where none is stated) and running cost until the cutover."""
    due_day = portfolio.day_of(migration.due_date) if migration.due_date is not None else 0
    lost = migration.benefit_pounds_per_day * max(0, cutover_day - due_day)
    return lost + migration.running_pounds_per_day * max(0, cutover_day)


def cutover_spread_days(group: Group, schedule: Schedule) -> int:
    """Days between the first and the last cutover of the planned members of a group; 0 with fewer than two."""
    days = [schedule.migrations[member].cutover_day for member in group.migrations if member in schedule.migrations]
    return max(days) - min(days) if days else 0


def bridge_pounds(group: Group, schedule: Schedule) -> int:
    """Price of splitting a group; 0 for a group that may not be split (the judge reports a split)."""
    return (group.bridge_pounds_per_day or 0) * cutover_spread_days(group, schedule)


def uncovered_days(schedule: Schedule) -> int:
    """Uncovered days of all contracts that have a way off."""
    return sum(cover.uncovered_days for cover in schedule.contracts.values() if not cover.no_route)


def idle_cover_days(schedule: Schedule) -> int:
    """Days of cover nobody needs that options used bring; idle days before an expiry cost nothing extra."""
    return sum(idle_days_bought(cover) for cover in schedule.contracts.values())


def idle_days_bought(cover: ContractCover) -> int:
    """Idle days of one contract that lie within the options used, at most the days they add."""
    if not cover.used:
        return 0
    added = cover.covered_until_day - cover.expiry_day
    return min(cover.idle_days, added)


def last_cutover_day(schedule: Schedule) -> int:
    """The latest cutover day; 0 where nothing moves."""
    return max((scheduled.cutover_day for scheduled in schedule.migrations.values()), default=0)


def sum_of_cutover_days(schedule: Schedule) -> int:
    """The tie-break between plans of equal cost."""
    return sum(scheduled.cutover_day for scheduled in schedule.migrations.values())


def extension_count(schedule: Schedule) -> int:
    """Options used, those already exercised included."""
    return sum(len(cover.used) for cover in schedule.contracts.values())


def exposed_contract_count(schedule: Schedule) -> int:
    """Contracts with a way off that keep uncovered days."""
    return sum(cover.uncovered_days > 0 and not cover.no_route for cover in schedule.contracts.values())


MEASURES: Mapping[str, Callable[[Schedule], int]] = MappingProxyType(
    {
        "uncovered days": uncovered_days,
        "idle cover days": idle_cover_days,
        "last cutover day": last_cutover_day,
        "extensions used": extension_count,
        "contracts exposed": exposed_contract_count,
        "sum of cutover days": sum_of_cutover_days,
    }
)
"""Figures beside the terms, by name; day numbers count from the status date."""


def measures(portfolio: Portfolio, plan: Plan) -> dict[str, int]:
    """Every measure of `MEASURES` for a plan."""
    schedule = schedule_of(portfolio, plan)
    return {name: measure(schedule) for name, measure in MEASURES.items()}


def extension_pounds_by_financial_year(portfolio: Portfolio, schedule: Schedule) -> dict[int, int]:
    """What budgets count: the full price of every option used, by the calendar year a financial year begins in.

    An option that ends early counts in full: the budget holder commits to the whole of it.
    """
    pounds: dict[int, int] = defaultdict(int)
    for cover in schedule.contracts.values():
        for link in cover.used:
            for year, share in link.pounds_by_financial_year(portfolio.financial_year_start_month).items():
                pounds[year] += share
    return dict(sorted(pounds.items()))
