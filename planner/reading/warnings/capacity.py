"""Resources that are never large enough for a demand of a planned migration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.domain.findings import Finding
from planner.domain.migrations import Migration, Phase
from planner.domain.portfolio import Portfolio
from planner.domain.resources import Resource
from planner.domain.routes import planned_migrations
from planner.reading.cells.located import Tables


def odd_capacity(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """Every resource whose largest capacity from the status date on lies below what a phase takes."""
    largest_demand = _largest_demands(portfolio)
    for resource in portfolio.resources:
        amount, migration = largest_demand.get(resource.id, (0, ""))
        capacity = _largest_capacity(portfolio, resource)
        if amount > capacity:
            place = tables.place("resources", resource.id)
            message = f'migration "{migration}" needs {amount} at once, but there are never more than {capacity}'
            cure = f"raise the capacity, lower the demand, or give {migration} a mode that needs less"
            yield place.warning("capacity-below-demand", "capacity", message, cure=cure)


def _largest_demands(portfolio: Portfolio) -> Mapping[str, tuple[int, str]]:
    """For every resource the largest amount that a planned migration cannot do without in its standard mode."""
    found: dict[str, tuple[int, str]] = {}
    for resource, migration, _, amount in demands_of(portfolio):
        if amount > found.get(resource, (0, ""))[0]:
            found[resource] = (amount, migration.id)
    return found


def demands_of(portfolio: Portfolio) -> Iterator[tuple[str, Migration, Phase, int]]:
    """Every demand of a planned migration in its standard mode: the resource it falls on, the phase and the amount."""
    offer = _offer(portfolio)
    for migration in planned_migrations(portfolio):
        for phase in portfolio.profile_by_id[migration.profile].phases:
            for demand in phase.demands if phase.days else ():
                resource = demand.resource
                if resource not in portfolio.resource_by_id:
                    resource = offer.get((resource, migration.cluster)) or offer[resource, None]
                yield resource, migration, phase, demand.amount


def _offer(portfolio: Portfolio) -> Mapping[tuple[str, str | None], str]:
    """The resource of a kind in a cluster; under None the one shared by all."""
    return {
        (resource.kind, cluster): resource.id
        for resource in portfolio.resources
        if resource.kind is not None
        for cluster in (resource.clusters or (None,))
    }


def _largest_capacity(portfolio: Portfolio, resource: Resource) -> int:
    """The largest capacity on any day from the status date on."""
    steps = sorted((step.from_date, step.capacity) for step in portfolio.capacity_steps if step.resource == resource.id)
    reached = [capacity for day, capacity in steps if day <= portfolio.status_date]
    today = reached[-1] if reached else resource.capacity
    return max([today, *(capacity for day, capacity in steps if day > portfolio.status_date)])
