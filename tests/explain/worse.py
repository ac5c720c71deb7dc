"""Records made worse by some open days: later dates, longer freezes, windows that open later, less capacity."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from planner.domain.clusters import Milestone
from planner.domain.migrations import Migration
from planner.domain.portfolio import Portfolio
from planner.domain.resources import CapacityStep
from planner.explain.pushing import Push
from planner.explain.records import Blocker, RecordRef


def later(whole: Portfolio, day: date, days: int) -> date:
    """So many open days later; from the next open day on where it is closed."""
    return whole.date_of(whole.axis.day(whole.position_of(day) + days))


def worse(whole: Portfolio, record: RecordRef, days: int) -> Portfolio:
    """The portfolio with a record that has one date made worse."""
    return WORSE[record.table](whole, record.key, days)


def _milestone(whole: Portfolio, key: str, days: int) -> Portfolio:
    def moved(stated: date | None) -> date | None:
        return None if stated is None else later(whole, stated, days)

    def changed(item: Milestone) -> Milestone:
        if item.id != key:
            return item
        return replace(
            item,
            forecast_date=moved(item.forecast_date),
            early_date=moved(item.early_date),
            likely_date=moved(item.likely_date),
            late_date=moved(item.late_date),
            achieved_date=moved(item.achieved_date),
        )

    return replace(whole, milestones=tuple(map(changed, whole.milestones)))


def _release(whole: Portfolio, key: str, days: int) -> Portfolio:
    def changed(item: Migration) -> Migration:
        if item.id != key or item.release_date is None:
            return item
        return replace(item, release_date=later(whole, item.release_date, days))

    return replace(whole, migrations=tuple(map(changed, whole.migrations)))


def _freeze(whole: Portfolio, key: str, days: int) -> Portfolio:
    changed = tuple(
        replace(item, until_date=later(whole, item.until_date, days)) if item.id == key else item
        for item in whole.freezes
    )
    return replace(whole, freezes=changed)


def _windows(whole: Portfolio, key: str, days: int) -> Portfolio:
    changed = tuple(
        replace(item, from_date=later(whole, item.from_date, days)) if item.cluster == key else item
        for item in whole.wave_windows
    )
    return replace(whole, wave_windows=changed)


def _commitment(whole: Portfolio, key: str, days: int) -> Portfolio:
    changed = tuple(
        replace(item, agreed_date=later(whole, item.agreed_date, days)) if item.id == key and item.agreed_date else item
        for item in whole.decisions_taken
    )
    return replace(whole, decisions_taken=changed)


WORSE: Mapping[str, Callable[[Portfolio, str, int], Portfolio]] = {
    "milestones": _milestone,
    "migrations": _release,
    "freezes": _freeze,
    "wave_windows": _windows,
    "commitments": _commitment,
}


def missing_one_day_longer(push: Push, cause: Blocker) -> Portfolio:
    """The portfolio in which what a shifted plan misses of a resource is missing on the open day after as well."""
    assert cause.overload is not None
    whole = push.case.portfolio
    position = whole.axis.position(cause.overload.excesses[-1].until_day - 1) + 1
    held = sum(
        use.units
        for work in push.works.values()
        for use in work.uses
        if use.resource == cause.record.key and work.start + use.from_offset <= position < work.start + use.until_offset
    )
    first, after = (whole.date_of(whole.axis.day(place)) for place in (position, position + 1))
    steps = [step for step in whole.capacity_steps if step.resource == cause.record.key]
    resource = whole.resource_by_id[cause.record.key]
    before = [step.capacity for step in steps if whole.position_of(step.from_date) <= position + 1]
    back = CapacityStep(resource=resource.id, from_date=after, capacity=[resource.capacity, *before][-1])
    less = CapacityStep(resource=resource.id, from_date=first, capacity=held - 1)
    kept = [
        step
        for step in whole.capacity_steps
        if step.resource != resource.id or whole.position_of(step.from_date) not in (position, position + 1)
    ]
    return replace(whole, capacity_steps=(*kept, less, back))
