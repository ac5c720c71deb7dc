"""The prices that risk takes are those of the ledger."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest

from planner.plan.entries import Plan
from planner.plan.ledger import contract_charges, pounds_of
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import paid_options
from planner.reading import read_portfolio
from planner.risk.costs import ContractCosts
from planner.risk.tails import tail_mean
from tests.tiny_varied import varied_portfolio

ROOT = Path(__file__).parents[2]


def portfolios() -> list[PlanCase]:
    empty = Plan(migrations=())
    found = [PlanCase(read_portfolio(ROOT / "data" / name), empty) for name in ("whitehall", "tiny")]
    return found + [PlanCase(varied_portfolio(seed), empty) for seed in range(1, 9)]


def test_a_thousand_prices_equal_those_of_the_ledger() -> None:
    random, compared = Random(7), 0
    cases = portfolios()
    while compared < 1000:
        case = random.choice(cases)
        portfolio = case.portfolio
        if not portfolio.contracts:
            continue
        contract = random.choice(portfolio.contracts)
        costs = ContractCosts.of(portfolio, contract, 0)
        prefix, day = random.randint(0, len(costs.chain)), random.randint(-50, portfolio.horizon_day)
        paid = paid_options(portfolio, costs.chain[:prefix], day)
        cover = replace(
            case.schedule.contracts[contract.id],
            paid=paid,
            needed_until_day=day,
            covered_until_day=paid[-1].until_day if paid else costs.first_end,
        )
        days = np.array([day])
        found = costs.extension_pounds(prefix, days) + costs.exposure_pounds(prefix, days)
        assert float(found[0]) == pounds_of(contract_charges(portfolio, cover)), (contract.id, prefix, day)
        compared += 1


def test_the_tail_mean_at_nothing_is_the_mean_and_at_the_end_the_worst_draw() -> None:
    values = np.array([1.0, 5.0, 2.0, 8.0])
    assert tail_mean(values, 0.0) == pytest.approx(4.0)
    assert tail_mean(values, 0.75) == pytest.approx(8.0)
    # The worst 1.5 of 4 draws: (8 + 0.5 × 5) / 1.5 = 7.
    assert tail_mean(values, 0.625) == pytest.approx(7.0)
