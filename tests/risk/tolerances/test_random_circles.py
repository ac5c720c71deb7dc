"""Tolerances and worst cases of random contracts against every combination of rules that there is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest

from planner.risk.families import Floats
from planner.risk.tolerances.circle import SAME, Choice, Circle
from planner.risk.tolerances.keeping import keeping
from planner.risk.tolerances.supplied_chain import SuppliedChain
from planner.risk.tolerances.worst_cases import WorstCase, worst_case_rules
from planner.risk.tripwires.chain_draws import Played, play
from planner.risk.tripwires.fitting import fit_chain
from tests.depth import by_day
from tests.risk.tolerances.random_circles import drawn_circle
from tests.risk.tripwires.test_decision_trees import every_answer

CIRCLES = range(200)
MOST_COMBINATIONS = 3_000


def every_play(circle: Circle) -> list[list[Played]]:
    """For each contract what every combination of rules does."""
    return [
        [
            play(covered.chain, answers)
            for answers in product(*(every_answer(covered.chain, link) for link in range(covered.links)))
        ]
        for covered in circle.chains.values()
    ]


def combined(plays: list[list[Played]]) -> Iterator[tuple[Played, ...]]:
    """Every combination over all contracts; none where there are too many to look at."""
    return product(*plays) if np.prod([len(each) for each in plays]) <= MOST_COMBINATIONS else iter(())


def least_cost(circle: Circle) -> Choice:
    return Choice.of(circle, {id: fit_chain(each.chain, errors=0.0).rules for id, each in circle.chains.items()})


@pytest.mark.parametrize("seed", by_day(CIRCLES, 25))
def test_no_combination_of_rules_keeps_a_joint_tolerance_for_less(seed: int) -> None:
    circle = drawn_circle(seed)
    before, late = least_cost(circle), [each.late for each in circle.chains.values()]
    figures = [(sum(p.mean_cost for p in each), chance(circle, each, late)) for each in combined(every_play(circle))]
    least = circle.safest.chance
    for share in (0.9, 0.5, 0.2, 0.0) if figures else ():
        target = least + share * (before.chance - least) + SAME
        found = keeping(before, target, 0.0)
        assert found is not None
        assert found.cost == pytest.approx(min(cost for cost, p in figures if p <= target), rel=1e-9, abs=1e-6)


def chance(circle: Circle, played: tuple[Played, ...], late: list[Floats]) -> float:
    """How probable it is that any contract has uncovered days."""
    covered = np.prod([1.0 - p.of(table) for p, table in zip(played, late, strict=True)], axis=0)
    return 1.0 - float(circle.weight @ covered)


@pytest.mark.parametrize("seed", by_day(CIRCLES, 25))
def test_no_combination_of_rules_makes_the_worst_cases_cheaper(seed: int) -> None:
    circle = drawn_circle(seed, refusals=False)
    sure = np.ones((2, len(circle.weight)), dtype=np.bool_)
    chains = {id: SuppliedChain(each.chain, sure[: each.links]) for id, each in circle.chains.items()}
    before = least_cost(circle)
    for level in (0.3, 0.6, 0.8, 0.95):
        case = WorstCase(chains, level, circle.weight, errors=0.0)
        found = case.value(case.total(case.costs(worst_case_rules(case, before.rules))))
        for each in combined(every_play(circle)):
            assert found <= case.value(np.sum([p.cost for p in each], axis=0)) * (1 + 1e-9) + 1e-6
