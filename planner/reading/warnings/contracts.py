"""Contracts that nobody can leave, and migrations that release contracts which do not serve them."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.findings import Finding
from planner.domain.portfolio import Portfolio
from planner.domain.routes import lineage, organisations_without_route, releasing_migrations, stays
from planner.reading.cells.located import Tables


def odd_contracts(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """Contracts no migration releases, and those kept by a served organisation that joins and yet has no way off."""
    released = {contract for migration in portfolio.migrations for contract in migration.releases}
    for contract in portfolio.contracts:
        if contract.id not in released:
            place = tables.place("contracts", contract.id)
            message = f'no migration releases contract "{contract.id}": it is needed until the horizon'
            cure = f"name it in the releases of a migration in {tables.files['migrations']}"
            yield place.warning("contract-not-released", "id", message, cure=cure)
        elif releasing_migrations(portfolio, contract):
            left_behind = organisations_without_route(portfolio, contract)
            joining = [organisation for organisation in left_behind if not stays(portfolio, organisation)]
            if joining:
                place = tables.place("contracts", contract.id)
                message = f"no migration moves {', '.join(joining)} off it, so it is needed until the horizon"
                cure = f"add the contract to the releases of a migration of {joining[0]}, or take it out here"
                yield place.warning("served-without-route", "organisations", message, cure=cure)
    yield from _released_but_not_served(portfolio, tables)


def _released_but_not_served(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """A migration releases a contract whose stated organisations are all outside the migration's family."""
    for migration in portfolio.migrations:
        for contract in (portfolio.contract_by_id[id] for id in migration.releases):
            served = contract.organisations
            if served and not any(_related(portfolio, migration.organisation, other) for other in served):
                place = tables.place("migrations", migration.id)
                message = f'it releases contract "{contract.id}", which does not serve {migration.organisation}'
                cure = f"check the releases, or the organisations of {contract.id}"
                yield place.warning("releases-contract-not-serving", "releases", message, cure=cure)


def _related(portfolio: Portfolio, one: str, other: str) -> bool:
    return one in lineage(portfolio, other) or other in lineage(portfolio, one)
