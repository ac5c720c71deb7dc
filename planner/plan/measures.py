"""Figures beside the pounds that people compare plans by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from types import MappingProxyType

from planner.domain.portfolio import Portfolio
from planner.plan.schedule import ContractCover, Schedule


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


def extension_pounds_by_financial_year(portfolio: Portfolio, schedule: Schedule) -> dict[int, int]:
    """What budgets count: the full price of every option used, by the calendar year a financial year begins in.

    An option that ends early counts in full: the budget holder commits to the whole of it. A contract that rolls on counts
    with the days it does.
    """
    pounds: dict[int, int] = defaultdict(int)
    for cover in schedule.contracts.values():
        for paid in cover.paid:
            for year, share in paid.link.pounds_by_financial_year(portfolio.financial_year_start_month).items():
                pounds[year] += paid.pounds if paid.link.paid_by_day else share
    return dict(sorted(pounds.items()))
