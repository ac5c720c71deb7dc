"""Carrying out a plan in many draws, compiled: events by day, the queue in the order of the plan.

A component is carried out in all draws before the next one, so that its arrays stay near. Days are positions.
"""

from __future__ import annotations

from planner.risk.execution.day_kernels import mark, place_of
from planner.risk.execution.flat_program import (
    CURRENT,
    DRAW,
    N_LEFT,
    NEVER,
    TODAY,
    UNKNOWN,
    FlatProgram,
    Room,
    Shorts,
    Small,
)
from planner.risk.execution.queue_kernels import begin, one_day
from planner.risk.execution.readiness_kernels import prepare, push, settle
from planner.solver.compiling import compiled, lean


@compiled
def carry_out(
    program: FlatProgram,
    room: Room,
    dates: Shorts,
    lengths: Shorts,
    cutovers: Shorts,
    queued: Small,
    moved: Small,
    starts: Shorts,
) -> None:
    """Fill in, for each draw and migration, the cutover, the days queued for units, and whether the calendar moved it.

    `dates`: the position of each milestone by draw; `lengths`: the drawn lengths by column. `starts` has a column for each
    activity, or none where nobody asks for them.
    """
    for component in range(len(program.components.first) - 1):
        for draw in range(dates.shape[0]):
            one_draw(program, room, component, draw, dates, lengths)
            _write(program, room, component, draw, cutovers, queued, moved, starts)


@lean
def one_draw(program: FlatProgram, room: Room, component: int, draw: int, dates: Shorts, lengths: Shorts) -> None:
    first, until = program.components.first[component], program.components.first[component + 1]
    for place in range(len(room.counts)):
        room.counts[place] = 0
    room.counts[DRAW] = draw
    room.counts[TODAY] = -1
    room.counts[CURRENT] = NEVER
    for place in range(first, until):
        room.counts[N_LEFT] += program.asked[program.components.activity[place]]
    if room.counts[N_LEFT] == 0:
        room.counts[N_LEFT] = NEVER
    for place in range(program.components.first_use[component], program.components.first_use[component + 1]):
        resource = program.components.resource[place]
        room.used[resource] = 0
        room.blocked[resource] = 0
        if program.resources.by_day[resource]:
            for day in range(program.resources.capacity.shape[1]):
                room.booked[resource, day] = 0
    for place in range(first, until):
        prepare(program, room, program.components.activity[place], draw, dates)
    for place in range(first, until):
        activity = program.components.activity[place]
        if program.activities.begun_at[activity] != NEVER:
            begin(program, room, activity, program.activities.begun_at[activity], lengths)
    for place in range(first, until):
        activity = program.components.activity[place]
        if room.state[activity] == UNKNOWN and program.activities.inputs[activity] == 0:
            push(room, activity)
    settle(program, room)
    for place in range(program.components.first_step[component], program.components.first_step[component + 1]):
        mark(room, program.components.step[place])
    _pass_days(program, room, component, lengths)


@lean
def _pass_days(program: FlatProgram, room: Room, component: int, lengths: Shorts) -> None:
    """Every day on which something can change, in order, until all that is asked about has begun."""
    for word in range(len(room.days)):
        while room.days[word] != 0:
            if room.counts[N_LEFT] == 0:
                _leave(room, word)
                return
            low = room.days[word] & -room.days[word]
            room.days[word] ^= low
            one_day(program, room, component, word * 32 + place_of(low), lengths)


@lean
def _leave(room: Room, word: int) -> None:
    """Forget the days that are not looked at any more."""
    for later in range(word, len(room.days)):
        room.days[later] = 0
    for day in range(word * 32, len(room.head)):
        room.head[day] = -1
        room.freed_head[day] = -1
        room.again[day] = 0


@lean
def _write(
    program: FlatProgram,
    room: Room,
    component: int,
    draw: int,
    cutovers: Shorts,
    queued: Small,
    moved: Small,
    starts: Shorts,
) -> None:
    for place in range(program.components.first[component], program.components.first[component + 1]):
        activity = program.components.activity[place]
        day = room.start[activity]
        if starts.shape[1] > 0:
            starts[draw, activity] = day
        waited = 0
        if program.activities.begun_at[activity] == NEVER and day < program.horizon:
            waited = day - room.ready[activity]
        for member in range(program.members.first[activity], program.members.first[activity + 1]):
            migration = program.members.migration[member]
            queued[draw, migration] += waited
            if program.activities.cutover[activity] >= 0:
                cutovers[draw, migration] = min(program.horizon, day + program.activities.cutover[activity])
                moved[draw, migration] = room.moved[activity]
