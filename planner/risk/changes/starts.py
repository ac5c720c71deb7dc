"""What the same plan costs where migrations begin as planned, and where they begin as early as possible."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from planner.risk.draws import FIT_BATCHES, LEAST_BATCHES, Purpose
from planner.risk.execution.program import program_of
from planner.risk.families import Floats
from planner.risk.intervals import mean_of
from planner.risk.measuring import Measured, Prefixes
from planner.risk.records import Answer, Start, StartRisk
from planner.risk.sampling import Sampling, sampled

START_POINTS = 512
"""Of each of the first batches so many points are carried out with the other start."""


def start_rows(
    measured: Measured, committed: Prefixes, sampling: Sampling, *, early: bool, stop: Callable[[], bool]
) -> tuple[StartRisk, ...]:
    """Both starts on the same draws; none where it was stopped before.

    `early`: the start that was measured. For each the options of "commit now" are chosen anew, on draws of their own.
    """
    other = program_of(measured.portfolio, measured.case.plan, measured.uncertainty, as_early_as_possible=not early)
    batches = min(LEAST_BATCHES, measured.sample.batches)
    fit = sampled(other, measured.uncertainty, replace(sampling, purpose=Purpose.FIT, batches=FIT_BATCHES), stop=stop)
    few = replace(sampling, batches=batches, points=START_POINTS)
    fresh = sampled(other, measured.uncertainty, few, stop=stop)
    if fit is None or fresh is None or fit.batches < FIT_BATCHES or fresh.batches < batches:
        return ()
    here = _Side.of(replace(measured, sample=measured.sample.first(batches, START_POINTS)), committed)
    there = replace(measured, program=other, sample=fresh)
    chosen = replace(there, sample=fit).best_prefixes()
    return tuple(_rows(here, _Side.of(there, chosen), early=early))


def _rows(here: _Side, there: _Side, *, early: bool) -> Iterator[StartRisk]:
    planned, soon = (there, here) if early else (here, there)
    yield _row(Start.PLANNED, planned, soon)
    yield _row(Start.EARLY, soon, planned)


@dataclass(frozen=True)
class _Side:
    """One start: pounds in each draw with the plan's options and with those of "commit now", and what else it costs."""

    measured: Measured
    plan: Floats
    committed: Floats

    @classmethod
    def of(cls, measured: Measured, committed: Prefixes) -> _Side:
        plan = measured.totals(measured.prefixes(Answer.PLAN))
        return cls(measured, plan.pounds, measured.totals(committed).pounds)

    @property
    def all_pounds(self) -> Floats:
        """With the options of "commit now", delay and bridges included."""
        return np.asarray(self.committed + self.measured.delay + self.measured.bridges)


def _row(start: Start, side: _Side, other: _Side) -> StartRisk:
    sample = side.measured.sample
    plan, committed = mean_of(sample.by_batch(side.plan)), mean_of(sample.by_batch(side.committed))
    saved = mean_of(sample.by_batch(other.all_pounds - side.all_pounds))
    cutovers = other.measured.sample.cutovers.astype(float) - sample.cutovers
    return StartRisk(
        start=start,
        draws=sample.draws,
        plan_pounds=round(plan.value),
        plan_error=round(plan.half_width),
        commit_now_pounds=round(committed.value),
        commit_now_error=round(committed.half_width),
        delay_pounds=round(float(np.mean(side.measured.delay))),
        bridges_pounds=round(float(np.mean(side.measured.bridges))),
        earlier_days=float(np.mean(cutovers)) if cutovers.size else 0.0,
        saves_pounds=round(saved.value),
        saves_error=round(saved.half_width),
    )
