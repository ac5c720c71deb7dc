"""Batches of draws carried out, with the re-forecasts that rules read: only of the days and contracts that are asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import compress, groupby, pairwise
from operator import itemgetter

import numpy as np

from planner.risk.draws import Batch, Days, DrawKey, Keys
from planner.risk.execution.activities import Activity
from planner.risk.execution.binding import DaysCarriedOut
from planner.risk.execution.carrying_out import carried_out, needed_until
from planner.risk.execution.flat_program import Components, Ints
from planner.risk.execution.grouped_rows import grouped
from planner.risk.execution.program import Program
from planner.risk.tripwires.known import Future, Known
from planner.risk.tripwires.reforecast import forecast_days
from planner.risk.tripwires.rules import LEVELS
from planner.risk.uncertainty import Uncertainty

Question = tuple[int, int]
"""A decision day, and the place of a level."""
Questions = Mapping[Question, Collection[int]]
"""Which contracts of the instance each question is asked about."""
Seen = Mapping[Question, Mapping[int, Days]]
"""The re-forecasts that answer questions: by question, of each contract that it is asked about."""


@dataclass(frozen=True)
class CarriedBatch:
    """A batch with the day on which each contract is needed no more: a row for each contract of the instance."""

    future: Future
    needed: Days

    @classmethod
    def of(cls, program: Program, uncertainty: Uncertainty, key: DrawKey, days: Sequence[int]) -> CarriedBatch:
        """The batch of a key, with forecasts for these days."""
        return cls.carried(Future.of(program, uncertainty, Batch.of(Keys.of(uncertainty), key), days))

    @classmethod
    def carried(cls, future: Future) -> CarriedBatch:
        """What comes of a future."""
        carried = carried_out(future.program, future.positions, future.lengths)
        return cls(future, needed_until(future.program, carried.cutovers))

    @cached_property
    def _before(self) -> DaysCarriedOut:
        """The days that it was carried out with."""
        return DaysCarriedOut(self.future.program, self.future.positions, self.future.lengths)

    def seen(self, asked: Questions) -> Seen:
        """The re-forecasts that answer these questions, day by day, so that what is known is held for one day alone."""
        found: dict[Question, Mapping[int, Days]] = {}
        for day, questions in groupby(sorted(asked), key=itemgetter(0)):
            known = self.future.known(day)
            for question in questions:
                found[question] = self._reforecast(known, LEVELS[question[1]], asked[question])
        return found

    def _reforecast(self, known: Known, level: float, contracts: Collection[int]) -> Mapping[int, Days]:
        """Where a re-forecast changes nothing that matters, what comes of it is what comes of the draw itself."""
        program = self.future.program
        dates, lengths = forecast_days(program, self.future.uncertainty, known, level)
        draws = self._before.moved(dates, lengths)
        carried = carried_out(narrowed(program, contracts), dates[draws], lengths[draws])
        new, found = needed_until(program, carried.cutovers, contracts), {}
        for contract in contracts:
            found[contract] = self.needed[contract].copy()
            found[contract][draws] = new[contract]
        return found


def answers_for(contract: int, seen: Seen) -> dict[Question, Days]:
    """The re-forecasts of one contract, for the questions that were asked about it."""
    return {question: rows[contract] for question, rows in seen.items() if contract in rows}


def narrowed(program: Program, contracts: Collection[int]) -> Program:
    """The same program, in which only what can move these contracts is carried out, and until they are needed no more."""
    laid = program.flat.components
    wanted = {migration for contract in contracts for migration in program.instance.contracts[contract].releasing}
    activities = _groups(laid.first, laid.activity)
    holds = [not wanted.isdisjoint(_migrations(program, places)) for places in activities]
    kept = Components(
        *grouped(compress(activities, holds)),
        *grouped(compress(_groups(laid.first_use, laid.resource), holds)),
        *grouped(compress(_groups(laid.first_step, laid.step), holds)),
    )
    asked = np.array([int(activity.is_block and _releases(activity, wanted)) for activity in program.activities])
    return replace(program, flat=program.flat._replace(components=kept, asked=asked.astype(np.int64)))


def _releases(activity: Activity, wanted: Collection[int]) -> bool:
    return any(member.place in wanted for member in activity.members)


def _groups(first: Ints, entries: Ints) -> list[list[int]]:
    return [entries[begin:end].tolist() for begin, end in pairwise(first)]


def _migrations(program: Program, places: Sequence[int]) -> Iterator[int]:
    return (member.place for place in places for member in program.activities[place].members)
