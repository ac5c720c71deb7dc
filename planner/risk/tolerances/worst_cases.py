"""Rules that make the worst cases of the total cheap: the mean of the worst part of all draws.

The search is that of Rockafellar and Uryasev. It fixes where the worst begin. Every contract in turn then pays only for what
its cost adds beyond there. After a round it looks again for where the worst begin, until nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

import numpy as np

from planner.risk.families import Floats
from planner.risk.tails import tail_begin, tail_mean
from planner.risk.tolerances.circle import RulesBy
from planner.risk.tolerances.supplied_chain import SuppliedChain
from planner.risk.tripwires.chain_draws import ChainDraws
from planner.risk.tripwires.fitting import ONE_ERROR, Rules, constant_rules, play_rules, settled_rules

MEAN_COUNTS = 0.001
"""How much the mean counts beside the worst: of rules that do as well there the cheaper ones are taken."""
MOST_ROUNDS = 6
MOST_COMBINATIONS = 512
"""Up to so many combinations of constant rules are all looked at, for where to begin."""
BEST_STARTS = 4


@dataclass(frozen=True)
class WorstCase:
    """What is to be made cheap: the mean of the worst `1 - level` of the total of these contracts.

    `still`: what each draw costs of all others.
    """

    chains: Mapping[str, SuppliedChain]
    level: float
    weight: Floats
    still: Floats | float = 0.0
    errors: float = ONE_ERROR

    def total(self, costs: Mapping[str, Floats]) -> Floats:
        """The total of each draw."""
        return np.asarray(sum(costs.values()) + self.still)

    def value(self, total: Floats) -> float:
        """What rules with this total are judged by."""
        return tail_mean(total, self.level, self.weight) + MEAN_COUNTS * float(total @ self.weight)

    def costs(self, rules: RulesBy) -> dict[str, Floats]:
        """What each contract costs in each draw."""
        return {id: self.chains[id].cost(each) for id, each in rules.items()}

    def priced(self, id: str, rest: Floats, begin: float) -> ChainDraws:
        """A contract that pays for what it adds to the rest beyond where the worst begin."""
        chain = self.chains[id].chain
        beyond = np.maximum(0.0, rest + chain.cost - begin) / (1.0 - self.level)
        return replace(chain, cost=beyond + MEAN_COUNTS * chain.cost)

    def prices(self, rules: RulesBy) -> dict[str, Floats]:
        """What each contract pays by links taken, while all others keep these rules."""
        costs = self.costs(rules)
        total = self.total(costs)
        begin = tail_begin(total, self.level, self.weight)
        return {id: self.priced(id, total - costs[id], begin).cost for id in rules}


def worst_case_rules(case: WorstCase, least_cost: RulesBy) -> RulesBy:
    """The rules found for the worst cases; `least_cost`: those that cost least in the mean, where the search begins."""
    if case.level == 0.0 or not case.chains:
        return least_cost
    found = [_settled(case, start) for start in _starts(case, least_cost)]
    return min(found, key=lambda rules: case.value(case.total(case.costs(rules))))


def _starts(case: WorstCase, least_cost: RulesBy) -> Iterator[RulesBy]:
    constants = {id: _constants(each.chain) for id, each in case.chains.items()}
    yield least_cost
    yield {id: each[-1] for id, each in constants.items()}
    choices = {id: (least_cost[id], *each) for id, each in constants.items()}
    if prod(len(each) for each in choices.values()) <= MOST_COMBINATIONS:
        yield from _best_combinations(case, choices)


def _constants(chain: ChainDraws) -> list[Rules]:
    return [constant_rules(chain, links) for links in range(chain.links + 1)]


def _best_combinations(case: WorstCase, choices: Mapping[str, Sequence[Rules]]) -> Iterator[RulesBy]:
    costs = {id: [case.chains[id].cost(rules) for rules in each] for id, each in choices.items()}
    places = [*product(*(range(len(each)) for each in choices.values()))]
    totals = (case.total({id: costs[id][place] for id, place in zip(choices, each, strict=True)}) for each in places)
    values = [case.value(total) for total in totals]
    for best in np.argsort(values, kind="stable")[:BEST_STARTS]:
        yield {id: choices[id][place] for id, place in zip(choices, places[best], strict=True)}


def _settled(case: WorstCase, rules: RulesBy) -> RulesBy:
    """Go round the contracts until nothing changes; a round that ends worse than it began is not kept."""
    costs = case.costs(rules)
    value = case.value(case.total(costs))
    for _ in range(MOST_ROUNDS):
        new, new_costs = _round(case, rules, costs)
        new_value = case.value(case.total(new_costs))
        if new == rules or new_value >= value:
            break
        rules, costs, value = new, new_costs, new_value
    return rules


def _round(case: WorstCase, rules: RulesBy, costs: Mapping[str, Floats]) -> tuple[RulesBy, dict[str, Floats]]:
    total, found, found_costs = case.total(costs), dict(rules), dict(costs)
    begin = tail_begin(total, case.level, case.weight)
    for id in case.chains:
        rest = total - found_costs[id]
        found[id] = _refitted(case.priced(id, rest, begin), found[id], case.errors)
        found_costs[id] = case.chains[id].cost(found[id])
        total = rest + found_costs[id]
    return found, found_costs


def _refitted(priced: ChainDraws, rules: Rules, errors: float) -> Rules:
    starts = (rules, constant_rules(priced, priced.links), constant_rules(priced, 0))
    found = [settled_rules(priced, start, errors) for start in starts]
    return found[int(np.argmin([play_rules(priced, each).mean_cost for each in found]))]
