"""The activities of a plan whose length is drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from planner.risk.execution.activities import Activity
from planner.risk.execution.links import Places
from planner.risk.families import Range
from planner.risk.uncertainty import Uncertainty


@dataclass(frozen=True)
class Varying:
    """An activity whose length is drawn: by its own range, and by the events that delay its migration.

    `least`: what it lasts at least, because it has begun.
    """

    place: int
    activity: Activity
    range: Range | None
    delayed: bool
    least: int


def varying_of(places: Places, uncertainty: Uncertainty, delayed: Collection[str]) -> Iterator[Varying]:
    """Those that have not ended, and have a range of their own or are the last before the block of a delayed migration."""
    for id, chain in places.by_member.items():
        member = places.member[id]
        for place in chain[:-1]:
            activity = places.activities[place]
            range = uncertainty.lengths.get((member.profile.id, activity.phase))
            range = range if activity.length and range is not None and range.varies else None
            late = place == chain[-2] and member.id in delayed
            over = activity.begun and activity.planned_start + activity.length <= 0
            if (range is not None or late) and not over:
                least = 1 - activity.planned_start if activity.begun else min(1, activity.length)
                yield Varying(place, activity, range, late, least)
