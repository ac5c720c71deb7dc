"""The arrays that the kernels of the execution take: a plan as activities in their order, and room to work in."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Shorts = npt.NDArray[np.int32]
Small = npt.NDArray[np.int16]

NEVER = 1_000_000_000
"""A day after all others."""
FROM_START, FROM_END, FROM_READY = 0, 1, 2
"""What a link counts from: the start of its activity, its end, or the day it is ready and the calendar lets it begin."""
WHOLE = -1
"""The length of a demand that lasts as long as its activity."""
UNKNOWN, SCHEDULED, WAITING, BEGUN = 0, 1, 2, 3
"""What `Room.state` says of an activity."""
N_WAITING, N_ARRIVED, N_LATER, N_STACK, STAMP, TODAY, CURRENT, N_KEPT, DRAW, N_LEFT = 0, 1, 2, 3, 4, 5, 6, 7, 8, 9
"""Places in `Room.counts`."""


class Activities(NamedTuple):
    """Activities by their place in the order of the plan; a block of a group is one activity.

    `begun_at`: the day of what has begun, else `NEVER`. `bound`: the first day by release, planned start and agreements.
    `inputs`: how many links arrive. `column`: the column of its drawn lengths, else -1. `calendar` and `cutover`: those of
    a block; -1: no block.
    """

    begun_at: Ints
    bound: Ints
    length: Ints
    column: Ints
    inputs: Ints
    calendar: Ints
    cutover: Ints


class Gates(NamedTuple):
    """The milestones that activities wait for."""

    first: Ints
    milestone: Ints
    offset: Ints


class Links(NamedTuple):
    """What counts from each activity: another one, and from which day of it."""

    first: Ints
    target: Ints
    kind: Ints
    offset: Ints


class Peaks(NamedTuple):
    """What demands on resources with a running count take at once."""

    first: Ints
    resource: Ints
    amount: Ints


class Drops(NamedTuple):
    """What the same demands give back, and after how many days."""

    first: Ints
    resource: Ints
    until: Ints
    amount: Ints


class Spans(NamedTuple):
    """Demands on resources that are kept by day, from one day after the start until another."""

    first: Ints
    activity: Ints
    resource: Ints
    since: Ints
    until: Ints
    amount: Ints


class Resources(NamedTuple):
    """Whether each resource is kept by day, and its units on each day."""

    by_day: Ints
    capacity: Shorts


class Calendars(NamedTuple):
    """By calendar and day the next day that a cutover may have, and the next that it may not."""

    next_open: Shorts
    next_closed: Shorts


class Components(NamedTuple):
    """The activities of each component, the resources they use, and the days on which the capacity of any changes."""

    first: Ints
    activity: Ints
    first_use: Ints
    resource: Ints
    first_step: Ints
    step: Ints


class Members(NamedTuple):
    """The migrations whose cutover each activity is part of, or prepares."""

    first: Ints
    migration: Ints


class FlatProgram(NamedTuple):
    """A plan as the kernels take it.

    `first[i]` to `first[i + 1]` are the entries of activity `i` in the other arrays of a record; of component `i` in those
    of `Components`. `asked`: 1 for activities that are asked about; once all of a component have begun a draw is left
    there, and the others stand on the horizon. Where a component has none it is carried out to its end.
    """

    horizon: int
    activities: Activities
    gates: Gates
    links: Links
    peaks: Peaks
    drops: Drops
    spans: Spans
    resources: Resources
    calendars: Calendars
    components: Components
    members: Members
    asked: Ints


class Room(NamedTuple):
    """What one thread works in; nothing in it outlives a draw of a component."""

    start: Ints
    ready: Ints
    pending: Ints
    state: Ints
    moved: Ints
    head: Ints
    following: Ints
    freed_head: Ints
    freed_following: Ints
    days: Ints
    again: Ints
    used: Ints
    booked: Shorts
    blocked: Ints
    waiting: Ints
    kept: Ints
    arrived: Ints
    later: Ints
    stack: Ints
    counts: Ints


def room_for(program: FlatProgram) -> Room:
    """Room to work in for a program."""
    activities, entries = len(program.activities.bound), len(program.drops.until) + len(program.spans.until)
    resources, days = program.resources.capacity.shape

    def filled(size: int, value: int = 0) -> Ints:
        return np.full(size, value, dtype=np.int64)

    return Room(
        start=filled(activities),
        ready=filled(activities),
        pending=filled(activities),
        state=filled(activities),
        moved=filled(activities),
        head=filled(program.horizon + 1, -1),
        following=filled(activities, -1),
        freed_head=filled(program.horizon + 1, -1),
        freed_following=filled(entries, -1),
        days=filled(program.horizon // 32 + 2),
        again=filled(program.horizon + 1),
        used=filled(resources),
        booked=np.zeros((resources, days), dtype=np.int32),
        blocked=filled(resources),
        waiting=filled(activities),
        kept=filled(activities),
        arrived=filled(activities + 1),
        later=filled(activities + 1),
        stack=filled(activities + 1),
        counts=filled(N_LEFT + 1),
    )
