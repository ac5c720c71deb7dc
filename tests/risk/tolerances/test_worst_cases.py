"""Rules for the worst cases: the small portfolio with exact answers, and every combination of constants on drawn costs."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from planner.risk.tails import tail_mean
from planner.risk.tolerances.circle import RulesBy
from planner.risk.tolerances.supplied_chain import SuppliedChain
from planner.risk.tolerances.worst_cases import WorstCase, worst_case_rules
from planner.risk.tripwires.fitting import constant_rules, fit_chain, play_rules
from tests.risk.tripwires.decision_trees import drawn_tree
from tests.risk.tripwires.finite_futures import FiniteCase

TEN = FiniteCase.read("open_10_tolerances_and_worst_cases")


def asked(level: float) -> tuple[WorstCase, RulesBy]:
    chains = {
        id: SuppliedChain(TEN.chain(id), np.ones((1, len(TEN.shares)), dtype=np.bool_)) for id in ("C-ASH", "C-ELM")
    }
    least_cost = {id: fit_chain(each.chain, errors=0.0).rules for id, each in chains.items()}
    return WorstCase(chains, level, np.array(TEN.shares), errors=0.0), least_cost


@pytest.mark.parametrize("level", [*TEN.expected["cvar"]])
def test_the_advice_changes_with_the_level_as_enumeration_says(level: str) -> None:
    expected = TEN.expected["cvar"][level]
    case, least_cost = asked(float(level))
    rules = worst_case_rules(case, least_cost)
    total = case.total(case.costs(rules))
    assert tail_mean(total, float(level), case.weight) == pytest.approx(expected["cvar_pounds"])
    assert float(total @ case.weight) == pytest.approx(expected["mean_pounds"])
    kinds = [rule.kind.value for each in rules.values() for rule in each]
    assert kinds == [*expected["rules"].values()]


@pytest.mark.parametrize("seed", range(4))
def test_it_is_no_worse_than_any_constant_rules_nor_than_those_of_least_cost(seed: int) -> None:
    chains = {str(place): drawn_tree(10 * seed + place).sampled(500, seed) for place in range(3)}
    supplied = {id: SuppliedChain(each, np.ones((each.links, 500), dtype=np.bool_)) for id, each in chains.items()}
    case = WorstCase(supplied, 0.8, np.full(500, 1 / 500))
    least_cost = {id: fit_chain(each).rules for id, each in chains.items()}
    found = case.value(case.total(case.costs(worst_case_rules(case, least_cost))))
    constants = [[constant_rules(each, links) for links in range(each.links + 1)] for each in chains.values()]
    others: list[RulesBy] = [dict(zip(chains, each, strict=True)) for each in product(*constants)]
    assert all(found <= case.value(case.total(case.costs(rules))) * (1 + 1e-12) for rules in (least_cost, *others))


def test_what_suppliers_say_is_played_as_the_probabilities_say() -> None:
    # With an answer drawn for each link the mean over draws comes to what the probabilities give.
    chain = drawn_tree(3).sampled(4_000, 3)
    rng = np.random.default_rng(1)
    agreed = np.array([rng.random(chain.draws) < chance for chance in chain.agreement])
    rules = constant_rules(chain, chain.links)
    drawn, known = SuppliedChain(chain, agreed).cost(rules), play_rules(chain, rules).cost
    error = float(np.std(drawn - known)) / chain.draws**0.5
    assert float(np.mean(drawn)) == pytest.approx(float(np.mean(known)), abs=4 * error + 1e-6)
