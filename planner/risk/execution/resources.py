"""What activities take of resources: a running count where that is enough, else day by day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from planner.risk.execution.activities import Activity
from planner.risk.execution.flat_program import WHOLE, Drops, Peaks, Resources, Spans
from planner.risk.execution.grouped_rows import by_owner, ints
from planner.solver.model.instance import Instance

MOST_UNITS = 1_000_000_000
"""More units than this are as good as no limit."""

Segments = tuple[tuple[int, int, int], ...]
"""Demands `(from, until, amount)` on separate days after the start, in order."""


@dataclass(frozen=True)
class Demands:
    """What every activity takes of every resource; `by_day` are those that have to be kept day by day."""

    segments: Mapping[tuple[int, int], Segments]
    by_day: frozenset[int]

    def counted(self) -> Iterator[tuple[int, int, Segments]]:
        """Activity, resource and segments of the demands for which a running count is enough."""
        for (place, resource), segments in self.segments.items():
            if resource not in self.by_day:
                yield place, resource, segments


def demands_of(instance: Instance, activities: Sequence[Activity]) -> Demands:
    """The demands of activities, also on resources that are never short: who waits holds up others on all of his."""
    found = {
        (place, resource): _segments(activity, resource)
        for place, activity in enumerate(activities)
        for resource in sorted({use.resource for use in activity.uses})
    }
    by_day = {resource for (_, resource), segments in found.items() if not _falls_from_start(segments)}
    by_day |= {resource for resource in {key[1] for key in found} if _capacity_falls(instance, resource)}
    return Demands(found, frozenset(by_day))


def _segments(activity: Activity, resource: int) -> Segments:
    """The demands on one resource, laid over each other and cut into separate days."""
    uses = [use for use in activity.uses if use.resource == resource]
    ends = sorted({day for use in uses for day in (use.from_offset, use.until_offset)})
    cut = [
        (first, until, sum(use.amount for use in uses if use.from_offset <= first < use.until_offset))
        for first, until in pairwise(ends)
    ]
    return tuple(segment for segment in cut if segment[2])


def _falls_from_start(segments: Segments) -> bool:
    """Whether all is taken at the start, and given back later."""
    expected = 0
    for first, until, _ in segments:
        if first != expected:
            return False
        expected = until
    amounts = [amount for _, _, amount in segments]
    return amounts == sorted(amounts, reverse=True)


def _capacity_falls(instance: Instance, resource: int) -> bool:
    amounts = [amount for _, amount in instance.resources[resource].steps]
    return amounts != sorted(amounts)


def peaks_of(count: int, demands: Demands) -> Peaks:
    """What each demand with a running count takes at once."""
    rows = ((place, resource, segments[0][2]) for place, resource, segments in demands.counted())
    return Peaks(*by_owner(count, 2, rows))


def drops_of(activities: Sequence[Activity], demands: Demands) -> Drops:
    """What each demand with a running count gives back."""
    rows = []
    for place, resource, segments in demands.counted():
        left = [amount for _, _, amount in segments[1:]] + [0]
        for (_, until, amount), after in zip(segments, left, strict=True):
            rows.append((place, resource, _whole(activities[place], until), amount - after))
    return Drops(*by_owner(len(activities), 3, rows))


def spans_of(activities: Sequence[Activity], demands: Demands) -> Spans:
    """What each demand that is kept by day takes."""
    rows = [
        (place, place, resource, first, _whole(activities[place], until), amount)
        for (place, resource), segments in demands.segments.items()
        if resource in demands.by_day
        for first, until, amount in segments
    ]
    return Spans(*by_owner(len(activities), 5, rows))


def _whole(activity: Activity, until: int) -> int:
    """The length of a demand, or `WHOLE` where it lasts as long as an activity whose length can vary."""
    return until if activity.is_block else WHOLE


def resource_arrays(instance: Instance, demands: Demands, days: int) -> Resources:
    """Which resources are kept by day, and the units of every one on every position."""
    capacity = np.zeros((len(instance.resources), days), dtype=np.int32)
    for place, resource in enumerate(instance.resources):
        for first, units in resource.steps:
            capacity[place, first:] = min(units, MOST_UNITS)
    return Resources(ints([int(place in demands.by_day) for place in range(len(instance.resources))]), capacity)
