"""Plans and bounds for a trade-off from weighted sums, where the portfolio is too large for the exact model alone.

The search for whole portfolios knows no limits on measures, but it finds good plans for a weighted sum, and proves a bound
of it. It takes the weights under which two neighbouring points cost the same, and searches below the line between them
(Aneja and Nair 1979). The exact search starts at its plan, and its bound holds for every limit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from planner.domain.portfolio import Portfolio
from planner.domain.routes import planned_migrations
from planner.futures.trade_offs.frontier_boxes import Box
from planner.plan.entries import Plan
from planner.solver import Measure, SolveSettings
from planner.solver.interruption import CallerStop
from planner.solver.tuning import DEFAULT_TUNING
from planner.solver.weighted import PRICED, Weights, minimise_weighted

HEAVY = 30
"""Weight of the measure that comes first, against 1 for the other, in the searches for the two ends."""
FINEST = 12
"""Weights are whole numbers, the smaller of two at most this."""


StartFor = Callable[[Weights], Plan | None]
"""The best plan known for a weighted sum."""


@dataclass(frozen=True)
class WeightedBound:
    """`x_weight · x + y_weight · y ≥ bound` for every plan."""

    x_weight: int
    y_weight: int
    bound: int

    def least_y(self, most_x: int) -> int:
        """A lower bound of y for plans with x at most this."""
        return -(-(self.bound - self.x_weight * most_x) // self.y_weight)


@dataclass
class Guide:
    """The weighted searches of one frontier and what they have proved; none where the portfolio is small."""

    portfolio: Portfolio
    x: Measure
    y: Measure
    stop: CallerStop = field(default_factory=CallerStop)
    bounds: list[WeightedBound] = field(default_factory=list)
    interrupted: bool = False

    @property
    def is_wanted(self) -> bool:
        """Whether the portfolio is so large that the exact model needs help."""
        return len(planned_migrations(self.portfolio)) > DEFAULT_TUNING.exact_alone_migrations

    @property
    def weighs_both(self) -> bool:
        """Whether weighted sums of the two measures can be searched for."""
        return self.is_wanted and {self.x, self.y} <= PRICED

    def ends(self, settings: SolveSettings, start_for: StartFor) -> list[Plan]:
        """Plans good in one measure first and the other second, the time shared; none where neither can be priced."""
        weights = [{self.x: 1, self.y: HEAVY}, {self.x: HEAVY, self.y: 1}]
        if not self.weighs_both:
            weights = [{measure: 1} for measure in (self.x, self.y) if measure in PRICED] if self.is_wanted else []
        found = (self._search(each, settings, start_for(each)) for each in weights)
        return [plan for plan in found if plan is not None]

    def between(self, box: Box, settings: SolveSettings, start_for: StartFor) -> Plan | None:
        """A plan below the line between two neighbouring points, if one is found."""
        ratio = Fraction(box.until_x - box.after_x, box.high_y - box.low_y)
        y_weight, x_weight = _whole(ratio)
        weights = {self.x: x_weight, self.y: y_weight}
        return self._search(weights, settings, start_for(weights))

    def least_y(self, most_x: int) -> int | None:
        """The best lower bound of y for plans with x at most this; None where nothing is proved."""
        return max((bound.least_y(most_x) for bound in self.bounds), default=None)

    def _search(self, weights: Weights, settings: SolveSettings, start: Plan | None) -> Plan | None:
        if self.interrupted or self.stop():
            return None
        result = minimise_weighted(self.portfolio, weights, settings, start=start, stop=self.stop)
        self.interrupted = result.interrupted
        if result.bound is not None and weights.get(self.y):
            self.bounds.append(WeightedBound(weights.get(self.x, 0), weights[self.y], result.bound))
        return result.plan


def _whole(ratio: Fraction) -> tuple[int, int]:
    """Two whole weights in nearly this ratio, the smaller at most `FINEST`."""
    if ratio >= 1:
        near = ratio.limit_denominator(FINEST)
        return near.numerator, near.denominator
    near = (1 / ratio).limit_denominator(FINEST)
    return near.denominator, near.numerator
