"""Cost tables are the ledger: for every number of links and every day, early ends included."""

from __future__ import annotations

import numpy as np
import pytest

from planner.domain.option_chain import usable_links
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.plan.ledger import contract_charges
from planner.plan.schedule import ContractCover, paid_options
from planner.risk.costs import ContractCosts
from planner.risk.tripwires.cost_tables import CostTable
from tests.risk.tripwires.finite_futures import CASES, FiniteCase

NAMES = ("open_03_supplier_may_refuse", "open_04_ended_early", "open_05_chains")
DRAWN = 200


def cover(portfolio: Portfolio, id: str, links: int, needed: int) -> ContractCover:
    """The contract as the ledger sees it where the first links are in the plan."""
    contract = portfolio.contract_by_id[id]
    used = usable_links(portfolio, contract)[:links]
    paid = paid_options(portfolio, used, needed)
    expiry = portfolio.day_of(portfolio.first_end_by_contract[id]) + 1
    return ContractCover(
        contract=contract,
        chain=portfolio.chain_by_contract[id],
        paid=paid,
        expiry_day=expiry,
        needed_until_day=needed,
        covered_until_day=paid[-1].until_day if paid else expiry,
        no_route=False,
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_cost_table_is_what_the_ledger_charges(name: str) -> None:
    assert (CASES / name).is_dir()
    portfolio = FiniteCase.read(name).portfolio
    needed = np.random.default_rng(5).integers(1, 900, DRAWN)
    for contract in portfolio.contracts:
        costs = ContractCosts.of(portfolio, contract, 0)
        table = CostTable.of(costs, range(len(costs.chain) + 1), needed)
        for links in range(len(table.pounds)):
            for place, day in enumerate(needed):
                charges = list(contract_charges(portfolio, cover(portfolio, contract.id, links, int(day))))
                assert table.pounds[links, place] == sum(charge.pounds for charge in charges)
                exposure = [charge for charge in charges if charge.term is Term.EXPOSURE]
                assert table.exposure[links, place] == sum(charge.pounds for charge in exposure)
                assert table.uncovered[links, place] == max(0, exposure[0].until_day - exposure[0].from_day)
