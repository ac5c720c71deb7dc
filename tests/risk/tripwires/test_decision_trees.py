"""Rules against the best policy of all, on random trees; the fitted rules against every combination of rules."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from planner.risk.draws import Flags
from planner.risk.tripwires.answers import clairvoyant_cost
from planner.risk.tripwires.chain_draws import ChainDraws, play
from planner.risk.tripwires.fitting import commit_now, constant_rules, fit_chain, play_rules
from tests.depth import by_day
from tests.risk.tripwires.decision_trees import best_cost, drawn_tree
from tests.risk.tripwires.other_trees import drawn_world

TREES = range(200)
OTHERS = range(1000, 1200)
FIT_DRAWS = 4096
MOST_COMBINATIONS = 500
MEAN_REGRET, WITHIN_ONE_PER_CENT = 0.003, 0.9
"""What the rules may lose against the best policy: on average, and in which share of trees less than 1 %."""


def regret(seed: int) -> float:
    """What rules fitted on a sample cost more than the best policy, in all outcomes of the tree, as a share."""
    tree = drawn_tree(seed)
    rules = fit_chain(tree.sampled(FIT_DRAWS, seed)).rules
    best = best_cost(tree)
    return (play_rules(tree.chain(), rules).mean_cost - best) / best


def test_rules_lose_little_against_the_best_policy() -> None:
    found = np.array([regret(seed) for seed in by_day(TREES, 8)])
    assert found.min() > -1e-9
    assert found.mean() <= MEAN_REGRET
    assert np.mean(found <= 0.01) >= WITHIN_ONE_PER_CENT


def regret_in_another(seed: int) -> float:
    """The same in a tree with one event behind two gates, signals that can be wrong, and dates announced early."""
    world = drawn_world(seed)
    best = best_cost(world)
    return (play_rules(world.chain(), fit_chain(world.sampled(FIT_DRAWS, seed)).rules).mean_cost - best) / best


def test_rules_lose_little_against_the_best_policy_in_trees_with_other_features() -> None:
    found = np.array([regret_in_another(seed) for seed in by_day(OTHERS, 25)])
    assert found.min() > -1e-9
    assert found.mean() <= MEAN_REGRET
    assert np.mean(found <= 0.01) >= WITHIN_ONE_PER_CENT


def every_answer(chain: ChainDraws, link: int) -> list[Flags]:
    """What all dates of all levels answer, always and never included."""
    seen = chain.seen[link]
    assert seen is not None
    found = {(row > date).tobytes(): row > date for row in seen for date in (-1, *row)}
    return list(found.values())


@pytest.mark.parametrize("seed", by_day(TREES, 10))
def test_no_combination_of_rules_is_cheaper(seed: int) -> None:
    chain = drawn_tree(seed).chain()
    answers = [every_answer(chain, link) for link in range(chain.links)]
    if np.prod([len(each) for each in answers]) > MOST_COMBINATIONS:
        chain, answers = chain.first(1), answers[:1]
    best = min(play(chain, each).mean_cost for each in product(*answers))
    assert fit_chain(chain, errors=0.0).cost == pytest.approx(best, rel=1e-9)


@pytest.mark.parametrize("seed", by_day(TREES, 10))
def test_the_three_answers_stand_in_order_on_the_draws_of_the_fit(seed: int) -> None:
    tree = drawn_tree(seed)
    for chain, errors in ((tree.chain(), 0.0), (tree.sampled(1000, seed), 1.0)):
        clairvoyant, rules = chain.mean(clairvoyant_cost(chain)), fit_chain(chain, errors).cost
        committed = play_rules(chain, constant_rules(chain, commit_now(chain))).mean_cost
        assert clairvoyant <= rules * (1 + 1e-12)
        assert rules <= committed * (1 + 1e-12)
    assert chain.links == len(tree.offers)
    assert clairvoyant_is_below_the_best(tree.chain(), best_cost(tree))


def clairvoyant_is_below_the_best(chain: ChainDraws, best: float) -> bool:
    return chain.mean(clairvoyant_cost(chain)) <= best * (1 + 1e-12) <= fit_chain(chain, 0.0).cost * (1 + 1e-9)


@pytest.mark.parametrize("seed", by_day(TREES, 10))
def test_one_more_option_never_costs_more(seed: int) -> None:
    fitted = fit_chain(drawn_tree(seed).sampled(1000, seed))
    while fitted.shorter is not None:
        assert fitted.cost <= fitted.shorter.cost * (1 + 1e-12)
        fitted = fitted.shorter
