"""A batch carried out again after a change: only the draws in which the change can move anything."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from planner.risk.draws import Batch
from planner.risk.execution.carrying_out import carried_out, drawn_lengths, milestone_positions
from planner.risk.execution.flat_program import FROM_END, NEVER, Ints, Shorts
from planner.risk.execution.program import Program
from planner.risk.uncertainty import Uncertainty


@dataclass(frozen=True)
class Replay:
    """A batch as it was carried out. `binding`: for each activity that a milestone binds, and each draw, from when on."""

    program: Program
    batch: Batch
    dates: Shorts
    lengths: Shorts
    floor: Ints
    binding: Shorts

    @classmethod
    def of(cls, program: Program, uncertainty: Uncertainty, batch: Batch) -> Replay:
        """The batch of a program."""
        dates = milestone_positions(program, uncertainty, batch)
        lengths = drawn_lengths(program, uncertainty, batch)
        floor = earliest_days(program, lengths)
        return cls(program, batch, dates, lengths, floor, binding_days(program, dates, floor))

    def again(self, changed: Uncertainty, *, lengths_still: bool = False) -> tuple[Ints, Shorts]:
        """The draws in which a change can move anything, and the cutovers in these: a row for each.

        `lengths_still`: no length varies by itself.
        """
        program = without_lengths(self.program) if lengths_still else self.program
        dates = milestone_positions(program, changed, self.batch)
        lengths = drawn_lengths(program, changed, self.batch)
        moved = (binding_days(program, dates, self.floor) != self.binding).any(axis=1)
        rows = np.flatnonzero(moved | (lengths != self.lengths).any(axis=1))
        return rows, carried_out(program, dates[rows], lengths[rows]).cutovers


def without_lengths(program: Program) -> Program:
    """The same program where no length varies by itself; events still lengthen what they delay."""
    return replace(program, varying=tuple(replace(item, range=None) for item in program.varying))


def binding_days(program: Program, dates: Shorts, floor: Ints) -> Shorts:
    """From which day on its milestones let each activity begin, or the day before which it never begins, if that is later.

    Two draws that have the same here, and the same lengths, are carried out alike. A column for each activity with a gate.
    """
    gates = program.flat.gates
    owners = np.flatnonzero(np.diff(gates.first))
    if not len(owners):
        return np.zeros((len(dates), 0), dtype=np.int32)
    days = dates[:, gates.milestone] + gates.offset
    latest = np.maximum.reduceat(days, gates.first[owners], axis=1)
    return np.maximum(latest, floor[owners]).astype(np.int32)


def earliest_days(program: Program, lengths: Shorts) -> Ints:
    """A day before which each activity begins in none of these draws, whatever milestones do."""
    flat = program.flat
    begun = flat.activities.begun_at != NEVER
    found = np.where(begun, flat.activities.begun_at, np.maximum(0, flat.activities.bound))
    source = np.repeat(np.arange(len(found)), np.diff(flat.links.first))
    days = flat.links.offset + np.where(flat.links.kind == FROM_END, _least_lengths(program, lengths)[source], 0)
    while True:
        later = found.copy()
        np.maximum.at(later, flat.links.target, found[source] + days)
        later[begun] = found[begun]
        if np.array_equal(later, found):
            return found
        found = later


def _least_lengths(program: Program, lengths: Shorts) -> npt.NDArray[np.int64]:
    found = program.flat.activities.length.copy()
    drawn = program.flat.activities.column >= 0
    if len(lengths):
        found[drawn] = lengths.min(axis=0)[program.flat.activities.column[drawn]]
    return found
