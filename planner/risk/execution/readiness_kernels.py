"""When an activity is ready, compiled: its inputs one by one, and the day from which the calendar lets it begin."""

from __future__ import annotations

from planner.risk.execution.day_kernels import schedule
from planner.risk.execution.flat_program import (
    BEGUN,
    CURRENT,
    FROM_READY,
    N_ARRIVED,
    N_LATER,
    N_STACK,
    NEVER,
    SCHEDULED,
    TODAY,
    UNKNOWN,
    FlatProgram,
    Ints,
    Room,
    Shorts,
)
from planner.risk.execution.unit_kernels import block
from planner.solver.compiling import lean


@lean
def prepare(program: FlatProgram, room: Room, activity: int, draw: int, dates: Shorts) -> None:
    """What is known of an activity before its draw: the day that its bounds and milestones allow."""
    ready = program.activities.bound[activity]
    for gate in range(program.gates.first[activity], program.gates.first[activity + 1]):
        ready = max(ready, dates[draw, program.gates.milestone[gate]] + program.gates.offset[gate])
    room.ready[activity] = ready
    room.pending[activity] = program.activities.inputs[activity]
    room.start[activity] = program.horizon
    room.state[activity] = UNKNOWN
    room.moved[activity] = 0
    if program.activities.begun_at[activity] != NEVER:
        room.state[activity] = BEGUN


@lean
def relax(room: Room, activity: int, day: int) -> None:
    """One more input of an activity is known."""
    room.ready[activity] = max(room.ready[activity], day)
    room.pending[activity] -= 1
    if room.pending[activity] == 0 and room.state[activity] == UNKNOWN:
        push(room, activity)


@lean
def push(room: Room, activity: int) -> None:
    """All inputs of an activity are known; it is settled next."""
    room.stack[room.counts[N_STACK]] = activity
    room.counts[N_STACK] += 1


@lean
def settle(program: FlatProgram, room: Room) -> None:
    """Give every activity whose inputs are all known its ready day, and announce it where others count from it."""
    counts = room.counts
    while counts[N_STACK] > 0:
        counts[N_STACK] -= 1
        activity = room.stack[counts[N_STACK]]
        ready = max(0, counts[TODAY], room.ready[activity])
        room.ready[activity] = _calendar_day(program, activity, ready)
        room.moved[activity] = 1 if room.ready[activity] > ready else 0
        for link in range(program.links.first[activity], program.links.first[activity + 1]):
            if program.links.kind[link] == FROM_READY:
                relax(room, program.links.target[link], room.ready[activity] + program.links.offset[link])
        _arrive(program, room, activity)


@lean
def _calendar_day(program: FlatProgram, activity: int, day: int) -> int:
    """The first day from a day on on which a block may begin as far as the calendar goes."""
    calendar = program.activities.calendar[activity]
    if calendar < 0:
        return day
    cutover = day + program.activities.cutover[activity]
    if cutover >= program.calendars.next_open.shape[1]:
        return NEVER
    return program.calendars.next_open[calendar, cutover] - program.activities.cutover[activity]


@lean
def _arrive(program: FlatProgram, room: Room, activity: int) -> None:
    counts = room.counts
    room.state[activity] = SCHEDULED
    if room.ready[activity] > counts[TODAY]:
        schedule(program, room, activity, room.ready[activity])
    elif activity > counts[CURRENT]:
        insert(room.arrived, counts, N_ARRIVED, activity)
    else:
        room.later[counts[N_LATER]] = activity
        counts[N_LATER] += 1
        block(program, room, activity)


@lean
def insert(items: Ints, counts: Ints, size: int, activity: int) -> None:
    """Insert into a list that is kept with the first of the order at its end."""
    place = counts[size]
    while place > 0 and items[place - 1] < activity:
        items[place] = items[place - 1]
        place -= 1
    items[place] = activity
    counts[size] += 1
