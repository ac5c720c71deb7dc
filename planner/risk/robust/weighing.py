"""Plans weighed on common draws: what each costs in the mean, batch by batch, and which of them is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.plan.plan_case import PlanCase
from planner.risk.execution.program import program_of
from planner.risk.families import Floats
from planner.risk.intervals import Estimate, mean_of
from planner.risk.measuring import Measured, Prefixes
from planner.risk.records import Start
from planner.risk.robust.day_prices import needed_pounds
from planner.risk.robust.records import GIVEN
from planner.risk.sampling import Sampling, sampled
from planner.risk.uncertainty import Uncertainty

ERRORS = 2.0
"""A plan is chosen over another where it is cheaper by more than so many standard errors of the difference."""


@dataclass(frozen=True)
class Weighed:
    """A plan carried out in one way. `hindsight` and `commit_now` are the mean cost of each batch of draws.

    `hindsight`: with the best done about every option when all is known. `committed`: what is best decided today.
    """

    name: str
    case: PlanCase
    begin: Start
    hindsight: Floats
    commit_now: Floats
    committed: Prefixes

    @property
    def mean(self) -> float:
        return float(self.hindsight.mean())

    def gain_over(self, other: Weighed) -> Estimate:
        """How much cheaper it is than another one on the same draws."""
        return mean_of(other.hindsight - self.hindsight)

    def is_better_than(self, other: Weighed) -> bool:
        """Whether it is cheaper beyond the errors of the draws."""
        gains = other.hindsight - self.hindsight
        error = float(np.std(gains, ddof=1)) / float(np.sqrt(len(gains)))
        return float(gains.mean()) > ERRORS * error


def weighed(
    name: str,
    case: PlanCase,
    begin: Start,
    uncertainty: Uncertainty,
    sampling: Sampling,
    committed: Prefixes | None = None,
) -> Weighed:
    """A plan carried out in every batch.

    `committed`: what was decided today on other draws; None: it is decided on these.
    """
    program = program_of(case.portfolio, case.plan, uncertainty, as_early_as_possible=begin is Start.EARLY)
    sample = sampled(program, uncertainty, sampling)
    assert sample is not None  # nobody stops it
    measured = Measured(case, program, uncertainty, sample)
    beside = measured.delay + measured.bridges
    prefixes = measured.best_prefixes() if committed is None else committed
    tables = needed_pounds(case.portfolio, program, uncertainty)
    cover = np.zeros(sample.draws)
    for place, table in enumerate(tables):
        if not measured.no_route[place]:
            cover += table[sample.needed[place]]
    return Weighed(
        name=name,
        case=case,
        begin=begin,
        hindsight=sample.by_batch(cover + beside),
        commit_now=sample.by_batch(measured.totals(prefixes).pounds + beside),
        committed=prefixes,
    )


def chosen_of(found: Sequence[Weighed]) -> Weighed:
    """The cheapest, unless the plan given is as good as far as the draws can tell.

    The same holds for the plan given: it is carried out as planned unless an earlier begin is better beyond the errors.
    """
    given = [item for item in found if item.name == GIVEN]
    base = given[0]
    for other in given[1:]:
        base = other if other.is_better_than(base) else base
    best = min(found, key=lambda item: item.mean)
    return best if best.is_better_than(base) else base
