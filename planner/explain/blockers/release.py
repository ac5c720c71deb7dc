"""The status date and release dates: no start before them."""

from __future__ import annotations

from collections.abc import Iterator

from planner.explain.blockers.block import Block, days_of_starts
from planner.explain.places import release_ref, status_ref
from planner.explain.pushing import LONG_AGO, Push
from planner.explain.records import Category


def release_blocks(push: Push) -> Iterator[Block]:
    """The status date is own work where it stops a migration that releases the contract itself, else a dependency."""
    portfolio = push.case.portfolio
    status, day_zero = status_ref(portfolio), 0
    for id in push.moving:
        for days in days_of_starts(push, id, [(LONG_AGO, day_zero)]):
            direct = len(push.path(id, days[1] - 1)) == 1
            yield Block(status, Category.OWN_WORK if direct else Category.DEPENDENCY, days, id, 0)
        migration = push.works[id].entry.migration
        released = None if migration.release_date is None else portfolio.day_of(migration.release_date)
        if released is not None and released > 0:
            for days in days_of_starts(push, id, [(LONG_AGO, portfolio.axis.position(released))]):
                yield Block(release_ref(migration), Category.READINESS, days, id, released)
