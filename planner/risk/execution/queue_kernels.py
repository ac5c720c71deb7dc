"""The queue of a day, compiled: everything that is ready, in the order of the plan."""

from __future__ import annotations

from planner.risk.execution.day_kernels import schedule
from planner.risk.execution.flat_program import (
    BEGUN,
    CURRENT,
    FROM_END,
    FROM_READY,
    N_ARRIVED,
    N_KEPT,
    N_LATER,
    N_LEFT,
    N_WAITING,
    NEVER,
    SCHEDULED,
    STAMP,
    TODAY,
    WAITING,
    FlatProgram,
    Room,
    Shorts,
)
from planner.risk.execution.readiness_kernels import insert, relax, settle
from planner.risk.execution.unit_kernels import block, fits, free, is_blocked, take, true_length
from planner.solver.compiling import lean


@lean
def one_day(program: FlatProgram, room: Room, component: int, day: int, lengths: Shorts) -> None:
    """Free what ends, and look at all that is ready, in rounds until nothing more becomes ready on the day."""
    counts = room.counts
    counts[TODAY] = day
    counts[CURRENT] = -1
    freed = free(program, room, day, lengths) or room.again[day] != 0
    room.again[day] = 0
    for place in range(program.components.first_step[component], program.components.first_step[component + 1]):
        freed |= program.components.step[place] == day
    activity = room.head[day]
    room.head[day] = -1
    while activity >= 0:
        following = room.following[activity]
        if room.state[activity] == WAITING:
            freed = True
        elif room.state[activity] == SCHEDULED:
            insert(room.arrived, counts, N_ARRIVED, activity)
        activity = following
    while True:
        _look(program, room, day, freed, lengths)
        if counts[N_LATER] == 0:
            break
        for place in range(counts[N_LATER]):
            insert(room.arrived, counts, N_ARRIVED, room.later[place])
        counts[N_LATER] = 0
        freed = True


@lean
def _look(program: FlatProgram, room: Room, day: int, freed: bool, lengths: Shorts) -> None:
    """One round: everything that is ready, in the order of the plan, with what becomes ready behind the place looked at."""
    counts, waiting = room.counts, room.waiting
    counts[STAMP] += 1
    counts[N_KEPT] = 0
    place = 0
    while place < counts[N_WAITING] or counts[N_ARRIVED] > 0:
        old = waiting[place] if place < counts[N_WAITING] else NEVER
        if counts[N_ARRIVED] > 0 and room.arrived[counts[N_ARRIVED] - 1] < old:
            counts[N_ARRIVED] -= 1
            activity, new = room.arrived[counts[N_ARRIVED]], True
        else:
            activity, new = old, False
            place += 1
        counts[CURRENT] = activity
        if program.activities.calendar[activity] >= 0 and not _open(program, activity, day):
            _wait_for_calendar(program, room, activity, day)
        elif (new or freed) and not is_blocked(program, room, activity) and fits(program, room, activity, day):
            begin(program, room, activity, day, lengths)
            settle(program, room)
        else:
            block(program, room, activity)
            room.kept[counts[N_KEPT]] = activity
            counts[N_KEPT] += 1
            if new:
                _keep_waiting(program, room, activity, day)
    for kept in range(counts[N_KEPT]):
        waiting[kept] = room.kept[kept]
    counts[N_WAITING] = counts[N_KEPT]


@lean
def _open(program: FlatProgram, activity: int, day: int) -> bool:
    cutover = day + program.activities.cutover[activity]
    return program.calendars.next_open[program.activities.calendar[activity], cutover] == cutover


@lean
def _wait_for_calendar(program: FlatProgram, room: Room, activity: int, day: int) -> None:
    cutover = program.activities.cutover[activity]
    room.state[activity] = SCHEDULED
    room.moved[activity] = 1
    schedule(
        program,
        room,
        activity,
        program.calendars.next_open[program.activities.calendar[activity], day + cutover] - cutover,
    )


@lean
def _keep_waiting(program: FlatProgram, room: Room, activity: int, day: int) -> None:
    """A block is looked at again on the day its cutover would be frozen: it then keeps nobody waiting any more."""
    room.state[activity] = WAITING
    if program.activities.calendar[activity] >= 0:
        cutover = program.activities.cutover[activity]
        schedule(
            program,
            room,
            activity,
            program.calendars.next_closed[program.activities.calendar[activity], day + cutover] - cutover,
        )


@lean
def begin(program: FlatProgram, room: Room, activity: int, day: int, lengths: Shorts) -> None:
    """Begin an activity, and tell those that count from its start or its end."""
    room.start[activity] = day
    room.state[activity] = BEGUN
    room.counts[N_LEFT] -= program.asked[activity]
    end = day + true_length(program, room, activity, lengths)
    take(program, room, activity, day, end)
    for link in range(program.links.first[activity], program.links.first[activity + 1]):
        kind = program.links.kind[link]
        if kind != FROM_READY:
            anchor = end if kind == FROM_END else day
            relax(room, program.links.target[link], anchor + program.links.offset[link])
        elif program.activities.begun_at[activity] != NEVER:
            relax(room, program.links.target[link], day + program.links.offset[link])
