"""How far off a simulated figure can be: 95 % intervals from batches, each of which is a small answer of its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv, stdtrit

from planner.risk.draws import BATCH
from planner.risk.families import Floats

CONFIDENCE = 0.95
RARE = 0.01
"""Where every batch finds a share below this, or above one less it, batches say too little about it."""


@dataclass(frozen=True)
class Estimate:
    """A figure with the ends of its 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half of the interval: what stands after ±."""
        return (self.high - self.low) / 2.0


def mean_of(batches: Floats, span: float = 0.0, points: int = BATCH) -> Estimate:
    """The mean of the figures of batches of equal size.

    `span`: the distance between the greatest and the least draw. Sobol points are so even that all batches can agree on
    something that has two values; then one of the `points` of each batch is taken as undecided.
    """
    count, value = len(batches), float(np.mean(batches))
    if count < 2:
        return Estimate(value, -np.inf, np.inf)
    deviation = float(np.std(batches, ddof=1)) or span / (2.0 * points)
    half = float(stdtrit(count - 1, (1.0 + CONFIDENCE) / 2.0)) * deviation / float(np.sqrt(count))
    return Estimate(value, value - half, value + half)


def share_of(batches: Floats, draws: int) -> Estimate:
    """A probability, from the share that each batch found, and the draws of all together.

    A rare one, or one that is nearly sure, has the interval of Clopper and Pearson on the pooled count.
    """
    if np.all(batches < RARE) or np.all(batches > 1.0 - RARE):
        return clopper_pearson(round(float(np.mean(batches)) * draws), draws)
    found = mean_of(batches, span=1.0)
    return Estimate(found.value, max(0.0, found.low), min(1.0, found.high))


def clopper_pearson(hits: int, draws: int) -> Estimate:
    """A probability of which `hits` of independent `draws` were seen."""
    tail = (1.0 - CONFIDENCE) / 2.0
    low = 0.0 if hits == 0 else float(betaincinv(hits, draws - hits + 1, tail))
    high = 1.0 if hits == draws else float(betaincinv(hits + 1, draws - hits, 1.0 - tail))
    return Estimate(hits / draws, low, high)
