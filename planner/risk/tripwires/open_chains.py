"""The contracts of a plan whose options are still open, with what the rules need to know of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.chains.link import ChainLink
from planner.domain.option_chain import usable_links
from planner.domain.portfolio import Portfolio
from planner.risk.costs import ContractCosts
from planner.risk.draws import Days
from planner.risk.execution.program import Program
from planner.risk.tripwires.cost_tables import CostTable
from planner.risk.uncertainty import Uncertainty


@dataclass(frozen=True)
class OpenChain:
    """A contract that has a route and at least one open option. `place` is its position in the instance.

    `tied`: the links that a bundle or a limit of the portfolio ties to other contracts.
    """

    place: int
    costs: ContractCosts
    prefixes: range
    links: tuple[ChainLink, ...]
    acting_days: tuple[int, ...]
    agreement: tuple[float, ...]
    tied: frozenset[int]

    @property
    def in_force(self) -> int:
        """How many options are in force whatever is decided."""
        return self.prefixes.start

    @property
    def id(self) -> str:
        return self.costs.contract.id

    def table(self, needed: Days) -> CostTable:
        """What it costs by how many of its open options are taken."""
        return CostTable.of(self.costs, self.prefixes, needed)


def open_chains(portfolio: Portfolio, program: Program, uncertainty: Uncertainty) -> tuple[OpenChain, ...]:
    """Every contract of the portfolio about whose options there is something to decide."""
    return tuple(_open_chains(portfolio, program, uncertainty))


def _open_chains(portfolio: Portfolio, program: Program, uncertainty: Uncertainty) -> Iterator[OpenChain]:
    instance = program.instance
    tied = {key for limit in instance.limits for key in limit.use}
    for place, case in enumerate(instance.contracts):
        contract = portfolio.contract_by_id[case.id]
        links = usable_links(portfolio, contract)[case.prefixes.start :]
        if case.no_route or not links:
            continue
        yield OpenChain(
            place=place,
            costs=ContractCosts.of(portfolio, contract, case.prefixes.start),
            prefixes=case.prefixes,
            links=links,
            acting_days=tuple(max(0, portfolio.day_of(link.acting_decision.value)) for link in links),
            agreement=tuple(uncertainty.agreements.get(link.option.id, 1.0) for link in links),
            tied=frozenset(link for link in range(len(links)) if (place, case.prefixes.start + link) in tied),
        )
