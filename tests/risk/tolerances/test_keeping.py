"""Rules within a tolerance: the small portfolios with exact answers, law 13, and every combination of rules on trees."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from planner.risk.families import Floats
from planner.risk.tolerances.circle import SAME, Choice, Circle
from planner.risk.tolerances.covered_chain import CoveredChain
from planner.risk.tolerances.keeping import keeping
from planner.risk.tripwires.chain_draws import play
from planner.risk.tripwires.fitting import fit_chain
from planner.risk.tripwires.rules import Kind
from tests.depth import by_day
from tests.risk.tripwires.decision_trees import Tree, drawn_tree
from tests.risk.tripwires.finite_futures import FiniteCase
from tests.risk.tripwires.test_decision_trees import every_answer

TREES = range(200)
MOST_COMBINATIONS = 2_000


def circle_of(case: FiniteCase, *contracts: str) -> Choice:
    """The rules of least cost of these contracts, which share a tolerance."""
    covered = {id: CoveredChain(case.chain(id), (case.table(id).uncovered > 0).astype(float)) for id in contracts}
    circle = Circle(covered, np.ones(len(case.shares)), np.array(case.shares))
    return Choice.of(circle, {id: fit_chain(each.chain, errors=0.0).rules for id, each in covered.items()})


TEN = FiniteCase.read("open_10_tolerances_and_worst_cases")


@pytest.mark.parametrize("tolerance", [0.51, 0.4, 0.3, 0.29, 0.0])
def test_a_joint_tolerance_is_kept_by_the_cheapest_repairs(tolerance: float) -> None:
    expected = TEN.expected["joint"][str(tolerance)]
    found = keeping(circle_of(TEN, "C-ASH", "C-ELM"), tolerance + SAME, 0.0)
    assert found is not None
    assert found.cost == pytest.approx(expected["pounds"])
    assert found.chance == pytest.approx(expected["any_uncovered_probability"])
    kinds = [rule.kind.value for rules in found.rules.values() for rule in rules]
    assert kinds == [*expected["rules"].values()]


def test_each_contract_keeps_a_tolerance_of_its_own() -> None:
    expected = TEN.expected["each_at_0_29"]
    found = [keeping(circle_of(TEN, id), 0.29 + SAME, 0.0) for id in ("C-ASH", "C-ELM")]
    assert sum(each.cost for each in found if each is not None) == pytest.approx(expected["pounds"])
    assert [each.chance for each in found if each is not None] == [0.0, 0.0]


def test_a_tolerance_buys_what_least_cost_leaves_uncovered() -> None:
    case = FiniteCase.read("open_04_ended_early")
    before = circle_of(case, "C-ASH")
    found = keeping(before, 0.1 + SAME, 0.0)
    assert found is not None
    assert before.rules["C-ASH"][0].kind is Kind.DATE
    assert found.rules["C-ASH"][0].kind is Kind.ALWAYS
    assert found.cost == pytest.approx(18_900)


def on_tree(tree: Tree, links: int) -> Choice:
    """The rules of least cost where a tree has only its first options."""
    chain = tree.chain().first(links)
    covered = CoveredChain(chain, late_of(tree)[: links + 1])
    circle = Circle({"ASH": covered}, np.ones(chain.draws), chain.weight / chain.weight.sum())
    return Choice.of(circle, {"ASH": fit_chain(chain, errors=0.0).rules})


def late_of(tree: Tree) -> Floats:
    """1 where the days after the end of an option are needed, by options taken."""
    ends = [tree.end + sum(offer.days for offer in tree.offers[:taken]) for taken in range(len(tree.offers) + 1)]
    return np.array([[float(day > end) for day in tree.needed()] for end in ends])


@pytest.mark.parametrize("seed", by_day(TREES, 25))
def test_a_tighter_tolerance_never_costs_less_and_is_kept(seed: int) -> None:
    tree = drawn_tree(seed)
    before = on_tree(tree, len(tree.offers))
    least, costs = before.circle.safest.chance, list[float]()
    for share in (1.0, 0.8, 0.5, 0.2, 0.0):
        target = least + share * (before.chance - least) + SAME
        found = keeping(before, target, 0.0)
        assert found is not None
        assert found.chance <= target
        costs.append(found.cost)
    assert np.all(np.diff(costs) >= -1e-6)


@pytest.mark.parametrize("seed", by_day(TREES, 25))
def test_it_is_not_attainable_exactly_where_asking_for_everything_misses_it(seed: int) -> None:
    tree = drawn_tree(seed)
    chances = [on_tree(tree, links).circle.safest.chance for links in range(1, len(tree.offers) + 1)]
    assert np.all(np.diff(chances) <= SAME)  # an option more leaves no more draws uncovered
    before = on_tree(tree, len(tree.offers))
    assert keeping(before, chances[-1] + SAME, 0.0) is not None
    assert chances[-1] < 1e-6 or keeping(before, chances[-1] - 1e-6, 0.0) is None


@pytest.mark.parametrize("seed", by_day(TREES, 33))
def test_no_combination_of_rules_keeps_it_for_less(seed: int) -> None:
    tree = drawn_tree(seed)
    before = on_tree(tree, len(tree.offers))
    covered, least = before.circle.chains["ASH"], before.circle.safest.chance
    answers = [every_answer(covered.chain, link) for link in range(covered.links)]
    if np.prod([len(each) for each in answers]) > MOST_COMBINATIONS:
        return
    played = [play(covered.chain, each) for each in product(*answers)]
    figures = [(each.mean_cost, float(before.circle.weight @ each.of(covered.late))) for each in played]
    for share in (0.8, 0.4, 0.0):
        target = least + share * (before.chance - least) + SAME
        found = keeping(before, target, 0.0)
        assert found is not None
        assert found.cost == pytest.approx(min(cost for cost, chance in figures if chance <= target), rel=1e-9)


def test_a_draw_counts_only_where_the_others_are_covered() -> None:
    # Where somebody else is uncovered in every draw nothing that is bought makes a difference.
    before = circle_of(TEN, "C-ASH")
    exposed = replace(before.circle, others=np.zeros(len(TEN.shares)))
    found = Choice.of(exposed, before.rules)
    assert (found.chance, exposed.safest.chance) == (1.0, 1.0)
    assert keeping(found, 0.9, 0.0) is None
