"""What couples the extensions of different contracts: budgets by financial year and the negotiation limit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.domain.calendar import financial_year_label
from planner.domain.rules import Rule
from planner.domain.wording import day_count
from planner.plan.breaches.breach import Breach, show_day
from planner.plan.breaches.overload import Load, overloads
from planner.plan.measures import extension_pounds_by_financial_year

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


def budget(case: PlanCase) -> Iterator[Breach]:
    """Financial years in which the extensions used, those already exercised included, cost more than the budget."""
    limits: dict[int, int] = {}
    for item in case.portfolio.budgets:
        limits[item.financial_year] = min(item.pounds, limits.get(item.financial_year, item.pounds))
    spent = extension_pounds_by_financial_year(case.portfolio, case.schedule)
    for year, limit in sorted(limits.items()):
        excess = spent.get(year, 0) - limit
        if excess > 0:
            label = financial_year_label(year, case.portfolio.financial_year_start_month)
            message = f"extensions cost {spent[year]:,} in {label}, {excess:,} above the budget of {limit:,}"
            yield Breach(rule=Rule.BUDGET, subjects=(label,), day=None, amount=excess, message=message)


def negotiations(case: PlanCase) -> Iterator[Breach]:
    """Longest periods in which more negotiations run than the limit; what is exercised, or comes by itself, is not."""
    limit = case.portfolio.policy.negotiation_limit
    if limit is None:
        return
    for found in overloads(_negotiations(case), limit, {}):
        message = (
            f"{found.peak_load} extension negotiations run on {show_day(case, found.peak_day)} where {limit} can "
            f"(above the limit for {day_count(found.until_day - found.from_day)} from {show_day(case, found.from_day)})"
        )
        yield Breach(
            rule=Rule.NEGOTIATIONS, subjects=found.subjects, day=found.from_day, amount=found.excess, message=message
        )


def _negotiations(case: PlanCase) -> Iterator[Load]:
    for cover in case.schedule.contracts.values():
        for link in cover.used:
            if link.is_negotiated:
                begins = case.portfolio.day_of(link.decision.value)
                ends = case.portfolio.day_of(link.notice.value) + 1
                yield Load(link.option.id, begins, ends, 1)
