"""Freezes and wave windows that together leave a migration no day for its cutover."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from planner.domain.calendar import ONE_DAY
from planner.domain.decisions_taken import CommitmentKind
from planner.domain.findings import Finding
from planner.domain.migrations import Migration
from planner.domain.portfolio import Portfolio
from planner.domain.resources import FreezePeriod, FreezeScope
from planner.domain.routes import all_modes, planned_migrations
from planner.reading.cells.located import Tables
from planner.reading.warnings.dates import LEAP_YEAR

Stretch = tuple[int, int]
"""A stretch of days as positions, the second the first after it."""


def odd_cutover_days(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """One warning for every set of freezes that closes each day left to some migrations, with the first of these."""
    stopped: dict[tuple[str, ...], list[str]] = defaultdict(list)
    freeze_by_id = {freeze.id: freeze for freeze in portfolio.freezes}
    agreed = {taken.subject for taken in portfolio.decisions_taken}
    for migration in planned_migrations(portfolio):
        freezes = tuple(freeze for freeze in portfolio.freezes if _applies(freeze, migration))
        if freezes and migration.id not in agreed and _is_closed(portfolio, migration, freezes):
            stopped[tuple(freeze.id for freeze in freezes)].append(migration.id)
    for ids, migrations in stopped.items():
        longest = max((freeze_by_id[id] for id in ids), key=lambda freeze: freeze.until_date - freeze.from_date)
        if _is_endless(longest):
            continue
        place = tables.place("freezes", longest.id)
        rows = ", ".join(str(tables.place("freezes", id).row) for id in ids)
        whose = f'"{migrations[0]}"' + (f" and {len(migrations) - 1} more" if len(migrations) > 1 else "")
        message = f"no cutover of {whose} is possible on any day up to the horizon (freezes in rows {rows})"
        cure = "shorten the freeze, add a wave window outside it, or state a later horizon_date"
        yield place.warning("no-cutover-day", "until_date", message, cure=cure)


def odd_agreed_days(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """Cutovers agreed for a day still to come that a freeze closes, or that no wave window of the cluster opens."""
    planned = {migration.id: migration for migration in planned_migrations(portfolio)}
    for taken in portfolio.decisions_taken:
        day = taken.agreed_date
        if taken.kind is not CommitmentKind.CUTOVER_AGREED or taken.subject not in planned or day is None:
            continue
        place = tables.place("commitments", taken.id)
        for why in _closed(portfolio, tables, planned[taken.subject], day) if day >= portfolio.status_date else ():
            message = f"the cutover agreed for {taken.subject} on {day} {why}; no plan keeps both"
            cure = "agree another day, or correct the other row"
            yield place.warning("cannot-stand-together", "agreed_date", message, cure=cure)


def _closed(portfolio: Portfolio, tables: Tables, migration: Migration, day: date) -> Iterator[str]:
    for freeze in portfolio.freezes:
        if _is_endless(freeze) or not _applies(freeze, migration):
            continue
        if any(begin <= day < end for begin, end in freeze.occurrences(day + ONE_DAY)):
            place = tables.place("freezes", freeze.id)
            yield f"falls in the freeze {freeze.id} ({place.file} row {place.row})"
    windows = [window for window in portfolio.wave_windows if window.cluster == migration.cluster]
    windows = [window for window in windows if window.until_date > portfolio.status_date]
    if windows and not any(window.from_date <= day < window.until_date for window in windows):
        yield f"falls in no wave window of {migration.cluster} ({tables.files['wave_windows']})"


def _is_endless(freeze: FreezePeriod) -> bool:
    """Whether it comes again before it is over, which has a warning of its own."""
    return freeze.yearly and freeze.until_date - freeze.from_date >= LEAP_YEAR


def _applies(freeze: FreezePeriod, migration: Migration) -> bool:
    subject = {FreezeScope.CLUSTER: migration.cluster, FreezeScope.ORGANISATION: migration.organisation}
    return freeze.scope is FreezeScope.EVERYONE or subject[freeze.scope] == freeze.subject


def _is_closed(portfolio: Portfolio, migration: Migration, freezes: Sequence[FreezePeriod]) -> bool:
    """Whether each day that windows leave for the cutover, from the earliest on, is frozen; without days: no.

    Days are positions here: a day on which nobody works is none.
    """
    profiles = [portfolio.profile_by_id[mode.profile] for mode in all_modes(portfolio, migration)]
    earliest = max(portfolio.status_date, migration.release_date or portfolio.status_date)
    first = portfolio.position_of(earliest) + min(profile.cutover_offset_days for profile in profiles)
    tail = min(profile.duration_days - profile.cutover_offset_days for profile in profiles)
    until = portfolio.position_of(portfolio.horizon_date) - tail + 1
    windows = [window for window in portfolio.wave_windows if window.cluster == migration.cluster]
    spans = [_stretch(portfolio, window.from_date, window.until_date) for window in windows] or [(first, until)]
    open_days = [(max(first, begin), min(until, end)) for begin, end in spans]
    open_days = [(begin, end) for begin, end in open_days if begin < end]
    frozen = sorted(
        _stretch(portfolio, *span) for freeze in freezes for span in freeze.occurrences(portfolio.horizon_date)
    )
    return bool(open_days) and not any(_has_gap(begin, end, frozen) for begin, end in open_days)


def _stretch(portfolio: Portfolio, begin: date, end: date) -> Stretch:
    return portfolio.position_of(begin), portfolio.position_of(end)


def _has_gap(begin: int, end: int, frozen: Sequence[Stretch]) -> bool:
    """Whether a day from `begin` to before `end` lies in no frozen stretch; these are in order of their first days."""
    free = begin
    for first, after in frozen:
        if first > free:
            break
        free = max(free, after)
    return free < end
