"""Levers that need no search: a right of so many months, and days less of notice or approval."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planner.domain.calendar import ONE_DAY, end_of_months
from planner.domain.chains.link import Obstacle
from planner.explain.levers.question import Question
from planner.explain.reference_day import UNCOVERED

MOST_MONTHS = 120
"""As long as any right that is looked at."""


@dataclass(frozen=True, kw_only=True)
class RightOfMonths:
    """A right of so many months that would cover the need of the plan, and of the soonest plan of all.

    `months`: the fewest that cover the contract as planned. `least_months`: the fewest with which any plan could have it
    covered; None where that is not asked. `until_date`: its last day in force.
    """

    contract: str
    months: int
    until_date: date
    least_months: int | None


@dataclass(frozen=True, kw_only=True)
class EarlierDecision:
    """An option past its last day, and how many days less of notice or approval would bring it back today.

    `days_short`: so many days less; one less does not bring it back.
    """

    option: str
    last_date: date
    days_short: int
    until_date: date


def right_of_months(question: Question, alone_day: int | None) -> RightOfMonths | None:
    """The shortest right that covers all days without cover; None where there are none, or nobody can leave it."""
    cover = question.case.schedule.contracts[question.contract]
    if cover.no_route or question.case.facts[question.contract].flag not in UNCOVERED:
        return None
    begins = question.case.portfolio.date_of(question.by_day)
    months = _months(begins, question.case.portfolio.date_of(cover.needed_until_day - 1))
    if months is None:
        return None
    alone = None if alone_day is None else question.case.portfolio.date_of(max(question.by_day, alone_day - 1))
    return RightOfMonths(
        contract=question.contract,
        months=months,
        until_date=end_of_months(begins, months),
        least_months=None if alone is None else _months(begins, alone),
    )


def _months(begins: date, until: date) -> int | None:
    return next((months for months in range(1, MOST_MONTHS + 1) if end_of_months(begins, months) >= until), None)


def earlier_decisions(question: Question) -> Iterator[EarlierDecision]:
    """The rights of the contract that only came too late, and would keep it covered for longer."""
    portfolio = question.case.portfolio
    for link in question.case.schedule.contracts[question.contract].chain:
        if link.obstacle is Obstacle.TOO_LATE and not link.by_itself:
            last = link.decision.value
            yield EarlierDecision(
                option=link.option.id,
                last_date=last,
                days_short=(portfolio.status_date - last) // ONE_DAY,
                until_date=link.end.value,
            )
