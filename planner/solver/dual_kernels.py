"""The inner problem of the Lagrangian bound, compiled: priced costs, the forest programme, the use of what it chose."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.solver.blocks import Pounds
from planner.solver.flat_blocks import FlatBlocks, Ints
from planner.solver.kernels import compiled


class FlatForest(NamedTuple):
    """Branches from the leaves to the roots, with the lags by way of the nearer and way of the farther block."""

    block: Ints
    near: Ints
    waits: npt.NDArray[np.bool_]
    lag_from: Ints
    lags: Ints
    roots: Ints


@compiled
def priced_costs(f: FlatBlocks, price_sums: Pounds, shares: Pounds, pulls: Pounds) -> Pounds:
    """Cost of every way and reference position under prices.

    `price_sums[r, t]`: price of resource r on the days before t. `shares[h, t]`: what holder h of a shared contract pays
    when it needs it until t. `pulls[m, t]`: what member m of a split group pays for a cutover on t.
    """
    count, size = f.pounds.shape
    total = np.empty((count, size))
    for b in range(f.way_from.size - 1):
        for w in range(f.way_from[b], f.way_from[b + 1]):
            total[w, :] = f.pounds[w, :]
            low, high = f.first_open[w], f.last_open[w] + 1
            for u in range(f.use_from[w], f.use_from[w + 1]):
                _add_use(
                    total[w], price_sums[f.use_resource[u]], f.use_first[u], f.use_until[u], f.use_amount[u], low, high
                )
            for k in range(f.share_from[b], f.share_from[b + 1]):
                offset = f.share_need[f.share_need_from[w] + k - f.share_from[b]]
                _add_curve(total[w], shares[f.share_holder[k]], offset, low, high)
            for k in range(f.bridge_from[b], f.bridge_from[b + 1]):
                _add_curve(total[w], pulls[f.bridge_member[k]], f.cutover_offset[w], low, high)
    return total


@compiled
def _add_use(total: Pounds, sums: Pounds, first: int, until: int, amount: int, low: int, high: int) -> None:
    last = sums.size - 1
    for t in range(low, high):
        total[t] += amount * (sums[min(t + until, last)] - sums[min(t + first, last)])


@compiled
def _add_curve(total: Pounds, curve: Pounds, offset: int, low: int, high: int) -> None:
    last = curve.size - 1
    for t in range(low, high):
        total[t] += curve[min(t + offset, last)]


@compiled
def gather(f: FlatBlocks, g: FlatForest, total: Pounds) -> None:
    """Add the trees up from the leaves to the roots: what a block costs then includes its best answers below it."""
    for k in range(g.block.size):
        far, near = g.block[k], g.near[k]
        best = running_least(f, total, far, g.waits[k])
        ways_of_far = f.way_from[far + 1] - f.way_from[far]
        for n in range(f.way_from[near + 1] - f.way_from[near]):
            add_answers(f, g, k, n, ways_of_far, best, total[f.way_from[near] + n])


@compiled
def running_least(f: FlatBlocks, total: Pounds, b: int, backwards: bool) -> Pounds:
    """For every way of a block the least cost at or after each position (backwards), or at or before it."""
    first = f.way_from[b]
    best = total[first : f.way_from[b + 1]].copy()
    size = best.shape[1]
    for w in range(best.shape[0]):
        if backwards:
            for t in range(size - 2, -1, -1):
                best[w, t] = min(best[w, t], best[w, t + 1])
        else:
            for t in range(1, size):
                best[w, t] = min(best[w, t], best[w, t - 1])
    return best


@compiled
def add_answers(f: FlatBlocks, g: FlatForest, k: int, n: int, ways_of_far: int, best: Pounds, total: Pounds) -> None:
    """Add to a way of the nearer block the best answer of the farther one, position by position."""
    size = total.size
    for t in range(size):
        if not math.isfinite(total[t]):
            continue
        least = math.inf
        for w in range(ways_of_far):
            lag = g.lags[g.lag_from[k] + n * ways_of_far + w]
            at = t + lag if g.waits[k] else t - lag
            if g.waits[k]:
                if at < size:
                    least = min(least, best[w, max(at, 0)])
            elif at >= 0:
                least = min(least, best[w, min(at, size - 1)])
        total[t] += least


@compiled
def solve_inner(f: FlatBlocks, g: FlatForest, total: Pounds, position: Ints, way: Ints) -> float:
    """The least sum over all trees, and where it is reached; `total` is gathered on the way."""
    gather(f, g, total)
    pounds = 0.0
    size = total.shape[1]
    for b in g.roots:
        best = math.inf
        position[b], way[b] = 0, 0
        for w in range(f.way_from[b], f.way_from[b + 1]):
            for t in range(size):
                if total[w, t] < best:
                    best, position[b], way[b] = total[w, t], t, w - f.way_from[b]
        pounds += best
    for k in range(g.block.size - 1, -1, -1):
        far, near = g.block[k], g.near[k]
        ways_of_far = f.way_from[far + 1] - f.way_from[far]
        best = math.inf
        position[far], way[far] = 0, 0
        for w in range(ways_of_far):
            lag = g.lags[g.lag_from[k] + way[near] * ways_of_far + w]
            low, high = (max(0, position[near] + lag), size) if g.waits[k] else (0, min(size, position[near] - lag + 1))
            row = total[f.way_from[far] + w]
            for t in range(low, high):
                if row[t] < best:
                    best, position[far], way[far] = row[t], t, w
    return pounds


@compiled
def use_by_day(f: FlatBlocks, position: Ints, way: Ints, resources: int) -> Pounds:
    """Use of every resource by day."""
    size = f.pounds.shape[1]
    use = np.zeros((resources, size))
    for b in range(position.size):
        w = f.way_from[b] + way[b]
        for u in range(f.use_from[w], f.use_from[w + 1]):
            for t in range(position[b] + f.use_first[u], min(size, position[b] + f.use_until[u])):
                use[f.use_resource[u], t] += f.use_amount[u]
    return use


@compiled
def least_totals(f: FlatBlocks, g: FlatForest, total: Pounds) -> None:
    """Turn priced costs into the least total of the whole tree with each way and position forced."""
    gather(f, g, total)
    for k in range(g.block.size - 1, -1, -1):
        far, near = g.block[k], g.near[k]
        ways_of_far = f.way_from[far + 1] - f.way_from[far]
        ways_of_near = f.way_from[near + 1] - f.way_from[near]
        without = total[f.way_from[near] : f.way_from[near + 1]].copy()
        best_far = running_least(f, total, far, g.waits[k])
        for n in range(ways_of_near):
            answers = np.zeros(without.shape[1])
            for t in range(answers.size):
                if not math.isfinite(without[n, t]):
                    answers[t] = math.inf
            add_answers(f, g, k, n, ways_of_far, best_far, answers)
            for t in range(answers.size):
                without[n, t] = without[n, t] - answers[t] if math.isfinite(answers[t]) else math.inf
        _spread_down(f, g, k, ways_of_far, without, total)


@compiled
def _spread_down(f: FlatBlocks, g: FlatForest, k: int, ways_of_far: int, without: Pounds, total: Pounds) -> None:
    """Add to the farther block the least cost of everything nearer to the root."""
    far = g.block[k]
    size = total.shape[1]
    for n in range(without.shape[0]):
        if g.waits[k]:
            for t in range(1, size):
                without[n, t] = min(without[n, t], without[n, t - 1])
        else:
            for t in range(size - 2, -1, -1):
                without[n, t] = min(without[n, t], without[n, t + 1])
    for w in range(ways_of_far):
        row = total[f.way_from[far] + w]
        for t in range(size):
            if not math.isfinite(row[t]):
                continue
            least = math.inf
            for n in range(without.shape[0]):
                lag = g.lags[g.lag_from[k] + n * ways_of_far + w]
                at = t - lag if g.waits[k] else t + lag
                if g.waits[k]:
                    if at >= 0:
                        least = min(least, without[n, min(at, size - 1)])
                elif at < size:
                    least = min(least, without[n, max(at, 0)])
            row[t] += least
