"""A tolerance that was fitted on a sample is kept in truth: on trees, where the truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from planner.risk.draws import BATCH
from planner.risk.tolerances.circle import Choice, Circle
from planner.risk.tolerances.covered_chain import CoveredChain
from planner.risk.tolerances.margin import keeping_safely
from planner.risk.tripwires.fitting import fit_chain
from tests.depth import by_day
from tests.risk.tolerances.test_keeping import late_of
from tests.risk.tripwires.decision_trees import Tree, drawn_tree

TREES = range(60)
DRAWS = 4 * BATCH


def sampled(tree: Tree, seed: int) -> Choice:
    """The rules of least cost on a sample of the outcomes."""
    shares = tree.shares / tree.shares.sum()
    places = np.random.default_rng(seed).choice(len(shares), DRAWS, p=shares)
    covered = CoveredChain(tree.chain(), late_of(tree)).picked(places, np.full(DRAWS, 1 / DRAWS))
    circle = Circle({"ASH": covered}, np.ones(DRAWS), covered.chain.weight)
    return Choice.of(circle, {"ASH": fit_chain(covered.chain).rules})


def test_a_tolerance_kept_on_a_sample_is_kept_in_truth() -> None:
    held = []
    for seed in by_day(TREES, 8):
        tree = drawn_tree(seed)
        truth, before = CoveredChain(tree.chain(), late_of(tree)), sampled(tree, seed)
        least = before.circle.safest.chance
        tolerance = least + 0.5 * (before.chance - least)
        found, _ = keeping_safely(before, tolerance, lambda choice: choice.upper_limit(BATCH), 1.0)
        if found.chance > least + 0.01:
            chance = truth.uncovered(found.rules["ASH"]) @ truth.chain.weight / truth.chain.weight.sum()
            held.append(float(chance) <= tolerance)
    assert len(held) >= 2
    # An upper end of a 95 % interval lies too low once in forty.
    assert sum(held) >= 0.9 * len(held)


@pytest.mark.parametrize("seed", [3, 11])
def test_the_upper_limit_on_the_sample_is_tolerated_or_everything_is_asked_for(seed: int) -> None:
    before = sampled(drawn_tree(seed), seed)
    least = before.circle.safest.chance
    for share in (0.2, 0.6):
        tolerance = least + share * (before.chance - least)
        found, _ = keeping_safely(before, tolerance, lambda choice: choice.upper_limit(BATCH), 1.0)
        assert found.upper_limit(BATCH) <= tolerance + 1e-9 or found.chance <= least + 1e-9
