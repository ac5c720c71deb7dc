"""A contract on the draws of the fit, with the draws in which its days stay uncovered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.risk.draws import Days
from planner.risk.families import Floats
from planner.risk.tripwires.chain_draws import ChainDraws, Played, State, values_before
from planner.risk.tripwires.fitting import Rules, answers_of, constant_rules, play_rules, settled_rules


@dataclass(frozen=True)
class CoveredChain:
    """The open options of a contract on a set of draws. `late[k]`: 1 where the first k links leave a day uncovered."""

    chain: ChainDraws
    late: Floats

    @property
    def links(self) -> int:
        return self.chain.links

    @property
    def safest(self) -> Rules:
        """Ask for everything: nothing leaves fewer draws uncovered."""
        return constant_rules(self.chain, self.links)

    def picked(self, places: Days, shares: Floats) -> CoveredChain:
        """The same on these draws only, each with its probability."""
        chain = replace(
            self.chain,
            cost=self.chain.cost[:, places],
            seen=tuple(None if rows is None else rows[:, places] for rows in self.chain.seen),
            shares=shares,
        )
        return CoveredChain(chain, self.late[:, places])

    def first(self, links: int) -> CoveredChain:
        """The same contract as if it had only so many of its options."""
        return CoveredChain(self.chain.first(links), self.late[: links + 1])

    def play(self, rules: Rules) -> Played:
        """What rules do on these draws."""
        return play_rules(self.chain, rules)

    def uncovered(self, rules: Rules) -> Floats:
        """How probable uncovered days are in each draw: what suppliers say is all that is open then."""
        return self.play(rules).of(self.late)

    def priced(self, late_pounds: Floats) -> ChainDraws:
        """The contract as if uncovered days, however many, cost so much more in each draw."""
        return replace(self.chain, cost=self.chain.cost + late_pounds * self.late)

    def refitted(self, starts: Sequence[Rules], late_pounds: Floats, errors: float) -> Rules:
        """The cheapest rules at that price which the search comes to from any of these."""
        priced = self.priced(late_pounds)
        found = [settled_rules(priced, start, errors) for start in starts]
        costs = [play_rules(priced, each).mean_cost for each in found]
        return found[int(np.argmin(costs))]

    def after(self, rules: Rules, link: int) -> tuple[Mapping[State, Floats], Mapping[State, Floats]]:
        """What each state after the decision on a link costs, and how probable uncovered days are there."""
        answers, decided = answers_of(self.chain, rules), self.chain.decisions
        costs = self.chain.final_costs()
        late = {state: self.late[state[0]] for state in costs}
        for place in reversed(range(decided.index(link) + 1, self.links)):
            yes = answers[decided[place]]
            costs = values_before(self.chain, decided[place], place, costs, yes)
            late = values_before(self.chain, decided[place], place, late, yes)
        return costs, late
