"""A bound on what a coupling costs in each draw that nobody can beat, where it is too large to look at every state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.risk.families import Floats
from planner.risk.tripwires.answers import clairvoyant_cost
from planner.risk.tripwires.chain_draws import ChainDraws
from planner.risk.tripwires.tied.joint_play import Table

COARSE = (0.0, *(2.0**-step for step in range(12)))
FINE = (0.7, 0.85, 1.15, 1.4)
"""Prices that are tried: shares of the highest that can matter, then some around the best."""
SWEEPS = 2
"""How often the price of each limit is set anew, given the others."""


def joint_bound(table: Table) -> Floats:
    """The cost of each draw where limits have prices instead, found draw by draw; whatever the prices it is no more.

    What is granted stands for what is asked, and each option of a bundle for itself. Both only lower the bound.
    """
    prices = np.zeros((len(table.limits), table.draws.draws))
    for sweep in range(SWEEPS):
        for limit in range(len(table.limits)):
            highest = _highest(table, limit)
            tried = [highest * share + 0.0 * prices[limit] for share in COARSE] if sweep == 0 else []
            prices[limit] = _best_price(table, prices, limit, [prices[limit], *tried])
            prices[limit] = _best_price(table, prices, limit, [prices[limit] * factor for factor in (1.0, *FINE)])
    return _cost(table, prices)


def _best_price(table: Table, prices: Floats, limit: int, tried: Sequence[Floats]) -> Floats:
    """The price of one limit, draw by draw, that gives the highest bound."""
    involved = [c for c, uses in enumerate(table.uses[limit]) if uses[-1] > 0]
    costs = np.array([_cost(table, _with(prices, limit, price), involved) for price in tried])
    return np.asarray(np.take_along_axis(np.array(tried), costs.argmax(axis=0)[np.newaxis], axis=0)[0])


def _with(prices: Floats, limit: int, price: Floats) -> Floats:
    found = prices.copy()
    found[limit] = price
    return found


def _cost(table: Table, prices: Floats, involved: Sequence[int] | None = None) -> Floats:
    """What contracts cost at these prices, less what the limits themselves are worth."""
    most = np.array([limit.most for limit in table.limits], dtype=float)
    places = range(len(table.draws.chains)) if involved is None else involved
    return np.asarray(sum((_priced(table, prices, c) for c in places), start=-(most @ prices)))


def _priced(table: Table, prices: Floats, contract: int) -> Floats:
    chain: ChainDraws = table.draws.chains[contract]
    extra = sum((np.outer(uses[contract], price) for uses, price in zip(table.uses, prices, strict=True)), start=0.0)
    return clairvoyant_cost(replace(chain, cost=chain.cost + extra))


def _highest(table: Table, limit: int) -> float:
    """A price at which nobody would take of a limit any more."""
    found = 0.0
    for chain, uses in zip(table.draws.chains, table.uses[limit], strict=True):
        steps = np.diff(uses)
        if steps.max(initial=0) > 0:
            gained = float((chain.cost[0] - chain.cost.min(axis=0)).max())
            found = max(found, gained / float(steps[steps > 0].min()))
    return found
