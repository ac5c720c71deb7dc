"""The inner problem of the Lagrangian bound, compiled: priced costs, the forest programme, the use of what it chose.

Rows over positions are read and written only between the first and the last open position of a way (`FlatBlocks`). Sums
reach `reach_of(f)` positions beyond the axis with their last value. So the loops need no bounds and are vectorised.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.solver.arrays import Ints, Pounds
from planner.solver.bound.flat_blocks import FlatBlocks
from planner.solver.compiling import compiled, lean


class FlatForest(NamedTuple):
    """Branches from the leaves to the roots, with the lags by way of the nearer and way of the farther block."""

    block: Ints
    near: Ints
    waits: npt.NDArray[np.bool_]
    lag_from: Ints
    lags: Ints
    roots: Ints


@lean
def reach_of(f: FlatBlocks) -> int:
    """The farthest that an offset of any way reaches beyond its reference position."""
    reach = 0
    for offsets in (f.use_until, f.share_need, f.cutover_offset):
        for offset in offsets:
            reach = max(reach, offset)
    return reach


@lean
def sums_before(rows: Pounds, sums: Pounds) -> None:
    """`sums[k, t] = Σ_{u < t} rows[k, u]`, and the sum of all beyond the end."""
    for k in range(rows.shape[0]):
        total = 0.0
        for t in range(rows.shape[1]):
            sums[k, t] = total
            total += rows[k, t]
        for t in range(rows.shape[1], sums.shape[1]):
            sums[k, t] = total


@lean
def cover_shares(f: FlatBlocks, weights: Pounds, deltas: Pounds, shares: Pounds) -> None:
    """`shares[h, t] = Σ_{u ≤ t} weights[h, u] · deltas[contract of h, u]`, and the sum of all beyond the end."""
    for c in range(deltas.shape[0]):
        for h in range(f.holder_from[c], f.holder_from[c + 1]):
            total = 0.0
            for t in range(deltas.shape[1]):
                total += weights[h, t] * deltas[c, t]
                shares[h, t] = total
            for t in range(deltas.shape[1], shares.shape[1]):
                shares[h, t] = total


@lean
def priced_costs(f: FlatBlocks, price_sums: Pounds, shares: Pounds, pulls: Pounds, total: Pounds) -> None:
    """Fill `total` with the cost of every way and reference position under prices.

    `price_sums[r, t]`: price of resource r on the days before t. `shares[h, u]`: what holder h of a shared contract pays
    when it needs it until day u of the curves. `pulls[m, t]`: what member m of a split group pays for a cutover on t.
    """
    for b in range(f.way_from.size - 1):
        for w in range(f.way_from[b], f.way_from[b + 1]):
            low, high = f.first_open[w], f.last_open[w] + 1
            row = total[w, low:high]
            _set(row, f.pounds[w, low:high])
            for u in range(f.use_from[w], f.use_from[w + 1]):
                sums = price_sums[f.use_resource[u]]
                begin, end, amount = f.use_first[u], f.use_until[u], float(f.use_amount[u])
                _add_use(row, sums[low + begin : high + begin], sums[low + end : high + end], amount)
            for k in range(f.share_from[b], f.share_from[b + 1]):
                need = f.share_need[f.share_need_from[w] + k - f.share_from[b]]
                if f.day_of.size == 0:
                    _add(row, shares[f.share_holder[k], low + need : high + need])
                else:
                    _add_at(row, shares[f.share_holder[k]], f.need_ends[need, low:high])
            for k in range(f.bridge_from[b], f.bridge_from[b + 1]):
                offset = f.cutover_offset[w]
                _add(row, pulls[f.bridge_member[k], low + offset : high + offset])


@lean
def _set(row: Pounds, to: Pounds) -> None:
    for t in range(row.size):
        row[t] = to[t]


@lean
def _add_use(row: Pounds, before: Pounds, after: Pounds, amount: float) -> None:
    for t in range(row.size):
        row[t] += amount * (after[t] - before[t])


@lean
def _add(row: Pounds, more: Pounds) -> None:
    for t in range(row.size):
        row[t] += more[t]


@lean
def _add_at(row: Pounds, more: Pounds, places: Ints) -> None:
    for t in range(row.size):
        row[t] += more[places[t]]


@compiled
def gather(f: FlatBlocks, g: FlatForest, total: Pounds) -> None:
    """Add the trees up from the leaves to the roots: what a block costs then includes its best answers below it."""
    answers = np.empty(total.shape[1])
    for k in range(g.block.size):
        best = running_least(f, total, g.block[k], g.waits[k])
        near = g.near[k]
        for n in range(f.way_from[near + 1] - f.way_from[near]):
            w = f.way_from[near] + n
            find_answers(f, g, k, n, best, answers)
            _add(total[w, f.first_open[w] : f.last_open[w] + 1], answers[f.first_open[w] : f.last_open[w] + 1])


@compiled
def running_least(f: FlatBlocks, total: Pounds, b: int, backwards: bool) -> Pounds:
    """For every way of a block the least cost at or after each position (backwards), or at or before it."""
    first = f.way_from[b]
    best = np.empty((f.way_from[b + 1] - first, total.shape[1]))
    for w in range(best.shape[0]):
        low, high = f.first_open[first + w], f.last_open[first + w] + 1
        costs, row = total[first + w, low:high], best[w, low:high]
        least = math.inf
        for t in range(row.size):
            at = row.size - 1 - t if backwards else t
            least = min(least, costs[at])
            row[at] = least
    return best


@lean
def find_answers(f: FlatBlocks, g: FlatForest, k: int, n: int, best: Pounds, answers: Pounds) -> None:
    """The best answer of the farther block of branch k to every position of way n of the nearer one; infinite: none."""
    near_way = f.way_from[g.near[k]] + n
    low, high = f.first_open[near_way], f.last_open[near_way]
    answers[low : high + 1] = math.inf
    first_way = f.way_from[g.block[k]]
    count = f.way_from[g.block[k] + 1] - first_way
    for w in range(count):
        opens, closes = f.first_open[first_way + w], f.last_open[first_way + w]
        lag = g.lags[g.lag_from[k] + n * count + w]
        if g.waits[k]:
            _lower_all(answers[low : max(low, min(high, opens - lag) + 1)], best[w, opens])
            since, until = max(low, opens - lag + 1), min(high, closes - lag) + 1
            if since < until:
                _lower(answers[since:until], best[w, since + lag : until + lag])
        else:
            since = max(low, closes + lag)
            if since <= high:
                _lower_all(answers[since : high + 1], best[w, closes])
            since, until = max(low, opens + lag), min(high, closes + lag - 1) + 1
            if since < until:
                _lower(answers[since:until], best[w, since - lag : until - lag])


@lean
def _lower_all(row: Pounds, pounds: float) -> None:
    for t in range(row.size):
        row[t] = min(row[t], pounds)


@lean
def _lower(row: Pounds, other: Pounds) -> None:
    for t in range(row.size):
        row[t] = min(row[t], other[t])


@compiled
def solve_inner(f: FlatBlocks, g: FlatForest, total: Pounds, position: Ints, way: Ints) -> float:
    """The least sum over all trees, and where it is reached; `total` is gathered on the way. Infinite: nothing is."""
    gather(f, g, total)
    pounds = 0.0
    for b in g.roots:
        pounds += _cheapest(f, total, b, position, way)
    if not math.isfinite(pounds):
        return math.inf
    for k in range(g.block.size - 1, -1, -1):
        far, near = g.block[k], g.near[k]
        count = f.way_from[far + 1] - f.way_from[far]
        least = math.inf
        for w in range(count):
            lag = g.lags[g.lag_from[k] + way[near] * count + w]
            low = position[near] + lag if g.waits[k] else 0
            high = total.shape[1] if g.waits[k] else position[near] - lag + 1
            x = f.way_from[far] + w
            for t in range(max(low, f.first_open[x]), min(high, f.last_open[x] + 1)):
                if total[x, t] < least:
                    least, position[far], way[far] = total[x, t], t, w
    return pounds


@lean
def _cheapest(f: FlatBlocks, total: Pounds, b: int, position: Ints, way: Ints) -> float:
    least = math.inf
    position[b], way[b] = 0, 0
    for w in range(f.way_from[b], f.way_from[b + 1]):
        for t in range(f.first_open[w], f.last_open[w] + 1):
            if total[w, t] < least:
                least, position[b], way[b] = total[w, t], t, w - f.way_from[b]
    return least


@lean
def use_by_day(f: FlatBlocks, position: Ints, way: Ints, use: Pounds) -> None:
    """Fill `use` with the use of every resource by day."""
    size = use.shape[1]
    use[:] = 0.0
    for b in range(position.size):
        w = f.way_from[b] + way[b]
        for u in range(f.use_from[w], f.use_from[w + 1]):
            for t in range(position[b] + f.use_first[u], min(size, position[b] + f.use_until[u])):
                use[f.use_resource[u], t] += f.use_amount[u]


@compiled
def least_totals(f: FlatBlocks, g: FlatForest, total: Pounds) -> None:
    """Turn priced costs into the least total of the whole tree with each way and position forced."""
    gather(f, g, total)
    answers = np.empty(total.shape[1])
    for k in range(g.block.size - 1, -1, -1):
        near = g.near[k]
        without = total[f.way_from[near] : f.way_from[near + 1]].copy()
        best_far = running_least(f, total, g.block[k], g.waits[k])
        for n in range(without.shape[0]):
            find_answers(f, g, k, n, best_far, answers)
            w = f.way_from[near] + n
            for t in range(f.first_open[w], f.last_open[w] + 1):
                without[n, t] = without[n, t] - answers[t] if math.isfinite(answers[t]) else math.inf
        _spread_down(f, g, k, without, total)


@lean
def _spread_down(f: FlatBlocks, g: FlatForest, k: int, without: Pounds, total: Pounds) -> None:
    """Add to the farther block the least cost of everything nearer to the root."""
    far, near = g.block[k], g.near[k]
    count = f.way_from[far + 1] - f.way_from[far]
    for n in range(without.shape[0]):
        low, high = f.first_open[f.way_from[near] + n], f.last_open[f.way_from[near] + n] + 1
        row = without[n, low:high]
        least = math.inf
        for t in range(row.size):
            at = t if g.waits[k] else row.size - 1 - t
            least = min(least, row[at])
            row[at] = least
    for w in range(count):
        x = f.way_from[far] + w
        for t in range(f.first_open[x], f.last_open[x] + 1):
            least = math.inf
            for n in range(without.shape[0]):
                opens, closes = f.first_open[f.way_from[near] + n], f.last_open[f.way_from[near] + n]
                lag = g.lags[g.lag_from[k] + n * count + w]
                if g.waits[k]:
                    if t - lag >= opens:
                        least = min(least, without[n, min(t - lag, closes)])
                elif t + lag <= closes:
                    least = min(least, without[n, max(t + lag, opens)])
            total[x, t] += least
