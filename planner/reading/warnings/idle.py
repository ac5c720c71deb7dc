"""Records that take part in nothing: nobody demands, uses or meets them."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.findings import Finding
from planner.domain.migrations import DEFAULT_PROFILE, STANDARD_MODE, Mode
from planner.domain.portfolio import Portfolio
from planner.domain.resources import FreezePeriod, FreezeScope, WaveWindow
from planner.reading.cells.located import Place, Tables
from planner.reading.rows.migrations import DemandRow, ModeRow

CODE = "no-effect"


def idle_records(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """Profiles, demands, resources, modes, freezes and wave windows that change no plan."""
    yield from _profiles(portfolio, tables)
    yield from _demands(portfolio, tables)
    yield from _resources(portfolio, tables)
    yield from _modes(portfolio, tables)
    yield from _freezes(portfolio, tables)
    yield from _windows(portfolio, tables)


def _profiles(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    used = _used_profiles(portfolio)
    for profile in portfolio.profiles:
        if profile.id not in used and profile.id != DEFAULT_PROFILE.id:
            message = f'no migration and no mode uses profile "{profile.id}"'
            cure = f"name it in {tables.files['migrations']} or {tables.files['modes']}, or remove its rows"
            yield tables.place("profiles", profile.id).warning(CODE, "id", message, cure=cure)


def _used_profiles(portfolio: Portfolio) -> frozenset[str]:
    return frozenset({migration.profile for migration in portfolio.migrations} | {m.profile for m in portfolio.modes})


def _demands(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """Demands of phases that last no day."""
    moments = {(item.id, phase.name) for item in portfolio.profiles for phase in item.phases if not phase.days}
    for row in tables.rows(DemandRow):
        if (row.value.profile, row.value.phase) in moments:
            message = f'phase "{row.value.phase}" lasts 0 days, so it takes nothing of "{row.value.resource}"'
            cure = f"give the phase a day in {tables.files['phases']}, or remove the row"
            yield row.place.warning(CODE, "phase", message, cure=cure)


def _resources(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    used = [portfolio.profile_by_id[id] for id in _used_profiles(portfolio)]
    phases = [phase for profile in used for phase in profile.phases if phase.days]
    demanded = {demand.resource for phase in phases for demand in phase.demands}
    for resource in portfolio.resources:
        if resource.id not in demanded and resource.kind not in demanded:
            message = f'no phase of a migration takes resource "{resource.id}", so it is never scarce'
            cure = f"name it, or its kind, in {tables.files['demands']}, or remove the row"
            yield tables.place("resources", resource.id).warning(CODE, "id", message, cure=cure)


def _modes(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """Modes with the phases of the standard one at an extra cost, which no plan chooses."""
    places = {(row.value.migration, row.value.id): row.place for row in tables.rows(ModeRow)}
    for mode in portfolio.modes:
        standard = portfolio.profile_by_id[portfolio.migration_by_id[mode.migration].profile]
        profile = portfolio.profile_by_id[mode.profile]
        if (profile.phases, profile.legacy_days) == (standard.phases, standard.legacy_days):
            yield _same_as_standard(mode, places[mode.migration, mode.id])


def _same_as_standard(mode: Mode, place: Place) -> Finding:
    message = f'mode "{mode.id}" of "{mode.migration}" has the same phases as the {STANDARD_MODE} mode'
    return place.warning(CODE, "profile", message, cure="name another profile, or remove the row")


def _freezes(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """Freezes of a cluster or organisation that no migration moves to or moves."""
    met = {
        FreezeScope.CLUSTER: {migration.cluster for migration in portfolio.migrations},
        FreezeScope.ORGANISATION: {migration.organisation for migration in portfolio.migrations},
    }
    for freeze in portfolio.freezes:
        if freeze.scope in met and freeze.subject not in met[freeze.scope]:
            message = f'no migration has the {freeze.scope} "{freeze.subject}", so the freeze stops nothing'
            cure = "name the subject of a migration, or remove the row"
            yield tables.place("freezes", freeze.id).warning(CODE, "subject", message, cure=cure)


def _windows(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """Wave windows of which each day is frozen for everyone or for their cluster by one freeze, once for each freeze."""
    for freeze in portfolio.freezes:
        closed = [window.id for window in portfolio.wave_windows if _closes(freeze, window)]
        if closed:
            row = tables.place("freezes", freeze.id).row
            which = "this window" if len(closed) == 1 else f"this window and of {len(closed) - 1:,} more"
            message = f"the freeze {freeze.id} ({tables.files['freezes']} row {row}) closes each day of {which}"
            cure = "check the dates of both; no cutover can use the window"
            yield tables.place("wave_windows", closed[0]).warning(CODE, "from_date", message, cure=cure)


def _closes(freeze: FreezePeriod, window: WaveWindow) -> bool:
    if freeze.scope is FreezeScope.ORGANISATION or freeze.subject not in (None, window.cluster):
        return False
    spans = freeze.occurrences(window.until_date)
    return any(begin <= window.from_date and window.until_date <= end for begin, end in spans)
