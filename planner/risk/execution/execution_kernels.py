"""Carrying out a plan in many draws, compiled: events by day, the queue in the order of the plan.

A component is carried out in all draws before the next one, so that its arrays stay near. Days are positions.
"""

from __future__ import annotations

from planner.risk.execution.day_kernels import mark, place_of
from planner.risk.execution.flat_program import CURRENT, DRAW, NEVER, TODAY, UNKNOWN, FlatProgram, Room, Shorts, Small
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
    for component in range(len(program.component_first) - 1):
        for draw in range(dates.shape[0]):
            _one_draw(program, room, component, draw, dates, lengths)
            _write(program, room, component, draw, cutovers, queued, moved, starts)


@lean
def _one_draw(program: FlatProgram, room: Room, component: int, draw: int, dates: Shorts, lengths: Shorts) -> None:
    first, until = program.component_first[component], program.component_first[component + 1]
    for place in range(len(room.counts)):
        room.counts[place] = 0
    room.counts[DRAW] = draw
    room.counts[TODAY] = -1
    room.counts[CURRENT] = NEVER
    for place in range(program.use_first[component], program.use_first[component + 1]):
        resource = program.use_resource[place]
        room.used[resource] = 0
        room.blocked[resource] = 0
        if program.by_day[resource]:
            for day in range(program.capacity.shape[1]):
                room.booked[resource, day] = 0
    for place in range(first, until):
        prepare(program, room, program.component_activity[place], draw, dates)
    for place in range(first, until):
        activity = program.component_activity[place]
        if program.begun_at[activity] != NEVER:
            begin(program, room, activity, program.begun_at[activity], lengths)
    for place in range(first, until):
        activity = program.component_activity[place]
        if room.state[activity] == UNKNOWN and program.inputs[activity] == 0:
            push(room, activity)
    settle(program, room)
    for place in range(program.steps_first[component], program.steps_first[component + 1]):
        mark(room, program.steps_day[place])
    _pass_days(program, room, component, lengths)


@lean
def _pass_days(program: FlatProgram, room: Room, component: int, lengths: Shorts) -> None:
    """Every day on which something can change, in order."""
    for word in range(len(room.days)):
        while room.days[word] != 0:
            low = room.days[word] & -room.days[word]
            room.days[word] ^= low
            one_day(program, room, component, word * 32 + place_of(low), lengths)


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
    for place in range(program.component_first[component], program.component_first[component + 1]):
        activity = program.component_activity[place]
        day = room.start[activity]
        if starts.shape[1] > 0:
            starts[draw, activity] = day
        waited = 0
        if program.begun_at[activity] == NEVER and day < program.horizon:
            waited = day - room.ready[activity]
        for member in range(program.member_first[activity], program.member_first[activity + 1]):
            migration = program.member_migration[member]
            queued[draw, migration] += waited
            if program.cutover[activity] >= 0:
                cutovers[draw, migration] = min(program.horizon, day + program.cutover[activity])
                moved[draw, migration] = room.moved[activity]
