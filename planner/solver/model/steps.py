"""Functions of a day as steps: neighbouring days of nearly equal values made one, for fewer Booleans in the exact model."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.solver.arrays import Mask, Pounds


def level(
    row: Pounds, allowed: Mask, tolerance: float, share: float = 0.0, *, least: bool
) -> Iterator[tuple[int, int, float]]:
    """Runs of open positions with nearly equal values: first, last, and the least or the largest value.

    The values of a run differ by no more than `tolerance`, or than `share` of the least of them.
    """
    places = np.flatnonzero(allowed).tolist()
    if not places:
        return
    values = row[places].tolist()
    first = last = places[0]
    low = high = values[0]
    for place, value in zip(places[1:], values[1:], strict=True):
        lower, higher = min(low, value), max(high, value)
        if higher - lower > max(tolerance, share * lower):
            yield first, last, low if least else high
            first, lower, higher = place, value, value
        last, low, high = place, lower, higher
    yield first, last, low if least else high
