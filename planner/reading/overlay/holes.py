"""Options that a scenario makes unusable because it takes out one before them."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.chains.link import ChainLink, Obstacle
from planner.domain.contracts import Contract
from planner.domain.findings import Finding, Severity
from planner.domain.portfolio import Portfolio
from planner.reading.toml.spot import Spot


def holes_made(before: Portfolio, after: Portfolio, spot: Spot) -> Iterator[Finding]:
    """A note for every contract whose chain of options has a hole that it did not have before."""
    for contract in after.contracts:
        known = before.contract_by_id.get(contract.id)
        blocked = _behind_a_hole(after, contract)
        if blocked and known is not None and not _behind_a_hole(before, known):
            yield _note(contract, blocked, spot)


def _behind_a_hole(portfolio: Portfolio, contract: Contract) -> list[ChainLink]:
    return [link for link in portfolio.chain_by_contract[contract.id] if link.obstacle is Obstacle.HOLE]


def _note(contract: Contract, blocked: list[ChainLink], spot: Spot) -> Finding:
    behind = ", ".join(link.option.id for link in blocked)
    verb, them = ("is", "it") if len(blocked) == 1 else ("are", "them")
    return spot.finding(
        "options-behind-a-hole",
        f'{behind} of contract "{contract.id}" {verb} taken out too, because an option before {them} is',
        cure="add an option in its place, or number the ones behind it anew",
        severity=Severity.WARNING,
    )
