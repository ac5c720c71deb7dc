"""Batches of draws carried out, with the re-forecasts that rules read: only of the days and contracts that are asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.risk.draws import Batch, Days, DrawKey, Keys
from planner.risk.execution.carrying_out import carried_out, needed_until
from planner.risk.execution.flat_program import Ints
from planner.risk.execution.program import Program
from planner.risk.tripwires.known import Future
from planner.risk.tripwires.reforecast import reforecast
from planner.risk.tripwires.rules import LEVELS
from planner.risk.uncertainty import Uncertainty

Question = tuple[int, int]
"""A decision day, and the place of a level."""


@dataclass(frozen=True)
class CarriedBatch:
    """A batch with the day on which each contract is needed no more: a row for each contract of the instance."""

    future: Future
    needed: Days

    @classmethod
    def of(cls, program: Program, uncertainty: Uncertainty, key: DrawKey, days: Sequence[int]) -> CarriedBatch:
        """The batch of a key, with forecasts for these days."""
        future = Future.of(program, uncertainty, Batch.of(Keys.of(uncertainty), key), days)
        return cls(future, needed_until(program, carried_out(program, future.positions, future.lengths).cutovers))

    def seen(self, asked: Mapping[Question, Collection[int]]) -> dict[Question, Days]:
        """The re-forecasts that answer these questions; only the rows of the contracts asked about mean anything."""
        known = {day: self.future.known(day) for day in sorted({day for day, _ in asked})}
        found = {}
        for (day, level), contracts in asked.items():
            narrow = narrowed(self.future.program, contracts)
            found[day, level] = reforecast(narrow, self.future.uncertainty, known[day], LEVELS[level])
        return found


def narrowed(program: Program, contracts: Collection[int]) -> Program:
    """The same program, in which only what can move these contracts is carried out."""
    flat = program.flat
    wanted = {migration for contract in contracts for migration in program.instance.contracts[contract].releasing}
    holds = [
        bool(wanted & _migrations(program, int(flat.component_first[c]), int(flat.component_first[c + 1])))
        for c in range(len(flat.component_first) - 1)
    ]
    first, activity = _kept(flat.component_first, flat.component_activity, holds)
    use_first, use = _kept(flat.use_first, flat.use_resource, holds)
    steps_first, steps = _kept(flat.steps_first, flat.steps_day, holds)
    kept = flat._replace(
        component_first=first,
        component_activity=activity,
        use_first=use_first,
        use_resource=use,
        steps_first=steps_first,
        steps_day=steps,
    )
    return replace(program, flat=kept)


def _migrations(program: Program, first: int, until: int) -> set[int]:
    places = program.flat.component_activity[first:until]
    return {member.place for place in places for member in program.activities[int(place)].members}


def _kept(first: Ints, entries: Ints, holds: Sequence[bool]) -> tuple[Ints, Ints]:
    """The groups that are kept, laid out anew."""
    groups = [entries[first[c] : first[c + 1]] for c, kept in enumerate(holds) if kept]
    ends = np.cumsum([0, *(len(group) for group in groups)]).astype(np.int64)
    return ends, np.concatenate(groups) if groups else np.zeros(0, dtype=np.int64)
