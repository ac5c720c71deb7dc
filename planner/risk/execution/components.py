"""Components of a plan: activities that no link and no resource ties to others, carried out apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.graph.union_find import UnionFind
from planner.risk.execution.flat_program import Components
from planner.risk.execution.grouped_rows import grouped
from planner.risk.execution.links import Link
from planner.risk.execution.resources import Demands
from planner.solver.model.instance import Instance


@dataclass(frozen=True)
class Component:
    """Its activities in the order of the plan, the resources they use, and the days on which the capacity of any changes."""

    activities: tuple[int, ...]
    resources: tuple[int, ...]
    steps: tuple[int, ...]


def components_of(count: int, links: Sequence[Link], demands: Demands, instance: Instance) -> list[Component]:
    """The components of so many activities."""
    found = []
    used: dict[int, set[int]] = defaultdict(set)
    for place, resource in demands.segments:
        used[place].add(resource)
    for activities in _tied(count, links, demands):
        resources = sorted({resource for place in activities for resource in used[place]})
        found.append(Component(tuple(activities), tuple(resources), _steps(instance, resources)))
    return found


def _tied(count: int, links: Sequence[Link], demands: Demands) -> list[list[int]]:
    found = UnionFind(range(count))
    for link in links:
        found.join((link.source, link.target))
    first_user: dict[int, int] = {}
    for place, resource in demands.segments:
        found.join((first_user.setdefault(resource, place), place))
    return [sorted(component) for component in found.sets()]


def _steps(instance: Instance, resources: Sequence[int]) -> tuple[int, ...]:
    days = {day for resource in resources for day, _ in instance.resources[resource].steps}
    return tuple(sorted(day for day in days if 0 < day < instance.horizon_position))


def component_arrays(components: Sequence[Component]) -> Components:
    """Components as the kernels take them."""
    return Components(
        *grouped(component.activities for component in components),
        *grouped(component.resources for component in components),
        *grouped(component.steps for component in components),
    )
