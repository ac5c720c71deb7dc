"""Bundles in every stage of the solver: as brute force finds the best plan, and as worked out by hand."""

from __future__ import annotations

from collections import Counter

import pytest

from planner.domain.rules import Rule
from tests.bundled_portfolios import BUNDLED_SEEDS, bundled_portfolio
from tests.depth import by_day, least_by_day
from tests.oracle import brute_force
from tests.solver.agreement import exact_model_agrees, pipeline_agrees

CHUNKS = 5
SEEDS_PER_CHUNK = len(BUNDLED_SEEDS) // CHUNKS
EVERY = 14


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_exact_model_and_pipeline_agree_with_brute_force(chunk: int) -> None:
    for seed in by_day(BUNDLED_SEEDS[chunk * SEEDS_PER_CHUNK : (chunk + 1) * SEEDS_PER_CHUNK], EVERY):
        portfolio = bundled_portfolio(seed)
        best = exact_model_agrees(portfolio, seed)
        if best is not None:
            pipeline_agrees(portfolio, seed, best)


def test_bundles_change_the_answer_often() -> None:
    """The rule binds: without it, brute force finds a cheaper plan."""
    changed: Counter[bool] = Counter()
    for seed in by_day(BUNDLED_SEEDS, 10):
        portfolio = bundled_portfolio(seed)
        best, free = brute_force(portfolio), brute_force(portfolio, frozenset({Rule.BUNDLE}))
        changed[(best and best[:2]) != (free and free[:2])] += 1
    assert changed[True] >= least_by_day(20, 10), changed
