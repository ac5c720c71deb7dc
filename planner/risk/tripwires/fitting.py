"""The rules of all options of a contract, fitted together on one set of draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.risk.draws import Flags
from planner.risk.families import Floats
from planner.risk.tripwires.chain_draws import ChainDraws, Played, State, play, values_before
from planner.risk.tripwires.cut_dates import best_rule
from planner.risk.tripwires.rules import ALWAYS, NEVER, Rule

MOST_ROUNDS = 4
"""How often the rules of a chain are fitted to each other."""
ONE_ERROR = 1.0
"""By how many standard errors a date has to be better than always or never; 0 where the draws are all there is."""

Rules = tuple[Rule, ...]


@dataclass(frozen=True)
class FittedChain:
    """The rules of a contract. `shorter`: those of the same contract without its last link; None where it has none."""

    chain: ChainDraws
    rules: Rules
    shorter: FittedChain | None

    @cached_property
    def played(self) -> Played:
        """What the rules do on the draws they were fitted on."""
        return play_rules(self.chain, self.rules)

    @property
    def cost(self) -> float:
        """Their expected cost on these draws, which flatters them a little."""
        return self.played.mean_cost

    def without(self, link: int) -> FittedChain:
        """The rules where this link, and so those after it, do not exist."""
        found = self
        while found.shorter is not None and found.chain.links > link:
            found = found.shorter
        return found


def answers_of(chain: ChainDraws, rules: Sequence[Rule]) -> list[Flags]:
    """What the rules answer on these draws."""
    return [rule.says_yes(seen, chain.draws) for rule, seen in zip(rules, chain.seen, strict=True)]


def play_rules(chain: ChainDraws, rules: Sequence[Rule]) -> Played:
    """What rules do on a set of draws."""
    return play(chain, answers_of(chain, rules))


def constant_rules(chain: ChainDraws, links: int) -> Rules:
    """Ask for the first so many links whatever is known, and for no other."""
    return (ALWAYS,) * links + (NEVER,) * (chain.links - links)


def commit_now(chain: ChainDraws) -> int:
    """How many links to ask for where everything has to be decided today; of equal costs the fewest."""
    costs = [play_rules(chain, constant_rules(chain, links)).mean_cost for links in range(chain.links + 1)]
    return int(np.argmin(costs))


def fit_chain(chain: ChainDraws, errors: float = ONE_ERROR) -> FittedChain:
    """The cheapest rules of a contract on these draws, never dearer than to commit now, nor than without a link."""
    if not chain.links:
        return FittedChain(chain, (), None)
    shorter = fit_chain(chain.first(chain.links - 1), errors)
    starts = (
        _first_round(chain, errors),
        (*shorter.rules, NEVER),
        constant_rules(chain, commit_now(chain)),
    )
    fitted = [settled_rules(chain, rules, errors) for rules in starts]
    costs = [play_rules(chain, rules).mean_cost for rules in fitted]
    return FittedChain(chain, fitted[int(np.argmin(costs))], shorter)


def decided_today(fitted: FittedChain, link: int) -> Rules:
    """The best rules where one link is decided today: yes takes those before it too, no leaves the chain without it."""
    chain = fitted.chain
    yes = (*(ALWAYS,) * (link + 1), *fitted.rules[link + 1 :])
    no = (*fitted.without(link).rules, *(NEVER,) * (chain.links - link))
    return min((no, yes), key=lambda each: play_rules(chain, each).mean_cost)


def _first_round(chain: ChainDraws, errors: float) -> Rules:
    """Fit the last decision first, as if every option were asked about in every draw."""
    once = tuple({state: np.ones(chain.draws) for state in states} for states in chain.states)
    return _round(chain, constant_rules(chain, 0), once, errors, keep=False)


def settled_rules(chain: ChainDraws, rules: Rules, errors: float) -> Rules:
    """Fit again, weighted by how often each option is asked about, until nothing changes."""
    for _ in range(MOST_ROUNDS):
        new = _round(chain, rules, play_rules(chain, rules).before, errors, keep=True)
        if new == rules:
            return rules
        rules = new
    return rules


def _round(
    chain: ChainDraws, rules: Rules, before: Sequence[Mapping[State, Floats]], errors: float, *, keep: bool
) -> Rules:
    """Fit every decision once, the last one first. `keep`: a rule stays where the new one would cost more."""
    found, after = list(rules), chain.final_costs()
    for place in reversed(range(chain.links)):
        link = chain.decisions[place]
        found[link] = _refitted(chain, link, before[place], after, rules[link] if keep else None, errors)
        after = values_before(chain, link, place, after, found[link].says_yes(chain.seen[link], chain.draws))
    return tuple(found)


def _refitted(
    chain: ChainDraws,
    link: int,
    chances: Mapping[State, Floats],
    after: Mapping[State, Floats],
    old: Rule | None,
    errors: float,
) -> Rule:
    gain = np.zeros(chain.draws)
    for state, chance in chances.items():
        if chain.asks(link, state):
            gain += chance * (chain.value_of_yes(link, state, after) - after[chain.after_no(link, state)])
    fit = best_rule(chain.seen[link], gain, chain.weight, errors)
    if old is not None and chain.mean(gain * old.says_yes(chain.seen[link], chain.draws)) < fit.cost:
        return old
    return fit.rule
