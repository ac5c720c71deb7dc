"""The units of resources, compiled: who waits for them, taking them, and giving them back."""

from __future__ import annotations

from planner.risk.execution.day_kernels import mark
from planner.risk.execution.flat_program import DRAW, STAMP, TODAY, WHOLE, FlatProgram, Room, Shorts
from planner.solver.compiling import lean


@lean
def is_blocked(program: FlatProgram, room: Room, activity: int) -> bool:
    """Whether somebody before it in the queue waits for one of its resources in this round."""
    stamp = room.counts[STAMP]
    for place in range(program.peaks.first[activity], program.peaks.first[activity + 1]):
        if room.blocked[program.peaks.resource[place]] == stamp:
            return True
    for place in range(program.spans.first[activity], program.spans.first[activity + 1]):
        if room.blocked[program.spans.resource[place]] == stamp:
            return True
    return False


@lean
def block(program: FlatProgram, room: Room, activity: int) -> None:
    """Keep all resources of an activity that waits from those behind it, for this round."""
    stamp = room.counts[STAMP]
    for place in range(program.peaks.first[activity], program.peaks.first[activity + 1]):
        room.blocked[program.peaks.resource[place]] = stamp
    for place in range(program.spans.first[activity], program.spans.first[activity + 1]):
        room.blocked[program.spans.resource[place]] = stamp


@lean
def fits(program: FlatProgram, room: Room, activity: int, day: int) -> bool:
    """Whether its units are free on every day that it is expected to run."""
    for place in range(program.peaks.first[activity], program.peaks.first[activity + 1]):
        resource = program.peaks.resource[place]
        if room.used[resource] + program.peaks.amount[place] > program.resources.capacity[resource, day]:
            return False
    days = program.resources.capacity.shape[1]
    for place in range(program.spans.first[activity], program.spans.first[activity + 1]):
        resource, amount = program.spans.resource[place], program.spans.amount[place]
        length = program.spans.until[place]
        until = day + (program.activities.length[activity] if length == WHOLE else length)
        for later in range(day + program.spans.since[place], min(days, until)):
            if room.booked[resource, later] + amount > program.resources.capacity[resource, later]:
                _look_again(program, room, later + 1 - program.spans.since[place])
                return False
    return True


@lean
def _look_again(program: FlatProgram, room: Room, day: int) -> None:
    """On a day on which a demand that begins later than its activity no longer meets a day that is full."""
    if day < program.horizon:
        room.again[day] = 1
        mark(room, day)


@lean
def true_length(program: FlatProgram, room: Room, activity: int, lengths: Shorts) -> int:
    """The drawn length of an activity; the planned one where it does not vary."""
    column = program.activities.column[activity]
    return program.activities.length[activity] if column < 0 else lengths[room.counts[DRAW], column]


@lean
def take(program: FlatProgram, room: Room, activity: int, day: int, end: int) -> None:
    """Take the units of an activity: all days of what is kept by day, else a running count."""
    for place in range(program.peaks.first[activity], program.peaks.first[activity + 1]):
        room.used[program.peaks.resource[place]] += program.peaks.amount[place]
    for place in range(program.drops.first[activity], program.drops.first[activity + 1]):
        length = program.drops.until[place]
        until = end if length == WHOLE else day + length
        if until <= max(0, room.counts[TODAY]):
            room.used[program.drops.resource[place]] -= program.drops.amount[place]
        else:
            _schedule_freeing(program, room, place, until)
    days = program.resources.capacity.shape[1]
    for place in range(program.spans.first[activity], program.spans.first[activity + 1]):
        length = program.spans.until[place]
        until = day + (program.activities.length[activity] if length == WHOLE else length)
        for later in range(max(0, day + program.spans.since[place]), min(days, until)):
            room.booked[program.spans.resource[place], later] += program.spans.amount[place]
        freed = min(until, end) if length == WHOLE else until
        if freed > 0:
            _schedule_freeing(program, room, len(program.drops.until) + place, freed)


@lean
def _schedule_freeing(program: FlatProgram, room: Room, entry: int, day: int) -> None:
    if day < program.horizon:
        room.freed_following[entry] = room.freed_head[day]
        room.freed_head[day] = entry
        mark(room, day)


@lean
def free(program: FlatProgram, room: Room, day: int, lengths: Shorts) -> bool:
    """Give back the units that are free from a day on; what runs longer than expected keeps its units for the day."""
    freed = False
    entry = room.freed_head[day]
    room.freed_head[day] = -1
    while entry >= 0:
        following = room.freed_following[entry]
        if entry < len(program.drops.until):
            room.used[program.drops.resource[entry]] -= program.drops.amount[entry]
            freed = True
        else:
            freed |= _end_span(program, room, entry - len(program.drops.until), day, lengths)
        entry = following
    return freed


@lean
def _end_span(program: FlatProgram, room: Room, place: int, day: int, lengths: Shorts) -> bool:
    if program.spans.until[place] != WHOLE:
        return True
    activity = program.spans.activity[place]
    begun = room.start[activity]
    end = begun + true_length(program, room, activity, lengths)
    resource, amount = program.spans.resource[place], program.spans.amount[place]
    if day < end:
        room.booked[resource, day] += amount
        _schedule_freeing(program, room, len(program.drops.until) + place, day + 1)
        return False
    for later in range(day, min(program.resources.capacity.shape[1], begun + program.activities.length[activity])):
        room.booked[resource, later] -= amount
    return True
