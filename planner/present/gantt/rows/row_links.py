"""Which rows wait for which others, and from which day to which day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.domain.migrations import Precedence
from planner.domain.portfolio import Portfolio
from planner.plan.milestone_days import Ends, tied_end_day
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import Schedule
from planner.present.gantt.model import Link
from planner.present.wording import counted


def links_of(case: PlanCase) -> tuple[Link, ...]:
    """Every precedence between planned rows, and every contract that a planned migration releases.

    A precedence whose predecessor or successor is not planned has no link.
    """
    return (*_precedences(case.portfolio, case.ends), *_releases(case.schedule))


def _precedences(portfolio: Portfolio, ends: Mapping[str, Ends]) -> Iterator[Link]:
    for precedence in portfolio.precedences:
        first, then = ends.get(precedence.predecessor), ends.get(precedence.successor)
        if first is not None and then is not None:
            yield Link(
                predecessor=precedence.predecessor,
                successor=precedence.successor,
                from_day=first.day(precedence.kind.leaves),
                to_day=tied_end_day(precedence, then),
                words=_words(precedence),
            )


def _words(precedence: Precedence) -> str:
    """For instance `FS, 30 days later: onboarding pack`."""
    lag = precedence.lag_days
    later = f", {counted(abs(lag), 'day')} {'later' if lag > 0 else 'earlier'}" if lag else ""
    return f"{precedence.kind.value}{later}" + (f": {precedence.explanation}" if precedence.explanation else "")


def _releases(schedule: Schedule) -> Iterator[Link]:
    for id, scheduled in schedule.migrations.items():
        for contract in scheduled.migration.releases:
            if contract in schedule.contracts:
                yield Link(
                    predecessor=id,
                    successor=contract,
                    from_day=scheduled.cutover_day,
                    to_day=scheduled.legacy_until_day,
                    words="releases the contract",
                    releases=True,
                )
