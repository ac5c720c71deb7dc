"""Contracts that are tied together on one set of draws, with what their suppliers answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from planner.risk.draws import BATCH, Days, DrawKey, Flags
from planner.risk.families import Floats
from planner.risk.tripwires.chain_draws import ChainDraws
from planner.risk.tripwires.tied.couplings import Coupling, Link
from planner.risk.tripwires.tied.decisions import Decision
from planner.risk.tripwires.tied.standings import Counts

MOST_ENUMERATED = 4
"""With so many suppliers who may refuse every combination of their answers is looked at in every draw."""
ANSWERS = 4
"""With more of them so many combinations are drawn for every draw."""


@dataclass(frozen=True)
class JointDraws:
    """What the rules of a coupling are fitted on or measured on.

    `agreed`: where each supplier says yes who may refuse, a row for each combination of answers; `shares`: the probability
    of each combination.
    """

    coupling: Coupling
    chains: tuple[ChainDraws, ...]
    agreed: Mapping[Link, Flags]
    shares: Floats

    @classmethod
    def of(cls, coupling: Coupling, chains: Sequence[ChainDraws], keys: Sequence[DrawKey]) -> JointDraws:
        """The contracts on the draws of these batches, in the same order."""
        chances = {(c, j): a for c, chain in enumerate(chains) for j, a in enumerate(chain.agreement) if a < 1.0}
        unsure = [link for link, chance in chances.items() if chance > 0.0]
        agreed = {link: np.zeros((1, 1), dtype=np.bool_) for link in chances if link not in unsure}
        if len(unsure) <= MOST_ENUMERATED:
            answers = np.array([*product((True, False), repeat=len(unsure))], dtype=np.bool_)
            odds = np.array([chances[link] for link in unsure])
            agreed.update({link: answers[:, [place]] for place, link in enumerate(unsure)})
            return cls(coupling, tuple(chains), agreed, np.asarray(np.where(answers, odds, 1.0 - odds).prod(axis=1)))
        agreed.update({link: _drawn(keys, coupling.option(link), chances[link]) for link in unsure})
        return cls(coupling, tuple(chains), agreed, np.full(ANSWERS, 1.0 / ANSWERS))

    @property
    def draws(self) -> int:
        return self.chains[0].draws

    @property
    def weight(self) -> Floats:
        """The weight of each draw."""
        return self.chains[0].weight

    def by_draw(self, values: Floats | Flags) -> Floats:
        """What each draw has in the mean over the answers."""
        whole = np.broadcast_to(values, (len(self.shares), self.draws)).astype(float)
        return np.asarray(self.shares @ whole)

    def cost(self, taken: Sequence[Counts]) -> Floats:
        """What it costs in each draw, and for each combination of answers, where so many options are taken."""
        found = np.zeros((len(self.shares), self.draws))
        for contract, links in enumerate(taken):
            found += self.cost_of(contract, links)
        return found

    def cost_of(self, contract: int, taken: Counts) -> Floats:
        """The same for one contract."""
        return np.asarray(self.chains[contract].cost[taken, np.arange(self.draws)])

    def seen(self, decision: Decision) -> Days | None:
        """What a rule reads: of a bundle the greatest, over its contracts, of the days past the first one it adds."""
        rows = [row for c, j in self.read_by(decision) if (row := self.chains[c].seen[j]) is not None]
        if not decision.is_bundle:
            return rows[0] if rows else None
        if len(rows) < len(decision.first):
            return None
        return np.asarray(
            np.max([row - first for row, first in zip(rows, decision.first.values(), strict=True)], axis=0)
        )

    def read_by(self, decision: Decision) -> Iterator[Link]:
        """The first option of each contract that a decision is about."""
        for contract in decision.first:
            yield min(link for link in decision.links if link[0] == contract)


def _drawn(keys: Sequence[DrawKey], option: str, chance: float) -> Flags:
    rows = [key.generator("answers", option).random((ANSWERS, BATCH)) < chance for key in keys]
    return np.concatenate(rows, axis=1)
