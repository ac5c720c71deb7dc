"""Every migration that joins is planned once, in a mode it has, and nothing else is planned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.domain.routes import all_modes, planned_migrations
from planner.domain.rules import Rule
from planner.plan.breaches.breach import Breach, mode_name

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


def complete(case: PlanCase) -> Iterator[Breach]:
    """Migrations missing, planned more than once, unknown, of organisations that stay, or in a mode they have not."""
    times = Counter(entry.migration for entry in case.plan.migrations)
    must = [migration.id for migration in planned_migrations(case.portfolio)]
    for id in must:
        if id not in times:
            yield _breach(id, None, 1, f"{id} is not planned")
    for id, count in times.items():
        if count > 1:
            yield _breach(id, None, count - 1, f"{id} is planned {count} times")
        if id not in case.portfolio.migration_by_id:
            yield _breach(id, None, count, f"{id} is planned, but the portfolio has no such migration")
        elif id not in must:
            yield _breach(id, None, count, f"{id} is planned, but its organisation stays where it is")
    yield from _unknown_modes(case)


def _unknown_modes(case: PlanCase) -> Iterator[Breach]:
    for entry in case.plan.migrations:
        migration = case.portfolio.migration_by_id.get(entry.migration)
        if migration is None:
            continue
        known = [mode.id for mode in all_modes(case.portfolio, migration)]
        if entry.mode not in known:
            has = ", ".join(known)
            message = f"{entry.migration} is planned in {mode_name(entry.mode)}, which it does not have (it has: {has})"
            yield _breach(entry.migration, entry.start_day, 1, message)


def _breach(id: str, day: int | None, amount: int, message: str) -> Breach:
    return Breach(rule=Rule.COMPLETE, subjects=(id,), day=day, amount=amount, message=message)
