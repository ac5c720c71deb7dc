"""Where a row stands in the chart: its cluster and department, and all the others it concerns."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.clusters import Milestone
from planner.domain.contracts import Contract
from planner.domain.migrations import Migration
from planner.domain.portfolio import Portfolio
from planner.domain.routes import department_of, lineage, releasing_migrations, served_organisations
from planner.present.gantt.model import Place


def place_of_contract(portfolio: Portfolio, contract: Contract) -> Place:
    """Under the buyer's department where the buyer is an organisation of the portfolio, else under the first served."""
    served = served_organisations(portfolio, contract)
    buyer = (contract.buyer,) if contract.buyer in portfolio.organisation_by_id else ()
    organisations = _unique(str(id) for id in (*buyer, *served))
    moving_to = (migration.cluster for migration in releasing_migrations(portfolio, contract))
    return _place(portfolio, organisations, _unique((*_clusters_of(portfolio, organisations), *moving_to)))


def place_of_migration(portfolio: Portfolio, migration: Migration) -> Place:
    """Under the cluster it moves to and the department of its organisation."""
    return _place(portfolio, (migration.organisation,), (migration.cluster,))


def place_of_milestone(milestone: Milestone) -> Place:
    """Under its cluster, above the departments."""
    cluster = milestone.cluster or ""
    return Place(
        cluster=cluster, department="", clusters=(cluster,) if cluster else (), departments=(), organisations=()
    )


def _place(portfolio: Portfolio, organisations: tuple[str, ...], clusters: tuple[str, ...]) -> Place:
    departments = _unique(department_of(portfolio, organisation) for organisation in organisations)
    return Place(
        cluster=clusters[0] if clusters else "",
        department=departments[0] if departments else "",
        clusters=clusters,
        departments=departments,
        organisations=organisations,
    )


def _clusters_of(portfolio: Portfolio, organisations: Iterable[str]) -> tuple[str, ...]:
    """The clusters of the organisations; a body without one has that of the nearest organisation above it."""
    uppers = ((portfolio.organisation_by_id.get(upper) for upper in lineage(portfolio, id)) for id in organisations)
    found = (next((upper.cluster for upper in line if upper is not None and upper.cluster), None) for line in uppers)
    return _unique(cluster for cluster in found if cluster)


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
