"""Steps of the subgradient ascent, compiled; see `planner.solver.bound.dual_ascent` for the method."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from planner.solver.arrays import Ints, Pounds
from planner.solver.bound.day_kernels import need_at, pull_sums
from planner.solver.bound.dual_kernels import (
    FlatForest,
    cover_shares,
    priced_costs,
    reach_of,
    solve_inner,
    sums_before,
    use_by_day,
)
from planner.solver.bound.flat_blocks import FlatBlocks
from planner.solver.compiling import compiled, lean
from planner.solver.tuning import AscentSteps

PRICE_GRID = 1024.0
WEIGHT_GRID = 1048576.0
"""Prices and pulls are multiples of one part in so many of a pound, weights of one: the proof of the bound rests on it."""


class Prices(NamedTuple):
    """Prices by resource and position, weights by holder of a shared contract and day of need, pulls by member of a group.

    Pulls are by position too, and hold for every calendar day up to the next one.
    """

    capacity: Pounds
    weights: Pounds
    pulls: Pounds


class Relaxation(NamedTuple):
    """What stays the same: capacity (infinite: not scarce), rises of the shared curves, cost outside the forest."""

    capacity: Pounds
    deltas: Pounds
    base: float


class Progress(NamedTuple):
    """What an ascent remembers. `numbers`: best pounds, scale of a step, steps without a rise, steps taken."""

    numbers: Pounds
    mean_position: Pounds
    direction: Pounds


BEST, SCALE, STALLED, STEPS = 0, 1, 2, 3


@compiled
def climb(
    f: FlatBlocks,
    g: FlatForest,
    r: Relaxation,
    prices: Prices,
    best: Prices,
    progress: Progress,
    total: Pounds,
    steps: int,
    target: float,
    tuning: AscentSteps,
) -> bool:
    """Take some steps towards the target (infinite: a little above the bound); False where nothing keeps the rules.

    `prices`, `best` and `progress` are changed in place; `total` is scratch, infinite outside the open positions.
    """
    resources, size = prices.capacity.shape
    reach = reach_of(f)
    sums = np.empty((resources, size + reach + 1))
    shares = np.empty((prices.weights.shape[0], prices.weights.shape[1] + reach + 1))
    pulls = np.empty((prices.pulls.shape[0], size + reach + 1))
    use = np.empty((resources, size))
    count = f.way_from.size - 1
    position, way = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    for _ in range(steps):
        if progress.numbers[SCALE] < tuning.shortest_step:
            return True
        sums_before(prices.capacity, sums)
        cover_shares(f, prices.weights, r.deltas, shares)
        pull_sums(f, prices.pulls, pulls)
        priced_costs(f, sums, shares, pulls, total)
        pounds = solve_inner(f, g, total, position, way)
        if not math.isfinite(pounds):
            return False
        pounds += r.base - rebate(prices.capacity, r.capacity)
        _remember(prices, best, progress, position, pounds, tuning)
        if progress.numbers[STALLED] >= tuning.patience:
            _restart(prices, best, progress, tuning.shrink)
            continue
        aim = target
        if not math.isfinite(aim) or aim <= progress.numbers[BEST]:
            aim = progress.numbers[BEST] + tuning.target_margin * abs(progress.numbers[BEST]) + 1.0
        use_by_day(f, position, way, use)
        _move_prices(prices.capacity, use, r.capacity, progress, aim - pounds, tuning.momentum)
        _move_weights(f, prices.weights, tuning.weight_step * progress.numbers[SCALE], position, way)
        _move_pulls(f, prices.pulls, tuning.pull_step * progress.numbers[SCALE], position, way)
        progress.numbers[STEPS] += 1
    return True


@lean
def rebate(prices: Pounds, capacity: Pounds) -> float:
    """`Σ λ · capacity` where there is a price."""
    total = 0.0
    for r in range(prices.shape[0]):
        for t in range(prices.shape[1]):
            if prices[r, t] > 0:
                total += prices[r, t] * capacity[r, t]
    return total


@compiled
def _remember(
    prices: Prices, best: Prices, progress: Progress, position: Ints, pounds: float, tuning: AscentSteps
) -> None:
    decay = tuning.mean_decay if progress.numbers[STEPS] > 0 else 0.0
    for b in range(position.size):
        progress.mean_position[b] = decay * progress.mean_position[b] + (1 - decay) * position[b]
    rise = pounds - progress.numbers[BEST]
    if not math.isfinite(rise) or rise > tuning.flat_share * abs(progress.numbers[BEST]):
        progress.numbers[STALLED] = 0
    else:
        progress.numbers[STALLED] += 1
    if rise > 0:
        progress.numbers[BEST] = pounds
        _copy(prices, best)


@compiled
def _copy(prices: Prices, to: Prices) -> None:
    to.capacity[:] = prices.capacity
    to.weights[:] = prices.weights
    to.pulls[:] = prices.pulls


@compiled
def _restart(prices: Prices, best: Prices, progress: Progress, shrink: float) -> None:
    """Shorter steps from the best prices."""
    _copy(best, prices)
    progress.numbers[SCALE] *= shrink
    progress.numbers[STALLED] = 0
    progress.numbers[STEPS] += 1
    progress.direction[:] = math.nan


@lean
def _move_prices(
    prices: Pounds, use: Pounds, capacity: Pounds, progress: Progress, gap: float, momentum: float
) -> None:
    """Dearer where more is used than there is, cheaper where less; Polyak's length, direction with momentum."""
    direction = progress.direction
    length = 0.0
    for r in range(prices.shape[0]):
        for t in range(prices.shape[1]):
            excess = use[r, t] - capacity[r, t]
            if prices[r, t] <= 0 and excess < 0:
                excess = 0.0
            step = direction[r, t]
            step = excess if math.isnan(step) else momentum * step + (1 - momentum) * excess
            if prices[r, t] <= 0 and step < 0:
                step = 0.0
            direction[r, t] = step
            length += step * step
    if length <= 0:
        return
    scale = progress.numbers[SCALE] * gap / length
    for r in range(prices.shape[0]):
        for t in range(prices.shape[1]):
            if direction[r, t] != 0:
                moved = max(0.0, prices[r, t] + scale * direction[r, t])
                prices[r, t] = math.floor(moved * PRICE_GRID + 0.5) / PRICE_GRID


@compiled
def _move_weights(f: FlatBlocks, weights: Pounds, step: float, position: Ints, way: Ints) -> None:
    """Shift the cost of shared contracts towards the blocks that need them longest."""
    size = weights.shape[1]
    needs = np.zeros(f.holders.size, dtype=np.int64)
    for b in range(position.size):
        w = f.way_from[b] + way[b]
        for k in range(f.share_from[b], f.share_from[b + 1]):
            needs[f.share_holder[k]] = need_at(f, f.share_need_from[w] + k - f.share_from[b], position[b])
    for c in range(f.holder_from.size - 1):
        first, until = f.holder_from[c], f.holder_from[c + 1]
        for t in range(needs[first:until].min() + 1, min(size, needs[first:until].max() + 1)):
            needing = 0.0
            for h in range(first, until):
                if needs[h] >= t:
                    needing += 1.0
            _share_out(weights, first, until, t, step, needs, needing / (until - first))


@lean
def _share_out(weights: Pounds, first: int, until: int, t: int, step: float, needs: Ints, mean: float) -> None:
    """Weights of the holders of one contract on one day: no less than nothing, rounded down to the grid, at most 1."""
    total = 0.0
    for h in range(first, until):
        weights[h, t] = max(0.0, weights[h, t] + step * ((1.0 if needs[h] >= t else 0.0) - mean))
        total += weights[h, t]
    for h in range(first, until):
        weights[h, t] = math.floor(weights[h, t] / total * WEIGHT_GRID) / WEIGHT_GRID


@compiled
def _move_pulls(f: FlatBlocks, pulls: Pounds, step: float, position: Ints, way: Ints) -> None:
    """Pull later members of a split group forward and earlier ones back, at most at the price of the bridge."""
    size = pulls.shape[1]
    for group in range(f.bridge_price.size):
        first, until = f.member_from[group], f.member_from[group + 1]
        price = f.bridge_price[group]
        cutovers = np.empty(until - first, dtype=np.int64)
        for m in range(first, until):
            b = f.members[m]
            cutovers[m - first] = position[b] + f.cutover_offset[f.way_from[b] + way[b]]
        for t in range(max(0, cutovers.min()), min(size, cutovers.max())):
            later = 0.0
            for cutover in cutovers:
                if cutover > t:
                    later += 1.0
            _pull(pulls, first, until, t, step * price, price, cutovers, later / (until - first))


@lean
def _pull(
    pulls: Pounds, first: int, until: int, t: int, step: float, price: float, cutovers: Ints, mean: float
) -> None:
    """Pulls on the members of one group on one day: no more than nothing together, those above at most the price."""
    strength = 0.0
    for m in range(first, until):
        pulls[m, t] += step * ((1.0 if cutovers[m - first] > t else 0.0) - mean)
        strength += max(0.0, pulls[m, t])
    factor = min(1.0, price / max(strength, 1e-9))
    for m in range(first, until):
        pulls[m, t] = math.floor(pulls[m, t] * factor * PRICE_GRID) / PRICE_GRID
