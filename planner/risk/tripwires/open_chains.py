"""The contracts of a plan whose options are still open, with what the rules need to know of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from planner.domain.chains.link import ChainLink
from planner.domain.option_chain import usable_links
from planner.domain.portfolio import Portfolio
from planner.risk.costs import ContractCosts
from planner.risk.draws import Days
from planner.risk.execution.program import Program
from planner.risk.tripwires.cost_tables import CostTable
from planner.risk.uncertainty import Uncertainty
from planner.solver.model.cover import ContractCase


@dataclass(frozen=True)
class OpenChain:
    """A contract with a route and at least one open option. `place` is its position in the instance.

    One without a route is among them where an open option of it is in a bundle with one of those. `acting_days`: those of a
    bundle are the first among its options. `tied`: the links in a bundle or under a limit.
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
    contracts, limits = program.instance.contracts, program.instance.limits
    tied = frozenset(key for limit in limits for key in (*limit.use, *limit.by_day))
    links = [_links(portfolio, case) for case in contracts]
    routed = {
        link.option.bundle for case, own in zip(contracts, links, strict=True) if not case.no_route for link in own
    }
    return tuple(
        _open_chain(portfolio, case, place, own, uncertainty, tied)
        for place, (case, own) in enumerate(zip(contracts, links, strict=True))
        if own and (not case.no_route or not routed.isdisjoint({link.option.bundle for link in own} - {None}))
    )


def _links(portfolio: Portfolio, case: ContractCase) -> tuple[ChainLink, ...]:
    """The options of a contract that can still be used and are not in force yet."""
    return usable_links(portfolio, portfolio.contract_by_id[case.id])[case.prefixes.start :]


def _open_chain(
    portfolio: Portfolio,
    case: ContractCase,
    place: int,
    links: tuple[ChainLink, ...],
    uncertainty: Uncertainty,
    tied: Collection[tuple[int, int]],
) -> OpenChain:
    return OpenChain(
        place=place,
        costs=ContractCosts.of(portfolio, portfolio.contract_by_id[case.id], case.prefixes.start),
        prefixes=case.prefixes,
        links=links,
        acting_days=tuple(_acting_day(portfolio, link) for link in links),
        agreement=tuple(uncertainty.agreements.get(link.option.id, 1.0) for link in links),
        tied=frozenset(link for link in range(len(links)) if (place, case.prefixes.start + link) in tied),
    )


def _acting_day(portfolio: Portfolio, link: ChainLink) -> int:
    """The day on which an option is decided: in a bundle the first among its options, whose last day is the same."""
    bundle = () if link.option.bundle is None else portfolio.options_by_bundle[link.option.bundle]
    mates = [portfolio.link_by_option[option.id] for option in bundle if option.id in portfolio.link_by_option]
    return max(0, min(portfolio.day_of(each.acting_decision.value) for each in (link, *mates)))
