"""Capacity: what the phases in progress take of each resource, day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from planner.domain.days.day_axis import DayAxis
from planner.domain.migrations import Demand
from planner.domain.portfolio import Portfolio
from planner.domain.resources import Resource
from planner.domain.rules import Rule
from planner.domain.wording import day_count
from planner.plan.breaches.breach import Breach, show_day
from planner.plan.breaches.overload import Load, Overload, overloads
from planner.plan.schedule import ScheduledMigration

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


def capacity(case: PlanCase) -> Iterator[Breach]:
    """Longest periods, from the status date on, in which a resource is asked for more than it has.

    Only open days are asked: days are positions here, and a closed day between two of them ends no period.
    """
    loads, unmet = _loads_by_resource(case)
    for id, name in sorted(unmet):
        message = f"{id} needs {name}, which no resource of its cluster provides"
        yield Breach(rule=Rule.CAPACITY, subjects=(id, name), day=None, amount=1, message=message)
    steps = _steps_by_resource(case.portfolio)
    for resource in case.portfolio.resources:
        for found in overloads(loads[resource.id], resource.capacity, steps[resource.id]):
            yield _breach(case, resource, found)


def resource_for(portfolio: Portfolio, name: str, cluster: str) -> Resource | None:
    """The resource a demand on `name` falls on.

    It is the one with that id, else the first of that kind in the cluster, else the first of that kind shared by all.
    """
    by_id = portfolio.resource_by_id.get(name)
    if by_id is not None:
        return by_id
    of_kind = [resource for resource in portfolio.resources if resource.kind == name]
    owned = [resource for resource in of_kind if cluster in resource.clusters]
    shared = [resource for resource in of_kind if not resource.clusters]
    return next(iter(owned + shared), None)


def _loads_by_resource(case: PlanCase) -> tuple[Mapping[str, list[Load]], set[tuple[str, str]]]:
    loads: dict[str, list[Load]] = defaultdict(list)
    unmet: set[tuple[str, str]] = set()
    found: dict[tuple[str, str], Resource | None] = {}
    for id, entry in case.schedule.migrations.items():
        for demand, load in _demands_from_today(case.portfolio.axis, id, entry):
            key = (demand.resource, entry.migration.cluster)
            if key not in found:
                found[key] = resource_for(case.portfolio, *key)
            resource = found[key]
            if resource is not None:
                loads[resource.id].append(load)
            elif load.amount > 0:
                unmet.add((id, demand.resource))
    return loads, unmet


def _demands_from_today(axis: DayAxis, id: str, entry: ScheduledMigration) -> Iterator[tuple[Demand, Load]]:
    for phase in entry.phases:
        first, until = axis.position(phase.from_day), axis.position(phase.until_day)
        for demand in phase.phase.demands:
            yield demand, Load(id, max(0, first), until, demand.amount)


def _steps_by_resource(portfolio: Portfolio) -> Mapping[str, Mapping[int, int]]:
    """By resource and position; of several that count as one open day the last stands."""
    steps: dict[str, dict[int, int]] = defaultdict(dict)
    for step in sorted(portfolio.capacity_steps, key=lambda step: step.from_date):
        steps[step.resource][portfolio.position_of(step.from_date)] = step.capacity
    return steps


def _breach(case: PlanCase, resource: Resource, found: Overload) -> Breach:
    first, peak = case.portfolio.axis.day(found.from_day), case.portfolio.axis.day(found.peak_day)
    message = (
        f"{resource.id} is asked for {found.peak_load} and has {found.peak_limit} on {show_day(case, peak)} "
        f"(over its capacity for {day_count(found.until_day - found.from_day)} from {show_day(case, first)})"
    )
    return Breach(
        rule=Rule.CAPACITY,
        subjects=(resource.id, *found.subjects),
        day=first,
        amount=found.excess,
        message=message,
    )
