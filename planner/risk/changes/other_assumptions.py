"""What the answer rests on: the same plan on the same random numbers, with one assumption at a time made another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from planner.domain.portfolio import Portfolio
from planner.domain.uncertain.families import RangeFamily
from planner.errors import SettingsError
from planner.plan.plan_case import PlanCase
from planner.risk.assumptions import Assumptions
from planner.risk.draws import FIT_BATCHES, LEAST_BATCHES, Keys, Purpose
from planner.risk.families import Floats
from planner.risk.intervals import mean_of
from planner.risk.measuring import Measured, Totals
from planner.risk.records import Answer, AssumptionRisk
from planner.risk.sampling import Sampling, sampled
from planner.risk.uncertainty import Uncertainty, uncertainty_of

AS_STATED = "as stated"
"""The name of the first row."""
WIDER, NARROWER = 1.5, 0.5
"""By how much all ranges are made wider and narrower."""
MUCH_IN_COMMON = (0.5, 0.3)
"""The shares of the variance that all dates have in common, and those of one cluster."""
PHASE_PERCENTS = (-10, 30)
"""The spread of phases where none is stated."""
OWN_RANGES = "the outside view has one list of past slips for all dates, so there is no other assumption to compare"


@dataclass(frozen=True)
class Other:
    """An assumption by its name, and what is uncertain under it."""

    name: str
    uncertainty: Uncertainty


def other_assumptions(portfolio: Portfolio, stated: Uncertainty) -> Iterator[Other]:
    """The assumptions as stated, then each of the others that differs from it."""
    found = [Other(AS_STATED, stated), *_of_ranges(stated), *_in_common(stated), *_of_the_rest(portfolio, stated)]
    yield from (other for place, other in enumerate(found) if place == 0 or other.uncertainty != stated)


def _of_ranges(stated: Uncertainty) -> Iterator[Other]:
    """Other tails, and other widths."""
    yield Other("longer tails: lognormal ranges", stated.in_family(RangeFamily.LOGNORMAL))
    yield Other("no tails: triangular ranges, no date beyond its late date", stated.in_family(RangeFamily.TRIANGULAR))
    if stated.family:
        for factor in (WIDER, NARROWER):
            yield Other(f"ranges × {factor:g}", replace(stated, spread=factor * stated.spread))


def _in_common(stated: Uncertainty) -> Iterator[Other]:
    """Dates that have nothing in common, and much."""
    if stated.family:
        yield Other("dates have nothing in common", _shared(stated, 0.0, 0.0))
        yield Other("dates have much in common", _shared(stated, *MUCH_IN_COMMON))


def _shared(stated: Uncertainty, programme: float, cluster: float) -> Uncertainty:
    return replace(stated, programme_share=programme, cluster_shares=dict.fromkeys(stated.cluster_shares, cluster))


def _of_the_rest(portfolio: Portfolio, stated: Uncertainty) -> Iterator[Other]:
    """Events, lengths and suppliers."""
    yield Other("no event happens", stated.without(events=frozenset(event.id for event in stated.events)))
    if stated.lengths:
        yield Other("phases as long as planned", replace(stated, lengths={}))
    else:
        early, late = PHASE_PERCENTS
        policy = replace(portfolio.policy, phase_early_percent=early, phase_late_percent=late)
        lengths = uncertainty_of(replace(portfolio, policy=policy)).lengths
        yield Other(f"phases vary from {early} % to +{late} %".replace("-", "−"), replace(stated, lengths=lengths))
    if any(chance < 1.0 for chance in stated.agreements.values()):
        yield Other("suppliers never refuse", replace(stated, agreements={}))


def assumption_rows(
    case: PlanCase,
    assumptions: Assumptions | None = None,
    *,
    batches: int = LEAST_BATCHES,
    seed: int = 1,
    stop: Callable[[], bool] = lambda: False,
    on_step: Callable[[str], None] = lambda step: None,
) -> tuple[AssumptionRisk, ...]:
    """A row for each assumption: first as stated, then those that move "commit now" most. Where `stop` says so, fewer.

    The options of "commit now" are chosen anew under each, on draws of their own. Raises SettingsError for an outside view.
    """
    chosen = assumptions or Assumptions()
    if chosen.outside_view:
        raise SettingsError(OWN_RANGES)
    others = tuple(other_assumptions(case.portfolio, chosen.uncertainty(case.portfolio)))
    keys = Keys.of(*(other.uncertainty for other in others))
    sampling = Sampling(keys=keys, seed=seed, purpose=Purpose.EVALUATE, batches=batches)
    found: list[_Carried] = []
    for other in others:
        on_step(f"Carrying the plan out: {other.name}; Ctrl-C keeps what there is.")
        carried = _carried(case, chosen, other, sampling, stop)
        if carried is None:
            break
        found.append(carried)
    return _rows(found)


def _rows(found: Sequence[_Carried]) -> tuple[AssumptionRisk, ...]:
    if not found:
        return ()
    rows = [carried.row(found[0]) for carried in found]
    return (rows[0], *sorted(rows[1:], key=lambda row: (-abs(row.more_pounds), row.assumption)))


def _carried(
    case: PlanCase, assumptions: Assumptions, other: Other, sampling: Sampling, stop: Callable[[], bool]
) -> _Carried | None:
    """The plan carried out under an assumption; None where it was stopped before."""
    program = assumptions.program(case.portfolio, case.plan, other.uncertainty)
    fit = replace(sampling, purpose=Purpose.FIT, batches=FIT_BATCHES)
    fitted = sampled(program, other.uncertainty, fit, stop=stop)
    fresh = sampled(program, other.uncertainty, sampling, stop=stop)
    if fitted is None or fresh is None or fresh.batches < sampling.batches:
        return None
    measured = Measured(case, program, other.uncertainty, fresh)
    committed = replace(measured, sample=fitted).best_prefixes()
    return _Carried(other.name, measured, measured.totals(committed))


@dataclass(frozen=True)
class _Carried:
    """The plan carried out under one assumption, with the options of "commit now"."""

    name: str
    measured: Measured
    committed: Totals

    @cached_property
    def batches(self) -> Floats:
        """The mean cost of each batch."""
        return self.measured.sample.by_batch(self.committed.pounds)

    def row(self, stated: _Carried) -> AssumptionRisk:
        """Its figures, beside those as stated."""
        sample, planned = self.measured.sample, self.measured.totals(self.measured.prefixes(Answer.PLAN))
        plan, now = mean_of(sample.by_batch(planned.pounds)), mean_of(self.batches)
        more = mean_of(self.batches - stated.batches)
        return AssumptionRisk(
            assumption=self.name,
            draws=sample.draws,
            plan_pounds=round(plan.value),
            plan_error=round(plan.half_width),
            commit_now_pounds=round(now.value),
            commit_now_error=round(now.half_width),
            more_pounds=round(more.value),
            more_error=round(more.half_width),
            uncovered_contracts=float(np.mean(self.committed.uncovered)),
            horizon_share=self._horizon_share(),
        )

    def _horizon_share(self) -> float:
        """How often the contract is needed beyond the horizon that most often is, of those with a way off."""
        off = ~np.array(self.measured.no_route)
        late = self.measured.sample.needed[off] >= self.measured.portfolio.horizon_day
        return float(late.mean(axis=1).max(initial=0.0))
