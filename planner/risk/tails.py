"""The mean of the worst: what a cost is where it is high."""

from __future__ import annotations

import numpy as np

from planner.risk.families import Floats

SAME = 1e-12
"""Shares of probability that differ by no more are equal."""


def tail_mean(values: Floats, level: float, weight: Floats | None = None) -> float:
    """The mean of the worst `1 - level` of the draws; a draw counts by the fraction of it that belongs to them.

    At 0 it is the mean, at a level that leaves no whole draw the worst one. `weight` adds up to 1; None: all the same.
    """
    order = np.argsort(values, kind="stable")[::-1]
    shares = np.full(len(values), 1.0 / len(values)) if weight is None else weight[order]
    if level >= 1.0:
        return float(values[order[0]])
    before = np.cumsum(shares) - shares
    counted = np.clip((1.0 - level) - before, 0.0, shares)
    return float(values[order] @ counted / counted.sum())


def tail_begin(values: Floats, level: float, weight: Floats | None = None) -> float:
    """The least value that a draw has with at least the probability `level`: there the worst begin."""
    order = np.argsort(values, kind="stable")
    shares = np.full(len(values), 1.0 / len(values)) if weight is None else weight[order]
    place = int(np.searchsorted(np.cumsum(shares), level - SAME))
    return float(values[order[min(place, len(values) - 1)]])
