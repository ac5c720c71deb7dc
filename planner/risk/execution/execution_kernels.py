"""Carrying out a plan in many draws, compiled: events by day, the queue in the order of the plan.

A component is carried out in all draws before the next one, so that its arrays stay near. Days are positions.
"""

from __future__ import annotations

from planner.risk.execution.flat_program import (
    FROM_END,
    FROM_READY,
    NEVER,
    WHOLE,
    FlatProgram,
    Ints,
    Room,
    Shorts,
    Small,
)
from planner.solver.compiling import compiled, lean

UNKNOWN, SCHEDULED, WAITING, BEGUN = 0, 1, 2, 3
N_WAITING, N_ARRIVED, N_LATER, N_STACK, STAMP, TODAY, CURRENT, N_KEPT, DRAW = 0, 1, 2, 3, 4, 5, 6, 7, 8
"""Places in `Room.counts`."""


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
        _prepare(program, room, program.component_activity[place], draw, dates)
    for place in range(first, until):
        activity = program.component_activity[place]
        if program.begun_at[activity] != NEVER:
            _begin(program, room, activity, program.begun_at[activity], lengths)
    for place in range(first, until):
        activity = program.component_activity[place]
        if room.state[activity] == UNKNOWN and program.inputs[activity] == 0:
            _push(room, activity)
    _settle(program, room)
    for place in range(program.steps_first[component], program.steps_first[component + 1]):
        _mark(room, program.steps_day[place])
    _pass_days(program, room, component, lengths)


@lean
def _prepare(program: FlatProgram, room: Room, activity: int, draw: int, dates: Shorts) -> None:
    ready = program.bound[activity]
    for gate in range(program.gate_first[activity], program.gate_first[activity + 1]):
        ready = max(ready, dates[draw, program.gate_milestone[gate]] + program.gate_offset[gate])
    room.ready[activity] = ready
    room.pending[activity] = program.inputs[activity]
    room.start[activity] = program.horizon
    room.state[activity] = UNKNOWN
    room.moved[activity] = 0
    if program.begun_at[activity] != NEVER:
        room.state[activity] = BEGUN


@lean
def _pass_days(program: FlatProgram, room: Room, component: int, lengths: Shorts) -> None:
    """Every day on which something can change, in order."""
    for word in range(len(room.days)):
        while room.days[word] != 0:
            low = room.days[word] & -room.days[word]
            room.days[word] ^= low
            _one_day(program, room, component, word * 32 + _place_of(low), lengths)


@lean
def _place_of(bit: int) -> int:
    place = 0
    while bit & 255 == 0:
        bit >>= 8
        place += 8
    while bit & 1 == 0:
        bit >>= 1
        place += 1
    return place


@lean
def _one_day(program: FlatProgram, room: Room, component: int, day: int, lengths: Shorts) -> None:
    counts = room.counts
    counts[TODAY] = day
    counts[CURRENT] = -1
    freed = _free(program, room, day, lengths) or room.again[day] != 0
    room.again[day] = 0
    for place in range(program.steps_first[component], program.steps_first[component + 1]):
        freed |= program.steps_day[place] == day
    activity = room.head[day]
    room.head[day] = -1
    while activity >= 0:
        following = room.following[activity]
        if room.state[activity] == WAITING:
            freed = True
        elif room.state[activity] == SCHEDULED:
            _insert(room.arrived, counts, N_ARRIVED, activity)
        activity = following
    while True:
        _look(program, room, day, freed, lengths)
        if counts[N_LATER] == 0:
            break
        for place in range(counts[N_LATER]):
            _insert(room.arrived, counts, N_ARRIVED, room.later[place])
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
        if program.calendar[activity] >= 0 and not _open(program, activity, day):
            _wait_for_calendar(program, room, activity, day)
        elif (new or freed) and not _is_blocked(program, room, activity) and _fits(program, room, activity, day):
            _begin(program, room, activity, day, lengths)
            _settle(program, room)
        else:
            _block(program, room, activity)
            room.kept[counts[N_KEPT]] = activity
            counts[N_KEPT] += 1
            if new:
                _keep_waiting(program, room, activity, day)
    for kept in range(counts[N_KEPT]):
        waiting[kept] = room.kept[kept]
    counts[N_WAITING] = counts[N_KEPT]


@lean
def _open(program: FlatProgram, activity: int, day: int) -> bool:
    cutover = day + program.cutover[activity]
    return program.next_open[program.calendar[activity], cutover] == cutover


@lean
def _wait_for_calendar(program: FlatProgram, room: Room, activity: int, day: int) -> None:
    cutover = program.cutover[activity]
    room.state[activity] = SCHEDULED
    room.moved[activity] = 1
    _schedule(program, room, activity, program.next_open[program.calendar[activity], day + cutover] - cutover)


@lean
def _keep_waiting(program: FlatProgram, room: Room, activity: int, day: int) -> None:
    """A block is looked at again on the day its cutover would be frozen: it then keeps nobody waiting any more."""
    room.state[activity] = WAITING
    if program.calendar[activity] >= 0:
        cutover = program.cutover[activity]
        _schedule(program, room, activity, program.next_closed[program.calendar[activity], day + cutover] - cutover)


@lean
def _is_blocked(program: FlatProgram, room: Room, activity: int) -> bool:
    stamp = room.counts[STAMP]
    for place in range(program.peak_first[activity], program.peak_first[activity + 1]):
        if room.blocked[program.peak_resource[place]] == stamp:
            return True
    for place in range(program.span_first[activity], program.span_first[activity + 1]):
        if room.blocked[program.span_resource[place]] == stamp:
            return True
    return False


@lean
def _block(program: FlatProgram, room: Room, activity: int) -> None:
    stamp = room.counts[STAMP]
    for place in range(program.peak_first[activity], program.peak_first[activity + 1]):
        room.blocked[program.peak_resource[place]] = stamp
    for place in range(program.span_first[activity], program.span_first[activity + 1]):
        room.blocked[program.span_resource[place]] = stamp


@lean
def _fits(program: FlatProgram, room: Room, activity: int, day: int) -> bool:
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
        _mark(room, day)


@lean
def _begin(program: FlatProgram, room: Room, activity: int, day: int, lengths: Shorts) -> None:
    room.start[activity] = day
    room.state[activity] = BEGUN
    end = day + _true_length(program, room, activity, lengths)
    _take(program, room, activity, day, end)
    for link in range(program.link_first[activity], program.link_first[activity + 1]):
        kind = program.link_kind[link]
        if kind != FROM_READY:
            anchor = end if kind == FROM_END else day
            _relax(room, program.link_target[link], anchor + program.link_offset[link])
        elif program.begun_at[activity] != NEVER:
            _relax(room, program.link_target[link], day + program.link_offset[link])


@lean
def _true_length(program: FlatProgram, room: Room, activity: int, lengths: Shorts) -> int:
    column = program.column[activity]
    return program.length[activity] if column < 0 else lengths[room.counts[DRAW], column]


@lean
def _take(program: FlatProgram, room: Room, activity: int, day: int, end: int) -> None:
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
        _mark(room, day)


@lean
def _free(program: FlatProgram, room: Room, day: int, lengths: Shorts) -> bool:
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
    end = begun + _true_length(program, room, activity, lengths)
    resource, amount = program.span_resource[place], program.span_amount[place]
    if day < end:
        room.booked[resource, day] += amount
        _schedule_freeing(program, room, len(program.drop_until) + place, day + 1)
        return False
    for later in range(day, min(program.capacity.shape[1], begun + program.length[activity])):
        room.booked[resource, later] -= amount
    return True


@lean
def _relax(room: Room, activity: int, day: int) -> None:
    """One more input of an activity is known."""
    room.ready[activity] = max(room.ready[activity], day)
    room.pending[activity] -= 1
    if room.pending[activity] == 0 and room.state[activity] == UNKNOWN:
        _push(room, activity)


@lean
def _push(room: Room, activity: int) -> None:
    room.stack[room.counts[N_STACK]] = activity
    room.counts[N_STACK] += 1


@lean
def _settle(program: FlatProgram, room: Room) -> None:
    """Give every activity whose inputs are all known its ready day, and announce it where others count from it."""
    counts = room.counts
    while counts[N_STACK] > 0:
        counts[N_STACK] -= 1
        activity = room.stack[counts[N_STACK]]
        ready = max(0, counts[TODAY], room.ready[activity])
        room.ready[activity] = _calendar_day(program, activity, ready)
        room.moved[activity] = 1 if room.ready[activity] > ready else 0
        for link in range(program.link_first[activity], program.link_first[activity + 1]):
            if program.link_kind[link] == FROM_READY:
                _relax(room, program.link_target[link], room.ready[activity] + program.link_offset[link])
        _arrive(program, room, activity)


@lean
def _calendar_day(program: FlatProgram, activity: int, day: int) -> int:
    """The first day from a day on on which a block may begin as far as the calendar goes."""
    calendar = program.calendar[activity]
    if calendar < 0:
        return day
    cutover = day + program.cutover[activity]
    if cutover >= program.next_open.shape[1]:
        return NEVER
    return program.next_open[calendar, cutover] - program.cutover[activity]


@lean
def _arrive(program: FlatProgram, room: Room, activity: int) -> None:
    counts = room.counts
    room.state[activity] = SCHEDULED
    if room.ready[activity] > counts[TODAY]:
        _schedule(program, room, activity, room.ready[activity])
    elif activity > counts[CURRENT]:
        _insert(room.arrived, counts, N_ARRIVED, activity)
    else:
        room.later[counts[N_LATER]] = activity
        counts[N_LATER] += 1
        _block(program, room, activity)


@lean
def _schedule(program: FlatProgram, room: Room, activity: int, day: int) -> None:
    if day < program.horizon:
        room.following[activity] = room.head[day]
        room.head[day] = activity
        _mark(room, day)


@lean
def _mark(room: Room, day: int) -> None:
    room.days[day >> 5] |= 1 << (day & 31)


@lean
def _insert(items: Ints, counts: Ints, size: int, activity: int) -> None:
    """Insert into a list that is kept with the first of the order at its end."""
    place = counts[size]
    while place > 0 and items[place - 1] < activity:
        items[place] = items[place - 1]
        place -= 1
    items[place] = activity
    counts[size] += 1


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
