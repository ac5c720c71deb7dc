"""A contract with what its suppliers say in each draw, for figures of the total that no mean can give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.risk.draws import BATCH, Days, DrawKey, Flags
from planner.risk.families import Floats
from planner.risk.tripwires.chain_draws import ChainDraws
from planner.risk.tripwires.fitting import Rules, answers_of
from planner.risk.tripwires.open_chains import OpenChain


@dataclass(frozen=True)
class SuppliedChain:
    """The open options of a contract on a set of draws. `agreed`: whether the supplier says yes, a row for each link."""

    chain: ChainDraws
    agreed: Flags

    def taken(self, rules: Rules) -> Days:
        """How many links each draw ends up with."""
        return carried(self.chain, answers_of(self.chain, rules), self.agreed)

    def cost(self, rules: Rules) -> Floats:
        """What each draw costs."""
        return picked(self.chain.cost, self.taken(rules))


def carried(chain: ChainDraws, answers: Sequence[Flags], agreed: Flags) -> Days:
    """How many links each draw ends up with; of links asked for together the last one is asked for first."""
    taken = np.zeros(chain.draws, dtype=np.int64)
    possible = np.full(chain.draws, chain.links, dtype=np.int64)
    for link in chain.decisions:
        asks = (taken <= link) & (link < possible)
        yes = asks & answers[link]
        possible[asks & ~yes] = link
        for asked in range(link, -1, -1):
            refused = yes & (asked >= taken) & ~agreed[asked]
            possible[refused] = asked
            yes &= ~refused
        taken[yes] = link + 1
    return taken


def picked(table: Floats, taken: Days) -> Floats:
    """What a table says of each draw, by the links it ends up with."""
    return np.asarray(table[taken, np.arange(len(taken))])


def agreements(chain: OpenChain, keys: Sequence[DrawKey]) -> Flags:
    """In which draws of these batches the supplier says yes to each link; the same that every other figure counts with."""
    pairs = zip(chain.links, chain.agreement, strict=True)
    return np.array([_agreed(item.option.id, chance, keys) for item, chance in pairs])


def _agreed(option: str, chance: float, keys: Sequence[DrawKey]) -> Flags:
    if chance >= 1.0:
        return np.ones(len(keys) * BATCH, dtype=np.bool_)
    return np.concatenate([key.generator("options", option).random(BATCH) < chance for key in keys])
