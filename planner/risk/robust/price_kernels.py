"""What the cutovers of one draw cost, compiled."""

from __future__ import annotations

from planner.risk.execution.flat_program import Shorts
from planner.risk.robust.flat_orders import Prices
from planner.solver.compiling import compiled, lean


@compiled
def mean_pounds(prices: Prices, cutovers: Shorts) -> float:
    """What the cutovers of all draws cost in the mean."""
    total = 0.0
    for draw in range(cutovers.shape[0]):
        total += pounds_of_draw(prices, cutovers, draw)
    return float(total / max(1, cutovers.shape[0]))


@lean
def pounds_of_draw(prices: Prices, cutovers: Shorts, draw: int) -> float:
    """Contracts with the best done about their options, delay, and bridges of split groups."""
    total = 0.0
    holders = prices.holders
    latest = prices.needed.shape[1] - 1
    for contract in range(len(holders.first) - 1):
        need = -1
        for k in range(holders.first[contract], holders.first[contract + 1]):
            day = day_at(prices, cutovers[draw, holders.migration[k]] + holders.after[k]) + holders.days[k]
            need = max(need, day)
        if need >= 0:
            total += prices.needed[contract, min(need, latest)]
    for k in range(len(prices.delays.migration)):
        place = cutovers[draw, prices.delays.migration[k]] - prices.low
        total += prices.delays.pounds[k, max(0, min(place, prices.delays.pounds.shape[1] - 1))]
    for group in range(len(prices.bridges.first) - 1):
        first, last = 1 << 40, -(1 << 40)
        for k in range(prices.bridges.first[group], prices.bridges.first[group + 1]):
            day = day_at(prices, cutovers[draw, prices.bridges.migration[k]])
            first, last = min(first, day), max(last, day)
        if last > first:
            total += prices.bridges.pounds[group] * (last - first)
    return total


@lean
def day_at(prices: Prices, position: int) -> int:
    """The day number of a position; the ends of what was laid out stand for all beyond."""
    return int(prices.day[max(0, min(position - prices.low, len(prices.day) - 1))])
