"""What changes do to every contract: the same draws with and without each, contract by contract and batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

import numpy as np

from planner.risk.changes.price_rows import PriceRows
from planner.risk.changes.replay import Replay
from planner.risk.draws import BATCH, Days, Flags
from planner.risk.execution.carrying_out import needed_until
from planner.risk.execution.flat_program import Ints, Shorts
from planner.risk.families import Floats
from planner.risk.intervals import Estimate, mean_of
from planner.risk.measuring import Measured, Prefixes
from planner.risk.sampling import Sampling
from planner.risk.uncertainty import Uncertainty


@dataclass(frozen=True)
class Change:
    """What is certain once something is known, or paid for. `prefixes`: what is asked for then.

    `lengths_still`: no length varies by itself any more.
    """

    kind: str
    id: str
    uncertainty: Uncertainty
    prefixes: Prefixes
    lengths_still: bool = False


@dataclass(frozen=True)
class Effect:
    """What a change takes away, as means: a row for each batch and a column for each contract that has a way off.

    `days` are those by which a contract is needed less long, `cutovers` those of the cutovers, over all migrations.
    `span`: between the greatest and the least effect on the pounds of a draw. `points`: the draws of a batch.
    """

    change: Change
    pounds: Floats
    uncovered: Floats
    days: Floats
    cutovers: Floats
    span: float
    points: int

    @property
    def saved(self) -> Estimate:
        """The pounds over all contracts."""
        return mean_of(self.pounds.sum(axis=1), self.span, self.points)


def effects_of(
    measured: Measured,
    changes: Sequence[Change],
    before: Prefixes,
    sampling: Sampling,
    *,
    stop: Callable[[], bool] = lambda: False,
    on_batch: Callable[[int, int], None] = lambda done, of: None,
) -> list[Effect]:
    """The effect of every change on the first points of the first batches, against the prefixes asked for `before`.

    Where `stop` says so only the batches are told that are done; none where there are not two.
    """
    study = _Study(measured, sampling, changes, before)
    places, found = iter(range(sampling.batches)), list[list[_Batch]]()
    with ThreadPoolExecutor(sampling.workers) as pool:
        while (chunk := list(islice(places, sampling.workers))) and not stop():
            found.extend(pool.map(study.batch, chunk))
            on_batch(len(found), sampling.batches)
    return study.effects(found) if len(found) > 1 else []


@dataclass(frozen=True)
class _Batch:
    """The effect of one change in one batch. `least` and `most`: of the pounds of a draw."""

    pounds: Floats
    uncovered: Floats
    days: Floats
    cutovers: float
    least: float
    most: float


@dataclass(frozen=True)
class _Study:
    """What all batches have in common."""

    measured: Measured
    sampling: Sampling
    changes: Sequence[Change]
    asked: Prefixes

    def batch(self, place: int) -> list[_Batch]:
        """The effect of every change in a batch."""
        sample, points = self.measured.sample, self.sampling.points
        columns = slice(place * BATCH, place * BATCH + points)
        replay = Replay.of(self.measured.program, self.measured.uncertainty, self.sampling.batch(place))
        needed = sample.needed[:, columns].astype(np.int64)
        cutovers = sample.cutovers[:, columns].astype(np.int64)
        rows = self._prices(self.asked, columns)
        pounds, uncovered = rows.outcome(needed, np.arange(points))
        before = _Before(needed, cutovers, rows, pounds, uncovered)
        return [self._effect(change, replay, before, columns) for change in self.changes]

    def _prices(self, asked: Prefixes, columns: slice) -> PriceRows:
        agreed = {id: flags[columns] for id, flags in self.measured.sample.agreed.items()}
        return PriceRows.of(self.measured.costs, asked, agreed, self.sampling.points)

    def _effect(self, change: Change, replay: Replay, before: _Before, columns: slice) -> _Batch:
        draws, cutovers = replay.again(change.uncertainty, lengths_still=change.lengths_still)
        after = needed_until(self.measured.program, cutovers).astype(np.int64)
        if change.prefixes == self.asked:
            return before.less(draws, after, cutovers)
        return before.less_with(self._prices(change.prefixes, columns), draws, after, cutovers)

    def effects(self, batches: Sequence[Sequence[_Batch]]) -> list[Effect]:
        """The batches of every change together."""
        return [
            self._together(change, [batch[place] for batch in batches]) for place, change in enumerate(self.changes)
        ]

    def _together(self, change: Change, batches: Sequence[_Batch]) -> Effect:
        off = ~np.array(self.measured.no_route)
        return Effect(
            change,
            pounds=np.array([batch.pounds[off] for batch in batches]),
            uncovered=np.array([batch.uncovered[off] for batch in batches]),
            days=np.array([batch.days[off] for batch in batches]),
            cutovers=np.array([batch.cutovers for batch in batches]),
            span=max(batch.most for batch in batches) - min(batch.least for batch in batches),
            points=self.sampling.points,
        )


@dataclass(frozen=True)
class _Before:
    """A batch without any change: a row for each contract or migration, a column for each draw."""

    needed: Days
    cutovers: Days
    prices: PriceRows
    pounds: Floats
    uncovered: Flags

    def less(self, draws: Ints, needed: Days, cutovers: Shorts) -> _Batch:
        """What is less where these draws have these days instead, and all others stay as they are."""
        pounds, uncovered = self.prices.outcome(needed, draws)
        return self._batch(
            self.pounds[:, draws] - pounds,
            self.uncovered[:, draws].astype(float) - uncovered,
            self.needed[:, draws] - needed,
            self._cutovers(draws, cutovers),
        )

    def less_with(self, prices: PriceRows, draws: Ints, needed: Days, cutovers: Shorts) -> _Batch:
        """The same where other options are asked for as well, so that every draw costs something else."""
        after = self.needed.copy()
        after[:, draws] = needed
        pounds, uncovered = prices.outcome(after, np.arange(after.shape[1]))
        return self._batch(
            self.pounds - pounds,
            self.uncovered.astype(float) - uncovered,
            self.needed - after,
            self._cutovers(draws, cutovers),
        )

    def _batch(self, pounds: Floats, uncovered: Floats, days: Days, cutovers: float) -> _Batch:
        by_draw = pounds.sum(axis=0)
        return _Batch(
            pounds=self._mean(pounds),
            uncovered=self._mean(uncovered),
            days=self._mean(days),
            cutovers=cutovers,
            least=float(by_draw.min(initial=0.0)),
            most=float(by_draw.max(initial=0.0)),
        )

    def _mean(self, values: Floats | Days) -> Floats:
        """Over all draws of the batch; those that are not there have none."""
        return np.asarray(values.sum(axis=1) / self.needed.shape[1])

    def _cutovers(self, draws: Ints, after: Shorts) -> float:
        moved = self.cutovers[:, draws] - after.T
        return float(moved.sum() / max(1, self.cutovers.size))
