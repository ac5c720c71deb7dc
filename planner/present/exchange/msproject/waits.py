"""The precedences that links are made of: those of the portfolio that the plan keeps, and some through milestones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from planner.domain.migrations import Precedence, PrecedenceKind
from planner.plan.milestone_days import tied_end_day
from planner.plan.plan_case import PlanCase


def waits(case: PlanCase) -> Iterator[Precedence]:
    """Between what is in the plan. What a plan breaks would move its dates, and is left out.

    A milestone on a closed day stands on a calendar of every day, which would count a lag in other days. So it gets no link
    with a lag, and what waits for it waits for its predecessors too.
    """
    stays: dict[str, list[Precedence]] = defaultdict(list)
    kept = [item for item in case.portfolio.precedences if _known(case, item) and not _broken(case, item)]
    for item in kept:
        if _stays(case, item):
            stays[item.successor].append(item)
    for item in kept:
        if item.successor in case.schedule.migrations or _moves(case, item):
            yield item
            yield from (through for through in _through(item, stays) if not _stays(case, through))


def asked_position(case: PlanCase, precedence: Precedence) -> int:
    """The position of the anchor that it leaves, and its lag."""
    day = case.ends[precedence.predecessor].day(precedence.kind.leaves)
    return case.portfolio.axis.position(day) + precedence.lag_days


def _through(item: Precedence, stays: Mapping[str, list[Precedence]]) -> Iterator[Precedence]:
    """The precedence from whatever its predecessor waits for without a link, lags added."""
    for before in stays.get(item.predecessor, ()):
        kind = PrecedenceKind(before.kind.value[0] + item.kind.value[1])
        found = replace(item, predecessor=before.predecessor, kind=kind, lag_days=before.lag_days + item.lag_days)
        yield found
        yield from _through(found, stays)


def _known(case: PlanCase, item: Precedence) -> bool:
    return item.predecessor in case.ends and item.successor in case.ends


def _broken(case: PlanCase, item: Precedence) -> bool:
    """Whether the plan has the successor before the predecessor allows it."""
    tied = tied_end_day(item, case.ends[item.successor])
    return case.portfolio.axis.position(tied) < asked_position(case, item)


def _moves(case: PlanCase, item: Precedence) -> bool:
    """Whether it is a link to a milestone; one that is achieved waits for nothing any more."""
    return case.portfolio.milestone_by_id[item.successor].achieved_date is None and not _stays(case, item)


def _stays(case: PlanCase, item: Precedence) -> bool:
    """Whether it has a lag and arrives at a milestone on a closed day."""
    milestone = case.portfolio.milestone_by_id.get(item.successor)
    if milestone is None or milestone.achieved_date is not None or item.lag_days == 0:
        return False
    return not case.portfolio.axis.is_open(case.ends[milestone.id].start_day)
