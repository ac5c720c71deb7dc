"""Renewals, rolling contracts, windows and maximum ends in every stage of the solver, as brute force finds the best plan."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.depth import by_day, least_by_day
from tests.running_portfolios import RUNNING_SEEDS, running_portfolio
from tests.solver.agreement import exact_model_agrees, pipeline_agrees

CHUNKS = 5
SEEDS_PER_CHUNK = len(RUNNING_SEEDS) // CHUNKS
EVERY = 20


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_exact_model_and_pipeline_agree_with_brute_force(chunk: int) -> None:
    for seed in by_day(RUNNING_SEEDS[chunk * SEEDS_PER_CHUNK : (chunk + 1) * SEEDS_PER_CHUNK], EVERY):
        portfolio = running_portfolio(seed)
        best = exact_model_agrees(portfolio, seed)
        if best is not None:
            pipeline_agrees(portfolio, seed, best)


def test_every_shape_of_a_running_contract_comes_up() -> None:
    seen: Counter[str] = Counter()
    for seed in by_day(RUNNING_SEEDS, 4):
        portfolio = running_portfolio(seed)
        links = [link for chain in portfolio.chain_by_contract.values() for link in chain]
        seen["owed"] += any(link.by_itself and link.exercised for link in links)
        seen["open"] += any(link.by_itself and link.is_open for link in links)
        seen["by day"] += any(link.paid_by_day and link.is_open for link in links)
        seen["window"] += any(link.opens for link in links)
        seen["stopped"] += bool(portfolio.stop_by_contract)
        seen["budget"] += bool(portfolio.budgets) and any(link.paid_by_day for link in links)
        seen.update({link.obstacle.value for link in links if link.obstacle is not None})
    wanted = (
        "owed",
        "open",
        "by day",
        "stopped",
        "budget",
        "beyond the maximum end",
        "window",
    )
    assert all(seen[shape] >= least_by_day(8, 4) for shape in wanted), seen
