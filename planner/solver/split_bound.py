"""Components that hang together by a resource that is hardly scarce, searched as if it were not scarce at all.

Leaving a capacity out only lowers the least cost, so the bounds of the parts that are then independent add up to a bound of
the whole; and small parts can be proved by the exact model where the whole cannot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.solver.instance import Instance
from planner.solver.neighbourhood import Part, components, together

LARGEST_SHARE = 0.75
"""A split is worth while when its largest part has at most this share of the migrations."""


def split_without(instance: Instance, pounds_by_resource: Sequence[float]) -> list[Part]:
    """The parts without as few and as cheap resources as split the instance; empty where none do.

    `pounds_by_resource`: what each capacity is worth in the bound, the sum of its prices over all days.
    """
    dropped: set[int] = set()
    for resource in sorted(range(len(instance.resources)), key=lambda r: (pounds_by_resource[r], r)):
        dropped.add(resource)
        if _splits(instance, dropped):
            break
    else:
        return []
    for resource in sorted(dropped):
        if _splits(instance, dropped - {resource}):
            dropped.discard(resource)
    return components(_without(instance, dropped))


def _splits(instance: Instance, dropped: set[int]) -> bool:
    return max(len(part) for part in together(instance, dropped)) <= LARGEST_SHARE * len(instance.migrations)


def _without(instance: Instance, dropped: set[int]) -> Instance:
    migrations = tuple(
        replace(
            migration,
            modes=tuple(
                replace(mode, uses=tuple(use for use in mode.uses if use.resource not in dropped))
                for mode in migration.modes
            ),
        )
        for migration in instance.migrations
    )
    return replace(instance, migrations=migrations)
