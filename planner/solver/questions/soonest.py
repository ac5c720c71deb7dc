"""The earliest starts that the rules leave when every migration is as early as it can be.

Precedences, groups and start days of single migrations have a least solution: no plan that keeps them starts any migration
before it. Where that solution also keeps the capacity, it is the earliest plan of all, and no search is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ortools.util.python.sorted_interval_list import Domain

from planner.plan.breaches.overload import Load, overloads
from planner.solver.model.instance import Instance, ModeCase
from planner.solver.model.windows import allowed_starts

LATEST = 10**9
"""After every start."""


def soonest_starts(instance: Instance, modes: Mapping[int, int]) -> tuple[int, ...] | None:
    """The least starts in these modes that keep all rules but capacity between the migrations; None where there are none.

    Each migration by itself fits into the capacity.
    """
    chosen = [migration.modes[modes[i]] for i, migration in enumerate(instance.migrations)]
    domains = [
        _fitting(instance, mode, allowed_starts(instance, migration, mode))
        for migration, mode in zip(instance.migrations, chosen, strict=True)
    ]
    if any(domain.is_empty() for domain in domains):
        return None
    starts = [domain.min() for domain in domains]
    while (late := next(_too_early(instance, chosen, starts), None)) is not None:
        i, least = late
        later = domains[i].intersection_with(Domain(least, LATEST))
        if later.is_empty():
            return None
        starts[i] = later.min()
    return tuple(starts)


def keeps_capacity(instance: Instance, starts: Sequence[int], modes: Mapping[int, int]) -> bool:
    """Whether these starts leave no resource over its capacity."""
    loads: dict[int, list[Load]] = {}
    for i, (migration, start) in enumerate(zip(instance.migrations, starts, strict=True)):
        for use in migration.modes[modes[i]].uses:
            load = Load(migration.id, max(0, start + use.from_offset), start + use.until_offset, use.amount)
            loads.setdefault(use.resource, []).append(load)
    return not any(True for r, taken in loads.items() for _ in overloads(taken, 0, dict(instance.resources[r].steps)))


def _fitting(instance: Instance, mode: ModeCase, starts: Domain) -> Domain:
    """The starts with which the mode alone is never over the capacity."""
    for use in mode.uses:
        for first, until, capacity in instance.resources[use.resource].pieces(
            instance.horizon_position + mode.duration
        ):
            if capacity < use.amount:
                clash = Domain(first - use.until_offset + 1, until - use.from_offset - 1)
                starts = starts.intersection_with(clash.complement())
    return starts


def _too_early(instance: Instance, modes: Sequence[ModeCase], starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Migrations that start too early, with the start that a precedence or a group asks of them."""
    for arc in instance.arcs:
        before, after = modes[arc.predecessor], modes[arc.successor]
        least = starts[arc.predecessor] + arc.start_lag(before, after)
        if starts[arc.successor] < least and not after.begun:
            yield arc.successor, least
    for group in instance.groups:
        if not group.may_split:
            cutovers = [starts[i] + modes[i].cutover_offset for i in group.members]
            last = max([*cutovers, *group.fixed_cutovers])
            for i, cutover in zip(group.members, cutovers, strict=True):
                if cutover < last:
                    yield i, last - modes[i].cutover_offset
