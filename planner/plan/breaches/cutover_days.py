"""On which days cutovers may fall: freezes and wave windows, from the status date on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.calendar import add_months
from planner.domain.portfolio import Portfolio
from planner.domain.resources import FreezePeriod, FreezeScope, WaveWindow
from planner.domain.rules import Rule
from planner.domain.wording import day_count
from planner.plan.breaches.breach import Breach, date_of_day, show_day
from planner.plan.schedule import ScheduledMigration

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


MONTHS_OF_A_YEAR = 12


def freeze(case: PlanCase) -> Iterator[Breach]:
    """Cutovers inside a freeze of everyone, of their cluster or of their organisation."""
    by_subject = _freezes_by_subject(case.portfolio)
    for id, entry, cutover in _cutovers_ahead(case):
        for subject in _scopes_of(entry):
            for item in by_subject.get(subject, ()):
                until = frozen_until(item, cutover)
                if until is not None:
                    yield _freeze_breach(case, id, entry, item, (until - cutover).days)


def wave_window(case: PlanCase) -> Iterator[Breach]:
    """Cutovers outside every window of a cluster that has windows."""
    by_cluster: dict[str, list[WaveWindow]] = defaultdict(list)
    for window in case.portfolio.wave_windows:
        by_cluster[window.cluster].append(window)
    for id, entry, cutover in _cutovers_ahead(case):
        windows = by_cluster.get(entry.migration.cluster, [])
        distance = min((_days_outside(window, cutover) for window in windows), default=0)
        if distance > 0:
            message = (
                f"{id} cuts over on {show_day(case, entry.cutover_day)}, {day_count(distance)} from the nearest wave "
                f"window of {entry.migration.cluster}"
            )
            subjects = (id, entry.migration.cluster)
            yield Breach(
                rule=Rule.WAVE_WINDOW, subjects=subjects, day=entry.cutover_day, amount=distance, message=message
            )


def frozen_until(freeze: FreezePeriod, day: date) -> date | None:
    """The first day after the occurrence of the freeze that contains `day`; None where none does.

    A yearly freeze comes again in every later year on the same days of the month; 29 February counts as 28 February in
    other years.
    """
    years = range(max(0, day.year - freeze.until_date.year), day.year - freeze.from_date.year + 1)
    for later in years if freeze.yearly else (0,):
        if _later(freeze.from_date, later) <= day < _later(freeze.until_date, later):
            return _later(freeze.until_date, later)
    return None


def _later(day: date, years: int) -> date:
    return add_months(day, MONTHS_OF_A_YEAR * years)


def _cutovers_ahead(case: PlanCase) -> Iterator[tuple[str, ScheduledMigration, date]]:
    """Cutovers from the status date to the horizon; those beyond it break the rule `horizon`."""
    last_day = case.portfolio.axis.open_day(case.portfolio.horizon_day)
    for id, entry in case.schedule.migrations.items():
        cutover = date_of_day(case, entry.cutover_day)
        if cutover is not None and 0 <= entry.cutover_day <= last_day:
            yield id, entry, cutover


def _freezes_by_subject(portfolio: Portfolio) -> Mapping[tuple[FreezeScope, str | None], list[FreezePeriod]]:
    found: dict[tuple[FreezeScope, str | None], list[FreezePeriod]] = defaultdict(list)
    for item in portfolio.freezes:
        found[item.scope, None if item.scope is FreezeScope.EVERYONE else item.subject].append(item)
    return found


def _scopes_of(entry: ScheduledMigration) -> tuple[tuple[FreezeScope, str | None], ...]:
    return (
        (FreezeScope.EVERYONE, None),
        (FreezeScope.CLUSTER, entry.migration.cluster),
        (FreezeScope.ORGANISATION, entry.migration.organisation),
    )


def _freeze_breach(case: PlanCase, id: str, entry: ScheduledMigration, item: FreezePeriod, amount: int) -> Breach:
    message = (
        f"{id} cuts over on {show_day(case, entry.cutover_day)}, in the freeze {item.id} with {day_count(amount)} to go"
    )
    return Breach(rule=Rule.FREEZE, subjects=(id, item.id), day=entry.cutover_day, amount=amount, message=message)


def _days_outside(window: WaveWindow, day: date) -> int:
    """Days by which `day` would have to move to fall in the window; 0 inside."""
    return max((window.from_date - day).days, (day - window.until_date).days + 1, 0)
