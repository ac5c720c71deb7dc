"""The days on which something happens, compiled: marked, with the activities to look at on each."""

from __future__ import annotations

from planner.risk.execution.flat_program import FlatProgram, Room
from planner.solver.compiling import lean


@lean
def mark(room: Room, day: int) -> None:
    """Something can change on a day: one bit in a word of 32 days."""
    room.days[day >> 5] |= 1 << (day & 31)


@lean
def place_of(bit: int) -> int:
    """The place of the one bit that is set in a word."""
    place = 0
    while bit & 255 == 0:
        bit >>= 8
        place += 8
    while bit & 1 == 0:
        bit >>= 1
        place += 1
    return place


@lean
def schedule(program: FlatProgram, room: Room, activity: int, day: int) -> None:
    """Look at an activity on a day; never, where that is beyond the horizon."""
    if day < program.horizon:
        room.following[activity] = room.head[day]
        room.head[day] = activity
        mark(room, day)
