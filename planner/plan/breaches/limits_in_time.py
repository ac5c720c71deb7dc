"""Days before which a migration cannot start, and after which it must not cut over or finish."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.domain.rules import Rule
from planner.domain.wording import day_count
from planner.plan.breaches.breach import Breach, begun_migrations, show_day
from planner.plan.schedule import ScheduledMigration

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


def release(case: PlanCase) -> Iterator[Breach]:
    """Starts before the status date or the release date, of migrations no commitment has begun, and on closed days."""
    begun, axis = begun_migrations(case), case.portfolio.axis
    for id, entry in case.schedule.migrations.items():
        release_date = entry.migration.release_date
        released_day = case.portfolio.day_of(release_date) if release_date is not None else 0
        early = max(0, released_day) - entry.start_day
        if early > 0 and id not in begun:
            limit = "the status date" if released_day <= 0 else "its release date"
            message = f"{id} starts on {show_day(case, entry.start_day)}, {day_count(early)} before {limit}"
            yield _early(id, entry, early, message)
        elif (wait := axis.open_day(entry.start_day) - entry.start_day) > 0:
            message = f"{id} starts on {show_day(case, entry.start_day)}, {day_count(wait)} before the next working day"
            yield _early(id, entry, wait, message)


def _early(id: str, entry: ScheduledMigration, days: int, message: str) -> Breach:
    return Breach(rule=Rule.RELEASE, subjects=(id,), day=entry.start_day, amount=days, message=message)


def deadline(case: PlanCase) -> Iterator[Breach]:
    """Cutovers after the deadline; the deadline itself is in time."""
    for id, entry in case.schedule.migrations.items():
        if entry.migration.deadline_date is None:
            continue
        late = entry.cutover_day - case.portfolio.day_of(entry.migration.deadline_date)
        if late > 0:
            message = f"{id} cuts over on {show_day(case, entry.cutover_day)}, {day_count(late)} after its deadline"
            yield Breach(rule=Rule.DEADLINE, subjects=(id,), day=entry.cutover_day, amount=late, message=message)


def horizon(case: PlanCase) -> Iterator[Breach]:
    """Finishes after the horizon; `finish_day` is the first open day after the last phase, so it may equal the horizon."""
    last_day = case.portfolio.axis.open_day(case.portfolio.horizon_day)
    for id, entry in case.schedule.migrations.items():
        late = entry.finish_day - last_day
        if late > 0:
            message = f"{id} ends {day_count(late)} after the planning horizon"
            yield Breach(rule=Rule.HORIZON, subjects=(id,), day=entry.finish_day, amount=late, message=message)
