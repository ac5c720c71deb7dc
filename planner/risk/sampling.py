"""A plan carried out in many draws, batch by batch on several threads; what is done when it is stopped is kept."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from planner.risk.draws import BATCH, Batch, Days, DrawKey, Flags, Keys, Purpose
from planner.risk.execution.carrying_out import carried_out, drawn_lengths, milestone_positions, needed_until
from planner.risk.execution.program import Program
from planner.risk.families import Floats
from planner.risk.uncertainty import Uncertainty

Packed = npt.NDArray[np.signedinteger[Any]]
PACKED_DAYS = 32_000
"""Horizons up to here fit into whole numbers of 16 bits."""
MOST_THREADS = 4
AT_ONCE = 128
"""Draws of a batch that are carried out at once, so that a great portfolio needs little room beside its answer."""

Scalar = TypeVar("Scalar", bound=np.generic)


def threads_of(asked: int) -> int:
    """How many threads to use; 0 asks for as many as there are processors, within reason."""
    return asked or min(MOST_THREADS, os.cpu_count() or 1)


@dataclass(frozen=True)
class Sample:
    """What came of the draws: `needed` has a row for each contract, the others one for each migration or milestone.

    `queued` and `moved` are means by migration and batch: days queued, and the share of draws that the calendar moved.
    `agreed`: in which draws each supplier says yes, where that is not certain. `points`: the draws of a batch.
    """

    needed: Days
    cutovers: Packed
    milestones: Packed
    queued: Floats
    moved: Floats
    agreed: dict[str, Flags]
    points: int = BATCH

    @property
    def batches(self) -> int:
        return self.draws // self.points

    @property
    def draws(self) -> int:
        return int(self.needed.shape[1])

    def by_batch(self, values: Floats | Flags) -> Floats:
        """The mean of each batch of a figure that every draw has."""
        return np.asarray(np.asarray(values, dtype=float).reshape(self.batches, self.points).mean(axis=1))

    def needs_only(self) -> Sample:
        """The days on which contracts are needed no more, without those of migrations and milestones."""
        none = np.empty((0, self.draws), dtype=np.int16)
        return replace(self, cutovers=none, milestones=none)

    def first(self, batches: int, points: int | None = None) -> Sample:
        """Its first batches; `points`: the first ones of each. Days queued and moved stay those of whole batches."""
        few = points or self.points

        def cut(values: npt.NDArray[Scalar]) -> npt.NDArray[Scalar]:
            kept = values.reshape(*values.shape[:-1], self.batches, self.points)[..., :batches, :few]
            return kept.reshape(*values.shape[:-1], batches * few)

        return replace(
            self,
            needed=cut(self.needed),
            cutovers=cut(self.cutovers),
            milestones=cut(self.milestones),
            queued=self.queued[:, :batches],
            moved=self.moved[:, :batches],
            agreed={id: cut(flags) for id, flags in self.agreed.items()},
            points=few,
        )


@dataclass(frozen=True)
class Sampling:
    """How to draw: the keys that all that is compared has in common, the seed, and what the draws are for.

    `points`: of each batch the first ones, a power of two.
    """

    keys: Keys
    seed: int
    purpose: Purpose
    batches: int
    threads: int = 0
    points: int = BATCH

    def batch(self, place: int) -> Batch:
        """The draws of one batch."""
        return Batch.of(self.keys, DrawKey(self.seed, self.purpose, place), self.points)

    @property
    def workers(self) -> int:
        return threads_of(self.threads)


def sampled(
    program: Program,
    uncertainty: Uncertainty,
    sampling: Sampling,
    *,
    stop: Callable[[], bool] = lambda: False,
    on_batch: Callable[[int, int], None] = lambda done, of: None,
) -> Sample | None:
    """The plan carried out in every batch, in as many of the first as were done when `stop` said so; None: in none."""
    room = _Room.of(program, sampling)
    done = 0
    places = iter(range(sampling.batches))
    with ThreadPoolExecutor(sampling.workers) as pool:
        while (chunk := list(islice(places, sampling.workers))) and not stop():
            list(pool.map(lambda place: room.fill(program, uncertainty, sampling, place), chunk))
            done += len(chunk)
            on_batch(done, sampling.batches)
    return room.sample(uncertainty, sampling, done) if done else None


@dataclass(frozen=True)
class _Room:
    """The arrays that batches are written to; each batch has places of its own."""

    needed: Packed
    cutovers: Packed
    milestones: Packed
    queued: Floats
    moved: Floats

    @classmethod
    def of(cls, program: Program, sampling: Sampling) -> _Room:
        instance, batches = program.instance, sampling.batches
        draws = batches * sampling.points
        kind: type[np.signedinteger[Any]] = np.int16 if instance.horizon_day < PACKED_DAYS else np.int32
        contracts, migrations, dates = len(instance.contracts), len(instance.migrations), len(program.net.order)
        return cls(
            needed=np.zeros((contracts, draws), dtype=kind),
            cutovers=np.zeros((migrations, draws), dtype=kind),
            milestones=np.zeros((dates, draws), dtype=kind),
            queued=np.zeros((migrations, batches)),
            moved=np.zeros((migrations, batches)),
        )

    def fill(self, program: Program, uncertainty: Uncertainty, sampling: Sampling, place: int) -> None:
        batch = sampling.batch(place)
        dates = milestone_positions(program, uncertainty, batch)
        lengths, first = drawn_lengths(program, uncertainty, batch), place * sampling.points
        for row in range(0, sampling.points, AT_ONCE):
            rows = slice(row, min(row + AT_ONCE, sampling.points))
            carried = carried_out(program, dates[rows], lengths[rows])
            columns = slice(first + rows.start, first + rows.stop)
            self.needed[:, columns] = needed_until(program, carried.cutovers)
            self.cutovers[:, columns] = carried.cutovers.T
            self.queued[:, place] += carried.queued.sum(axis=0) / sampling.points
            self.moved[:, place] += carried.moved.sum(axis=0) / sampling.points
        self.milestones[:, first : first + sampling.points] = np.clip(dates.T, -PACKED_DAYS, PACKED_DAYS)

    def sample(self, uncertainty: Uncertainty, sampling: Sampling, batches: int) -> Sample:
        uncertain = {id: chance for id, chance in uncertainty.agreements.items() if chance < 1.0}
        whole = Sample(
            needed=np.asarray(self.needed),
            cutovers=self.cutovers,
            milestones=self.milestones,
            queued=self.queued,
            moved=self.moved,
            agreed={id: _agreed(sampling, id, chance) for id, chance in sorted(uncertain.items())},
            points=sampling.points,
        )
        return whole.first(batches)


def _agreed(sampling: Sampling, option: str, chance: float) -> Flags:
    keys = [DrawKey(sampling.seed, sampling.purpose, place) for place in range(sampling.batches)]
    return np.concatenate([key.generator("options", option).random(sampling.points) < chance for key in keys])
