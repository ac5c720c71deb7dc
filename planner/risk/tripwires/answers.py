"""The three answers on the same draws, what lies between them, and what each option is worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.risk.families import Floats
from planner.risk.tripwires.chain_draws import ChainDraws, Played, State
from planner.risk.tripwires.cost_tables import CostTable
from planner.risk.tripwires.fitting import FittedChain, Rules, constant_rules, play_rules

CONTESTED_SHARE = 0.0005
"""An option is contested where hindsight takes it in more than this share of draws, and leaves it in more than this."""


@dataclass(frozen=True)
class Answers:
    """A contract in each draw: everything decided today, decided by the rules, and decided with everything known.

    Even the last does not know what suppliers will say.
    """

    commit_now: Played
    tripwires: Played
    clairvoyant: Floats

    @property
    def waiting(self) -> Floats:
        """What waiting saves in each draw."""
        return np.asarray(self.commit_now.cost - self.tripwires.cost)

    @property
    def information(self) -> Floats:
        """What better information could still save in each draw."""
        return np.asarray(self.tripwires.cost - self.clairvoyant)


def answers_on(chain: ChainDraws, rules: Rules, committed: Rules) -> Answers:
    """The three answers on any draws, with rules and a commitment that were chosen on others."""
    return Answers(
        commit_now=play_rules(chain, committed),
        tripwires=play_rules(chain, rules),
        clairvoyant=clairvoyant_cost(chain),
    )


def clairvoyant_cost(chain: ChainDraws) -> Floats:
    """What each draw costs where it is known, but not what suppliers will say."""
    after = chain.final_costs()
    for place in reversed(range(chain.links)):
        link, found = chain.decisions[place], dict[State, Floats]()
        for state in chain.states[place]:
            found[state] = (
                after[state]
                if not chain.asks(link, state)
                else np.minimum(after[chain.after_no(link, state)], chain.value_of_yes(link, state, after))
            )
        after = found
    return after[(0, chain.links)]


def contested(chain: ChainDraws) -> tuple[bool, ...]:
    """Which links are worth a re-forecast: hindsight takes them in some draws, and in some it does not."""
    costs = np.array([play_rules(chain, constant_rules(chain, links)).cost for links in range(chain.links + 1)])
    best = costs.argmin(axis=0)
    shares = [float(chain.weight @ (best > link)) for link in range(chain.links)]
    return tuple(CONTESTED_SHARE < share < 1.0 - CONTESTED_SHARE for share in shares)


def covers(table: CostTable) -> tuple[bool, ...]:
    """Which links cover the last bare day in some draws, and in some do not, so that it can matter when they are taken."""
    late = table.uncovered > 0
    shares = [float(np.mean(late[link] & ~late[link + 1])) for link in range(len(late) - 1)]
    return tuple(CONTESTED_SHARE < share < 1.0 - CONTESTED_SHARE for share in shares)


def right_worth(fitted: FittedChain, chain: ChainDraws, link: int) -> Floats:
    """What it saves in each draw to have a link, with those after it, over rules fitted without them.

    Its mean is the most to pay today for a right that does not exist yet, and what it costs to miss the last day.
    """
    without = fitted.without(link)
    before = play_rules(chain.first(link), without.rules)
    return np.asarray(before.cost - play_rules(chain, fitted.rules).cost)


def ceiling_today(chain: ChainDraws, exposure: Floats, link: int) -> float:
    """The price of a link above which nobody would commit to it today: the expected exposure that it saves.

    `exposure[k]`: the exposure in each draw where the first k links are taken. What a refusal leaves open is neither saved
    nor paid, so it changes nothing.
    """
    return chain.mean(exposure[link] - exposure[link + 1])


def ceiling_on_the_day(chain: ChainDraws, exposure: Floats, played: Played, link: int) -> float | None:
    """The same among the draws where the rule says yes; None where it never does."""
    weight = chain.weight * played.wanted[link]
    total = float(weight.sum())
    return None if total == 0.0 else float((exposure[link] - exposure[link + 1]) @ weight) / total
