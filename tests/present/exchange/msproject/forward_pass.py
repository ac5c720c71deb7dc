"""The earliest days of migrations and milestones, worked out from the records alone: no task and no link is known here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from graphlib import TopologicalSorter

from planner.domain.migrations import Anchor, PhaseProfile
from planner.domain.portfolio import Portfolio

Days = Mapping[Anchor, int]
"""The position of each anchor."""


@dataclass(frozen=True, kw_only=True)
class Pass:
    """What a forward pass begins with; days are positions on the axis of the portfolio.

    `starts` are the earliest starts of the migrations that are planned, `profiles` those of their modes, `milestones` the
    earliest day of every milestone.
    """

    portfolio: Portfolio
    starts: Mapping[str, int]
    profiles: Mapping[str, PhaseProfile]
    milestones: Mapping[str, int]
    found: dict[str, Days] = field(default_factory=dict)

    def days(self) -> Mapping[str, Days]:
        """Every anchor of every record. Raises `graphlib.CycleError` where records wait for each other."""
        waits: dict[str, set[str]] = {id: set() for id in (*self.starts, *self.milestones)}
        for item in self.portfolio.precedences:
            if item.successor in waits and item.predecessor in waits:
                waits[item.successor].add(item.predecessor)
        for id in TopologicalSorter(waits).static_order():
            self.found[id] = self._milestone(id) if id in self.milestones else self._migration(id)
        return self.found

    def _milestone(self, id: str) -> Days:
        day = self.milestones[id]
        if self.portfolio.milestone_by_id[id].achieved_date is None:
            day = max([day, *(asked for _, asked in self._asked(id))])
        return dict.fromkeys(Anchor, day)

    def _migration(self, id: str) -> Days:
        profile = self.profiles[id]
        start = max([self.starts[id], *(asked - profile.offset_days(anchor) for anchor, asked in self._asked(id))])
        return {anchor: start + profile.offset_days(anchor) for anchor in Anchor}

    def _asked(self, id: str) -> list[tuple[Anchor, int]]:
        """For every precedence that arrives at it, the anchor and the position before which that must not lie."""
        return [
            (item.kind.arrives, self.found[item.predecessor][item.kind.leaves] + item.lag_days)
            for item in self.portfolio.precedences
            if item.successor == id and item.predecessor in self.found
        ]
