"""On which day each milestone is reached under a plan, and at which days activities start, cut over and finish."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.clusters import Milestone
from planner.domain.days.day_axis import DayAxis
from planner.domain.graph.gates import milestone_order
from planner.domain.migrations import Anchor, Precedence
from planner.domain.portfolio import Portfolio
from planner.plan.schedule import Schedule


@dataclass(frozen=True)
class Ends:
    """Start, cutover and finish of an activity."""

    start_day: int
    cutover_day: int
    finish_day: int

    @classmethod
    def of_milestone(cls, day: int) -> Ends:
        """A milestone is one day, so all three are that day."""
        return cls(day, day, day)

    def day(self, anchor: Anchor) -> int:
        """The day of an anchor."""
        return {Anchor.START: self.start_day, Anchor.CUTOVER: self.cutover_day, Anchor.FINISH: self.finish_day}[anchor]


def earliest_end_day(axis: DayAxis, precedence: Precedence, predecessor: Ends) -> int:
    """The day before which the tied anchor of the successor must not lie; the lag counts open days.

    A milestone on a closed day counts as on the next open one.
    """
    return axis.day(axis.position(predecessor.day(precedence.kind.leaves)) + precedence.lag_days)


def tied_end_day(precedence: Precedence, successor: Ends) -> int:
    """The day of the anchor of the successor that the precedence ties."""
    return successor.day(precedence.kind.arrives)


def activity_ends(portfolio: Portfolio, schedule: Schedule) -> Mapping[str, Ends]:
    """Start, cutover and finish of every scheduled migration and every milestone, by id.

    A milestone is reached on its own date or when its predecessors allow, whichever is later; an achieved one stays on
    its date. Predecessors that are not scheduled are left out. Raises `networkx.NetworkXUnfeasible` where milestones
    wait for each other, which reading refuses.
    """
    ends = {id: Ends(entry.start_day, entry.cutover_day, entry.finish_day) for id, entry in schedule.migrations.items()}
    incoming: dict[str, list[Precedence]] = defaultdict(list)
    for precedence in portfolio.precedences:
        if precedence.successor in portfolio.milestone_by_id:
            incoming[precedence.successor].append(precedence)
    for id in milestone_order(portfolio):
        day = _milestone_day(portfolio, portfolio.milestone_by_id[id], incoming[id], ends)
        ends[id] = Ends.of_milestone(day)
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
        earliest_end_day(portfolio.axis, precedence, ends[precedence.predecessor])
        for precedence in incoming
        if precedence.predecessor in ends
    ]
    return max([own_day, *waits])
