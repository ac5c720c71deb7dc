"""Functions of a day as steps, for fewer Booleans in the exact model: neighbouring days of nearly equal values made one.

The calendar day of a position is one too: the position, and the closed days before it. Only portfolios that count working
days need it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from ortools.sat.python import cp_model

from planner.domain.days.day_axis import DayAxis
from planner.solver.arrays import Mask, Pounds

Run = tuple[int, int, int]
"""Positions from the first to the last between which no day is closed, and the closed days since the status date."""


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


def runs_of(axis: DayAxis, low: int, high: int) -> Iterator[Run]:
    """The runs from one position to another, both included; closed days before the status date count as negative."""
    begins = [low, *dict.fromkeys(position for position in axis.closed_positions if low < position <= high)]
    for first, after in zip(begins, [*begins[1:], high + 1], strict=True):
        yield first, after - 1, axis.day(first) - first


def closed_before(
    model: cp_model.CpModel,
    position: cp_model.LinearExprT,
    runs: list[Run],
    literal_of: Callable[[int, int], cp_model.IntVar],
) -> cp_model.LinearExprT:
    """`Σ closed_r · x_r` with one Boolean `x_r` for each run, true where `first_r ≤ position ≤ last_r`.

    Both are stated once more for all runs together, which is what a linear relaxation sees.
    """
    if len(runs) == 1:
        return runs[0][2]
    literals = [literal_of(first, last) for first, last, _ in runs]
    for (first, last, _), literal in zip(runs, literals, strict=True):
        model.add_linear_constraint(position, first, last).only_enforce_if(literal)
    model.add_exactly_one(literals)
    model.add(position >= cp_model.LinearExpr.weighted_sum(literals, [first for first, _, _ in runs]))
    model.add(position <= cp_model.LinearExpr.weighted_sum(literals, [last for _, last, _ in runs]))
    return cp_model.LinearExpr.weighted_sum(literals, [closed for *_, closed in runs])
