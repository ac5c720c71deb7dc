"""On which day each milestone is reached under a plan, and at which days activities start and finish."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.clusters import Milestone
from planner.domain.graph.gates import milestone_order
from planner.domain.migrations import Precedence, PrecedenceKind
from planner.domain.portfolio import Portfolio
from planner.plan.schedule import Schedule

FROM_START = (PrecedenceKind.START_START, PrecedenceKind.START_FINISH)
TO_START = (PrecedenceKind.FINISH_START, PrecedenceKind.START_START)


@dataclass(frozen=True)
class Ends:
    """Start and finish of an activity; a milestone is one day, so both are that day."""

    start_day: int
    finish_day: int


def earliest_end_day(precedence: Precedence, predecessor: Ends) -> int:
    """The day before which the tied end of the successor must not lie."""
    from_start = precedence.kind in FROM_START
    return (predecessor.start_day if from_start else predecessor.finish_day) + precedence.lag_days


def tied_end_day(precedence: Precedence, successor: Ends) -> int:
    """The day of the end of the successor that the precedence ties."""
    return successor.start_day if precedence.kind in TO_START else successor.finish_day


def activity_ends(portfolio: Portfolio, schedule: Schedule) -> Mapping[str, Ends]:
    """Start and finish of every scheduled migration and every milestone, by id.

    A milestone is reached on its own date or when its predecessors allow, whichever is later; an achieved one stays on
    its date. Predecessors that are not scheduled are left out. Raises `networkx.NetworkXUnfeasible` where milestones
    wait for each other, which reading refuses.
    """
    ends = {id: Ends(entry.start_day, entry.finish_day) for id, entry in schedule.migrations.items()}
    incoming: dict[str, list[Precedence]] = defaultdict(list)
    for precedence in portfolio.precedences:
        if precedence.successor in portfolio.milestone_by_id:
            incoming[precedence.successor].append(precedence)
    for id in milestone_order(portfolio):
        day = _milestone_day(portfolio, portfolio.milestone_by_id[id], incoming[id], ends)
        ends[id] = Ends(day, day)
    return ends


def milestone_days(portfolio: Portfolio, schedule: Schedule) -> dict[str, int]:
    """The day of every milestone under a plan, in the order of the portfolio."""
    ends = activity_ends(portfolio, schedule)
    return {milestone.id: ends[milestone.id].start_day for milestone in portfolio.milestones}


def _milestone_day(
    portfolio: Portfolio, milestone: Milestone, incoming: list[Precedence], ends: Mapping[str, Ends]
) -> int:
    own_day = portfolio.day_of(milestone.planning_date)
    if milestone.achieved_date is not None:
        return own_day
    waits = [
        earliest_end_day(precedence, ends[precedence.predecessor])
        for precedence in incoming
        if precedence.predecessor in ends
    ]
    return max([own_day, *waits])
