"""The feeders of contracts: the migrations that a contract's last day of need can depend on, and no others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from planner.solver.model.instance import Instance, MigrationCase


def feeders(instance: Instance, contracts: Iterable[int]) -> tuple[int, ...]:
    """The migrations that release these contracts, what they wait for, and whom they must cut over with, and so on back.

    All are positions. Groups that may be split bind nobody to a day, so they add nobody. Resources do neither: whoever only
    competes is no feeder.
    """
    return feeders_of(instance, (i for c in contracts for i in instance.contracts[c].releasing))


def feeders_of(instance: Instance, migrations: Iterable[int]) -> tuple[int, ...]:
    """These migrations, what they wait for, and whom they must cut over with, and so on back; all by position."""
    needs: dict[int, list[int]] = defaultdict(list)
    for arc in instance.arcs:
        needs[arc.successor].append(arc.predecessor)
    for group in instance.groups:
        if not group.may_split:
            for i in group.members:
                needs[i].extend(group.members)
    found: set[int] = set()
    waiting = list(migrations)
    while waiting:
        i = waiting.pop()
        if i not in found:
            found.add(i)
            waiting.extend(needs[i])
    return tuple(sorted(found))


def bound_migrations(instance: Instance) -> tuple[int, ...]:
    """The migrations (by position) that some rule of their own binds to an end: a deadline, an agreed day, a day of need."""
    return tuple(i for i, migration in enumerate(instance.migrations) if _bound(migration))


def _bound(migration: MigrationCase) -> bool:
    fixed = any(mode.fixed_start_day is not None for mode in migration.modes)
    return fixed or migration.impossible or migration.deadline_day is not None or migration.latest_need_day is not None
