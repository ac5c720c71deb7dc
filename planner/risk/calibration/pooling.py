"""All predictions that count, together: the share inside, the slip, the distance from what was promised."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

import numpy as np
from scipy.stats import kstwo

from planner.risk.calibration.records import Kolmogorov, MilestoneOutcome, Pooled
from planner.risk.intervals import clopper_pearson

PROMISED_INSIDE = 0.8
"""The share between P10 and P90, where promises are right."""
TAIL, MIDDLE = 0.1, 0.5
ENOUGH = 10
"""Predictions that a Kolmogorov statistic wants."""


def pooled(outcomes: Sequence[MilestoneOutcome]) -> Pooled | None:
    """The predictions, each of which counts, together; None where there are none."""
    shares = [outcome.transform for outcome in outcomes if outcome.transform is not None]
    count = len(outcomes)
    if not count:
        return None
    return Pooled(
        predictions=count,
        inside=clopper_pearson(sum(outcome.inside for outcome in outcomes), count),
        late=clopper_pearson(sum(share > 1 - TAIL for share in shares), count),
        early=clopper_pearson(sum(share < TAIL for share in shares), count),
        second_half=clopper_pearson(sum(share > MIDDLE for share in shares), count),
        slip_days=sum(outcome.slip_days for outcome in outcomes) / count,
        spread=spread_that_holds(outcomes),
        kolmogorov=kolmogorov(shares) if count >= ENOUGH else None,
    )


def kolmogorov(shares: Sequence[float]) -> Kolmogorov:
    """How far the shares are from an even spread between 0 and 1."""
    found, count = np.sort(np.array(shares)), len(shares)
    above = np.max(np.arange(1, count + 1) / count - found)
    below = np.max(found - np.arange(count) / count)
    distance = float(max(above, below))
    return Kolmogorov(distance=distance, chance=float(kstwo.sf(distance, count)))


def spread_that_holds(outcomes: Sequence[MilestoneOutcome]) -> float | None:
    """The least factor on the distances from the planning date that puts 80 % between P10 and P90; None: none does."""
    held = [_factors(outcome) for outcome in outcomes]
    wanted = math.ceil(PROMISED_INSIDE * len(held) - 1e-9)
    for factor in sorted(low for low, high in held if low <= high and math.isfinite(low)):
        if sum(low <= factor <= high for low, high in held) >= wanted:
            return factor
    return None


def _factors(outcome: MilestoneOutcome) -> tuple[float, float]:
    """The least and the greatest factor with which a date lies between P10 and P90."""
    off = _days(outcome, outcome.achieved_date)
    least, most = (
        _where_above(-off, -_days(outcome, outcome.p10_date)),
        _where_above(off, _days(outcome, outcome.p90_date)),
    )
    return max(0.0, least[0], most[0]) * outcome.spread, min(least[1], most[1]) * outcome.spread


def _where_above(off: float, end: float) -> tuple[float, float]:
    """The factors with which `factor × end` is at least `off`."""
    if end == 0:
        return (0.0, math.inf) if off <= 0 else (math.inf, math.inf)
    return (off / end, math.inf) if end > 0 else (-math.inf, off / end)


def _days(outcome: MilestoneOutcome, day: date) -> int:
    return (day - outcome.planning_date).days
