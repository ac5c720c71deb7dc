"""Contracts that share one tolerance, and rules for all of them together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from planner.risk.families import Floats
from planner.risk.intervals import share_of
from planner.risk.tolerances.covered_chain import CoveredChain
from planner.risk.tripwires.fitting import Rules

SAME = 1e-9
"""Probabilities that differ by no more are equal: the boundary of a tolerance is allowed."""
RulesBy = Mapping[str, Rules]
"""The rules of each contract."""


@dataclass(frozen=True)
class Circle:
    """Contracts of which no day is to stay uncovered with more than a tolerated probability.

    `chains`: those whose rules can be chosen. `others`: in each draw the chance that all others are covered, whatever is
    chosen. `weight`: that of each draw, adding up to 1.
    """

    chains: Mapping[str, CoveredChain]
    others: Floats
    weight: Floats

    @property
    def links(self) -> tuple[tuple[str, int], ...]:
        """Every option whose rule can be chosen."""
        return tuple((id, link) for id, covered in self.chains.items() for link in range(covered.links))

    @property
    def safest(self) -> Choice:
        """Everything is asked for."""
        return Choice.of(self, {id: covered.safest for id, covered in self.chains.items()})


@dataclass(frozen=True)
class Choice:
    """Rules for a circle. `uncovered`: of each contract, how probable uncovered days are in each draw."""

    circle: Circle
    rules: RulesBy
    uncovered: Mapping[str, Floats]
    pounds: Mapping[str, float]

    @classmethod
    def of(cls, circle: Circle, rules: RulesBy) -> Choice:
        """What these rules do."""
        played = {id: circle.chains[id].play(each) for id, each in rules.items()}
        return cls(
            circle=circle,
            rules=rules,
            uncovered={id: each.of(circle.chains[id].late) for id, each in played.items()},
            pounds={id: each.mean_cost for id, each in played.items()},
        )

    def changed(self, id: str, rules: Rules) -> Choice:
        """The same with other rules for one contract."""
        if rules == self.rules[id]:
            return self
        covered = self.circle.chains[id]
        played = covered.play(rules)
        return Choice(
            circle=self.circle,
            rules={**self.rules, id: rules},
            uncovered={**self.uncovered, id: played.of(covered.late)},
            pounds={**self.pounds, id: played.mean_cost},
        )

    @property
    def cost(self) -> float:
        """What the rules cost in the mean."""
        return sum(self.pounds.values())

    @property
    def uncovered_shares(self) -> Floats:
        """How probable it is in each draw that any contract of the circle has uncovered days."""
        return np.asarray(1.0 - self._covered(None))

    @property
    def chance(self) -> float:
        """How probable that is over all draws."""
        return float(self.circle.weight @ self.uncovered_shares)

    def upper_limit(self, batch: int) -> float:
        """The upper end of the interval of that chance, from batches of so many draws; 0 where it happens in none."""
        shares = self.uncovered_shares
        return share_of(shares.reshape(-1, batch).mean(axis=1), len(shares)).high if self.chance else 0.0

    def counts(self, id: str) -> Floats:
        """How much each draw counts for a contract: as far as all others of the circle are covered."""
        return self._covered(id)

    def room(self, id: str, target: float) -> float:
        """How probable uncovered days of a contract may be, where only draws count in which the others are covered."""
        return target - 1.0 + float(self.circle.weight @ self._covered(id))

    def _covered(self, without: str | None) -> Floats:
        found = self.circle.others.copy()
        for each in self._chances(without):
            found *= 1.0 - each
        return found

    def _chances(self, without: str | None) -> Iterator[Floats]:
        return (chance for id, chance in self.uncovered.items() if id != without)
