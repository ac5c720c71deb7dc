"""Which draws of a batch come out another way with other dates and lengths; all others need not be carried out again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.risk.execution.flat_program import FROM_END, NEVER, Ints, Shorts
from planner.risk.execution.program import Program


@dataclass(frozen=True)
class DaysCarriedOut:
    """Positions of milestones and lengths of activities with which a program was carried out: a row for each draw."""

    program: Program
    dates: Shorts
    lengths: Shorts

    @cached_property
    def _floor(self) -> Ints:
        return earliest_days(self.program)

    @cached_property
    def _binding(self) -> Shorts:
        return binding_days(self.program, self.dates, self._floor)

    def moved(self, dates: Shorts, lengths: Shorts) -> Ints:
        """The draws in which these days and lengths can bring about anything else."""
        later = binding_days(self.program, dates, self._floor) != self._binding
        return np.flatnonzero(later.any(axis=1) | (lengths != self.lengths).any(axis=1))


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


def earliest_days(program: Program) -> Ints:
    """A day before which each activity begins in no draw, whatever milestones and lengths do."""
    flat = program.flat
    begun = flat.activities.begun_at != NEVER
    found = np.where(begun, flat.activities.begun_at, np.maximum(0, flat.activities.bound))
    source = np.repeat(np.arange(len(found)), np.diff(flat.links.first))
    days = flat.links.offset + np.where(flat.links.kind == FROM_END, _least_lengths(program)[source], 0)
    while True:
        later = found.copy()
        np.maximum.at(later, flat.links.target, found[source] + days)
        later[begun] = found[begun]
        if np.array_equal(later, found):
            return found
        found = later


def _least_lengths(program: Program) -> Ints:
    """Events never shorten an activity; a length of its own can be as short as it has to be at least."""
    found = program.flat.activities.length.copy()
    for item in program.varying:
        found[item.place] = item.least if item.range is not None else max(item.least, item.activity.length)
    return found
