"""The day of every milestone in every draw: its own day, or when the milestones before it allow, whichever is later."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from planner.domain.days.day_axis import DayAxis
from planner.domain.graph.gates import milestone_order
from planner.domain.portfolio import Portfolio
from planner.risk.draws import Days
from planner.risk.execution.flat_program import Shorts
from planner.risk.uncertainty import Uncertainty

LATEST = 1_000_000
"""No drawn day is later, so that whole numbers of 32 bits hold them all."""


@dataclass(frozen=True)
class MilestoneNet:
    """Which milestones wait for which: by place in `Uncertainty.dates`, each after those it waits for."""

    axis: DayAxis
    order: tuple[int, ...]
    waits: tuple[tuple[tuple[int, int], ...], ...]

    @classmethod
    def of(cls, portfolio: Portfolio, uncertainty: Uncertainty) -> MilestoneNet:
        """The net of a portfolio; an achieved milestone waits for nothing."""
        place = {date.id: number for number, date in enumerate(uncertainty.dates)}
        achieved = {date.id for date in uncertainty.dates if date.achieved}
        waits: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for arc in portfolio.precedences:
            if arc.predecessor in place and arc.successor in place and arc.successor not in achieved:
                waits[place[arc.successor]].append((place[arc.predecessor], arc.lag_days))
        return cls(
            axis=portfolio.axis,
            order=tuple(place[id] for id in milestone_order(portfolio)),
            waits=tuple(tuple(waits[number]) for number in range(len(place))),
        )

    def positions(self, own_days: Days) -> Shorts:
        """The position of every milestone on the axis, from its own days: a row for each draw."""
        found = positions_of(self.axis, np.minimum(own_days, LATEST))
        for number in self.order:
            for before, lag in self.waits[number]:
                np.maximum(found[:, number], found[:, before] + lag, out=found[:, number])
        return found

    def moving(self, uncertainty: Uncertainty) -> frozenset[int]:
        """The milestones whose day is uncertain, by themselves or through those they wait for."""
        hit = {id for event in uncertainty.events if event.probability > 0 for id in event.milestones}
        found: set[int] = set()
        for number in self.order:
            date = uncertainty.dates[number]
            by_itself = not date.achieved and (date.varies or date.id in hit)
            if by_itself or any(before in found for before, _ in self.waits[number]):
                found.add(number)
        return frozenset(found)


def positions_of(axis: DayAxis, days: Days) -> Shorts:
    """The position of every day; of the next open one where it is closed."""
    closed = np.searchsorted(np.asarray(axis.closed, dtype=np.int64), days, side="left")
    return np.asarray(days - (closed - axis.closed_before_status), dtype=np.int32)


def days_of(axis: DayAxis, positions: Shorts) -> Days:
    """The day number of every position."""
    passed = np.searchsorted(np.asarray(axis.closed_positions, dtype=np.int64), positions, side="right")
    return np.asarray(positions + passed - axis.closed_before_status, dtype=np.int64)
