"""What the same plan costs where migrations begin as planned, and where they begin as early as possible."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from planner.plan.plan_case import PlanCase
from planner.risk.draws import FIT_BATCHES, LEAST_BATCHES, Purpose
from planner.risk.execution.program import program_of
from planner.risk.families import Floats
from planner.risk.intervals import mean_of
from planner.risk.measuring import Measured, Prefixes
from planner.risk.records import Answer, Start, StartRisk
from planner.risk.sampling import Sample, Sampling, sampled
from planner.risk.uncertainty import Uncertainty

START_POINTS = 512
"""Of each of the first batches so many points are carried out with the other start."""


@dataclass(frozen=True)
class Side:
    """What one start costs in each draw, batch by batch: with the plan's options, with those of "commit now", and besides.

    `cutovers`: the mean position of a cutover.
    """

    points: int
    plan: Floats
    committed: Floats
    delay: Floats
    bridges: Floats
    cutovers: float

    @classmethod
    def of(cls, measured: Measured, committed: Prefixes) -> Side:
        """The totals of what was measured."""
        cutovers = measured.sample.cutovers
        return cls(
            points=measured.sample.points,
            plan=measured.totals(measured.prefixes(Answer.PLAN)).pounds,
            committed=measured.totals(committed).pounds,
            delay=measured.delay,
            bridges=measured.bridges,
            cutovers=float(np.mean(cutovers, dtype=float)) if cutovers.size else 0.0,
        )

    def first(self, batches: int) -> Side:
        """The draws of its first batches."""
        draws = batches * self.points
        cut = {name: getattr(self, name)[:draws] for name in ("plan", "committed", "delay", "bridges")}
        return replace(self, **cut)

    @property
    def all_pounds(self) -> Floats:
        """With the options of "commit now", delay and bridges included."""
        return np.asarray(self.committed + self.delay + self.bridges)

    def by_batch(self, values: Floats) -> Floats:
        """The mean of each batch."""
        return np.asarray(values.reshape(-1, self.points).mean(axis=1))


def other_start(
    case: PlanCase, uncertainty: Uncertainty, sampling: Sampling, *, early: bool, stop: Callable[[], bool]
) -> Side | None:
    """The start that is not asked for, on few draws, which are given up at once; None where it was stopped.

    `early`: the start that is asked for. The options of "commit now" are chosen anew, on draws of their own.
    """
    program = program_of(case.portfolio, case.plan, uncertainty, as_early_as_possible=not early)

    def measured(wanted: Sampling) -> Measured | None:
        found: Sample | None = sampled(program, uncertainty, wanted, stop=stop)
        whole = found is not None and found.batches == wanted.batches
        return Measured(case, program, uncertainty, found) if found is not None and whole else None

    fit = measured(replace(sampling, purpose=Purpose.FIT, batches=FIT_BATCHES))
    committed = None if fit is None else fit.best_prefixes()
    del fit
    fresh = measured(replace(sampling, batches=LEAST_BATCHES, points=START_POINTS))
    return None if fresh is None or committed is None else Side.of(fresh, committed)


def start_rows(measured: Measured, committed: Prefixes, other: Side, *, early: bool) -> Iterator[StartRisk]:
    """Both starts on the same draws. `early`: the start that was measured."""
    batches = min(LEAST_BATCHES, measured.sample.batches)
    here = Side.of(replace(measured, sample=measured.sample.first(batches, START_POINTS)), committed)
    planned, soon = (other.first(batches), here) if early else (here, other.first(batches))
    yield _row(Start.PLANNED, planned, soon)
    yield _row(Start.EARLY, soon, planned)


def _row(start: Start, side: Side, other: Side) -> StartRisk:
    plan, committed = mean_of(side.by_batch(side.plan)), mean_of(side.by_batch(side.committed))
    saved = mean_of(side.by_batch(other.all_pounds - side.all_pounds))
    return StartRisk(
        start=start,
        draws=len(side.plan),
        plan_pounds=round(plan.value),
        plan_error=round(plan.half_width),
        commit_now_pounds=round(committed.value),
        commit_now_error=round(committed.half_width),
        delay_pounds=round(float(np.mean(side.delay))),
        bridges_pounds=round(float(np.mean(side.bridges))),
        earlier_days=other.cutovers - side.cutovers,
        saves_pounds=round(saved.value),
        saves_error=round(saved.half_width),
    )
