"""A batch carried out again after a change: only the draws in which the change can move anything."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.risk.draws import Batch
from planner.risk.execution.binding import DaysCarriedOut
from planner.risk.execution.carrying_out import carried_out, drawn_lengths, milestone_positions
from planner.risk.execution.flat_program import Ints, Shorts
from planner.risk.execution.program import Program
from planner.risk.uncertainty import Uncertainty


@dataclass(frozen=True)
class Replay:
    """A batch with the days that it was carried out with."""

    program: Program
    batch: Batch
    before: DaysCarriedOut

    @classmethod
    def of(cls, program: Program, uncertainty: Uncertainty, batch: Batch) -> Replay:
        """The batch of a program."""
        dates = milestone_positions(program, uncertainty, batch)
        return cls(program, batch, DaysCarriedOut(program, dates, drawn_lengths(program, uncertainty, batch)))

    def again(self, changed: Uncertainty, *, lengths_still: bool = False) -> tuple[Ints, Shorts]:
        """The draws in which a change can move anything, and the cutovers in these: a row for each.

        `lengths_still`: no length varies by itself.
        """
        program = without_lengths(self.program) if lengths_still else self.program
        dates = milestone_positions(program, changed, self.batch)
        lengths = drawn_lengths(program, changed, self.batch)
        draws = self.before.moved(dates, lengths)
        return draws, carried_out(program, dates[draws], lengths[draws]).cutovers


def without_lengths(program: Program) -> Program:
    """The same program where no length varies by itself; events still lengthen what they delay."""
    return replace(program, varying=tuple(replace(item, range=None) for item in program.varying))
