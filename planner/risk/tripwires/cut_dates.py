"""The exact fit of one option: where to cut its re-forecasts, when all other options keep their rules."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.risk.draws import Days
from planner.risk.families import Floats
from planner.risk.tripwires.rules import ALWAYS, NEVER, Kind, Rule

SAME = 1e-9
"""Costs that differ by no more than this share of what is at stake are equal."""


@dataclass(frozen=True)
class Cuts:
    """Every place where the re-forecasts of one level can be cut, from yes to all to yes to none.

    Cut i says yes where the re-forecast is `days[i]` or later; the last one says no to all. `cost[i]` is what it costs more
    than no to all, `square[i]` the mean of the squares. `draws`: how many equal draws know as much as these.
    """

    days: Days
    cost: Floats
    square: Floats
    draws: float

    @classmethod
    def of(cls, seen: Days, gain: Floats, weight: Floats) -> Cuts:
        """The cuts of these re-forecasts; `gain` is what yes costs more than no in each draw. Equal ones stay together."""
        days, place = np.unique(seen, return_inverse=True)
        return cls(
            days=days.astype(np.int64),
            cost=_suffix_sums(place, weight * gain, len(days)),
            square=_suffix_sums(place, weight * gain * gain, len(days)),
            draws=float(1.0 / (weight @ weight)),
        )

    @property
    def best(self) -> int:
        """The cheapest cut; of equal ones the last, which says yes least."""
        least = float(self.cost.min())
        return int(np.flatnonzero(self.cost <= least + self.margin)[-1])

    @property
    def margin(self) -> float:
        """Differences of cost up to this are rounding."""
        return SAME * float(np.sqrt(self.square[0])) if self.square[0] > 0 else 0.0

    def errors(self, cut: int) -> Floats:
        """The standard error of the difference of every cut to this one, draw by draw."""
        mean = self.cost - self.cost[cut]
        spread = np.abs(self.square - self.square[cut]) - mean * mean
        return np.asarray(np.sqrt(np.maximum(0.0, spread) / self.draws))

    def flat(self, cut: int, errors: float) -> tuple[int, int]:
        """The first and the last cut, side by side with this one, whose cost is less than so many errors higher."""
        alike = self.cost - self.cost[cut] < np.maximum(errors * self.errors(cut), self.margin)
        alike[[0, -1]] = False
        alike[cut] = True
        unlike = np.flatnonzero(~alike)
        before, after = unlike[unlike < cut], unlike[unlike > cut]
        return int(before[-1]) + 1, int(after[0]) - 1

    def rule(self, level: int, cut: int, errors: float) -> Rule:
        """The rule of a cut between two re-forecasts: its date is the middle of the gap between them."""
        first, last = self.flat(cut, errors)
        low, high = int(self.days[cut - 1]), int(self.days[cut]) - 1
        return Rule(
            Kind.DATE,
            level=level,
            threshold=(low + high) // 2,
            flat_from=int(self.days[first - 1]),
            flat_until=int(self.days[last]) - 1,
        )


def _suffix_sums(place: npt.NDArray[np.int64], values: Floats, count: int) -> Floats:
    sums = np.bincount(place.ravel(), weights=values, minlength=count)
    return np.append(np.cumsum(sums[::-1])[::-1], 0.0)


@dataclass(frozen=True)
class Fit:
    """A rule with its cost, counted from never."""

    rule: Rule
    cost: float


def best_rule(seen: Days | None, gain: Floats, weight: Floats, errors: float) -> Fit:
    """The cheapest rule where yes costs `gain` more than no in each draw.

    A date is taken only where it beats the better of always and never by more than so many standard errors. Of levels that
    cost the same the first is taken, which is the one nearest P50.
    """
    always = float(gain @ weight)
    found = Fit(ALWAYS, always) if always < 0.0 else Fit(NEVER, 0.0)
    for level, row in enumerate(() if seen is None else seen):
        cuts = Cuts.of(row, gain, weight)
        fit = _best_date(cuts, level, min(always, 0.0), errors)
        if fit is not None and fit.cost < found.cost - cuts.margin:
            found = fit
    return found


def _best_date(cuts: Cuts, level: int, constant: float, errors: float) -> Fit | None:
    """The best date of a level; None where nothing speaks against the better of always and never."""
    cut = cuts.best
    if cut in (0, len(cuts.days)):
        return None
    end = 0 if constant < 0.0 else len(cuts.days)
    won = constant - float(cuts.cost[cut])
    if won <= max(errors * float(cuts.errors(end)[cut]), cuts.margin):
        return None
    return Fit(cuts.rule(level, cut, errors), float(cuts.cost[cut]))
