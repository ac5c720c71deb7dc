"""The units of resources, compiled: who waits for them, taking them, and giving them back."""

from __future__ import annotations

from planner.risk.execution.day_kernels import mark
from planner.risk.execution.flat_program import DRAW, STAMP, TODAY, WHOLE, FlatProgram, Room, Shorts
from planner.solver.compiling import lean


@lean
def is_blocked(program: FlatProgram, room: Room, activity: int) -> bool:
    """Whether somebody before it in the queue waits for one of its resources in this round."""
    stamp = room.counts[STAMP]
    for place in range(program.peak_first[activity], program.peak_first[activity + 1]):
        if room.blocked[program.peak_resource[place]] == stamp:
            return True
    for place in range(program.span_first[activity], program.span_first[activity + 1]):
        if room.blocked[program.span_resource[place]] == stamp:
            return True
    return False


@lean
def block(program: FlatProgram, room: Room, activity: int) -> None:
    """Keep all resources of an activity that waits from those behind it, for this round."""
    stamp = room.counts[STAMP]
    for place in range(program.peak_first[activity], program.peak_first[activity + 1]):
        room.blocked[program.peak_resource[place]] = stamp
    for place in range(program.span_first[activity], program.span_first[activity + 1]):
        room.blocked[program.span_resource[place]] = stamp


@lean
def fits(program: FlatProgram, room: Room, activity: int, day: int) -> bool:
    """Whether its units are free on every day that it is expected to run."""
    for place in range(program.peak_first[activity], program.peak_first[activity + 1]):
        resource = program.peak_resource[place]
        if room.used[resource] + program.peak_amount[place] > program.capacity[resource, day]:
            return False
    days = program.capacity.shape[1]
    for place in range(program.span_first[activity], program.span_first[activity + 1]):
        resource, amount = program.span_resource[place], program.span_amount[place]
        length = program.span_until[place]
        until = day + (program.length[activity] if length == WHOLE else length)
        for later in range(day + program.span_from[place], min(days, until)):
            if room.booked[resource, later] + amount > program.capacity[resource, later]:
                _look_again(program, room, later + 1 - program.span_from[place])
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
    column = program.column[activity]
    return program.length[activity] if column < 0 else lengths[room.counts[DRAW], column]


@lean
def take(program: FlatProgram, room: Room, activity: int, day: int, end: int) -> None:
    """Take the units of an activity: all days of what is kept by day, else a running count."""
    for place in range(program.peak_first[activity], program.peak_first[activity + 1]):
        room.used[program.peak_resource[place]] += program.peak_amount[place]
    for place in range(program.drop_first[activity], program.drop_first[activity + 1]):
        length = program.drop_until[place]
        until = end if length == WHOLE else day + length
        if until <= max(0, room.counts[TODAY]):
            room.used[program.drop_resource[place]] -= program.drop_amount[place]
        else:
            _schedule_freeing(program, room, place, until)
    days = program.capacity.shape[1]
    for place in range(program.span_first[activity], program.span_first[activity + 1]):
        length = program.span_until[place]
        until = day + (program.length[activity] if length == WHOLE else length)
        for later in range(max(0, day + program.span_from[place]), min(days, until)):
            room.booked[program.span_resource[place], later] += program.span_amount[place]
        freed = min(until, end) if length == WHOLE else until
        if freed > 0:
            _schedule_freeing(program, room, len(program.drop_until) + place, freed)


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
        if entry < len(program.drop_until):
            room.used[program.drop_resource[entry]] -= program.drop_amount[entry]
            freed = True
        else:
            freed |= _end_span(program, room, entry - len(program.drop_until), day, lengths)
        entry = following
    return freed


@lean
def _end_span(program: FlatProgram, room: Room, place: int, day: int, lengths: Shorts) -> bool:
    if program.span_until[place] != WHOLE:
        return True
    activity = program.span_activity[place]
    begun = room.start[activity]
    end = begun + true_length(program, room, activity, lengths)
    resource, amount = program.span_resource[place], program.span_amount[place]
    if day < end:
        room.booked[resource, day] += amount
        _schedule_freeing(program, room, len(program.drop_until) + place, day + 1)
        return False
    for later in range(day, min(program.capacity.shape[1], begun + program.length[activity])):
        room.booked[resource, later] -= amount
    return True
