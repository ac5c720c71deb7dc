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
N_WAITING, N_ARRIVED, N_LATER, N_STACK, STAMP, TODAY, CURRENT, N_KEPT, DRAW = 0, 1, 2, 3, 4, 5, 6, 7, 8
"""Places in `Room.counts`."""


class FlatProgram(NamedTuple):
    """Activities by their place in the order of the plan; a block of a group is one activity.

    `*_first[i]` to `*_first[i + 1]` are the entries of activity (or component) `i` in the arrays of the same name.
    `begun_at`: the day of what has begun, else `NEVER`. `bound`: the first day by release, planned start and agreements.
    `inputs`: how many links arrive. `column`: the column of its drawn lengths, else -1. `calendar` and `cutover`: those of
    a block; -1: no block. `next_open[calendar, day]` and `next_closed`: the next day that a cutover may, or may not, have.
    `peak`: what a demand on a resource with a running count takes at once, `drop` what it gives back at `until`.
    `span`: demands on resources that are kept `by_day`. `steps`: days on which a capacity changes.
    """

    horizon: int
    begun_at: Ints
    bound: Ints
    length: Ints
    column: Ints
    inputs: Ints
    calendar: Ints
    cutover: Ints
    gate_first: Ints
    gate_milestone: Ints
    gate_offset: Ints
    link_first: Ints
    link_target: Ints
    link_kind: Ints
    link_offset: Ints
    peak_first: Ints
    peak_resource: Ints
    peak_amount: Ints
    drop_first: Ints
    drop_resource: Ints
    drop_until: Ints
    drop_amount: Ints
    span_first: Ints
    span_activity: Ints
    span_resource: Ints
    span_from: Ints
    span_until: Ints
    span_amount: Ints
    by_day: Ints
    capacity: Shorts
    next_open: Shorts
    next_closed: Shorts
    component_first: Ints
    component_activity: Ints
    use_first: Ints
    use_resource: Ints
    steps_first: Ints
    steps_day: Ints
    member_first: Ints
    member_migration: Ints


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
    activities, entries = len(program.bound), len(program.drop_until) + len(program.span_until)
    resources, days = program.capacity.shape

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
        counts=filled(DRAW + 1),
    )
