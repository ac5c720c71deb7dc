"""Migrations that cannot meet a date at the earliest thinkable, or that gain nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from planner.domain.findings import Finding
from planner.domain.migrations import Anchor, Migration
from planner.domain.portfolio import Portfolio
from planner.domain.routes import all_modes, planned_migrations
from planner.reading.cells.located import Tables

Gates = Mapping[Anchor, int]
"""For anchors that wait for milestones, the earliest position that these allow by their own dates."""


def odd_migrations(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """Deadlines and horizons before the earliest possible cutover or finish, and migrations without any gain."""
    agreed = {taken.subject for taken in portfolio.decisions_taken}
    gates = _milestone_gates(portfolio)
    closed = _clusters_without_windows(portfolio)
    for migration in planned_migrations(portfolio):
        place = tables.place("migrations", migration.id)
        if migration.id not in agreed:
            yield from _too_early(portfolio, tables, migration, gates.get(migration.id, {}))
        if migration.cluster in closed:
            message = f'cluster "{migration.cluster}" has wave windows, but none after {portfolio.status_date}'
            cure = f"add a window to {tables.files['wave_windows']}"
            yield place.warning("no-window-left", "cluster", message, cure=cure)
        if not migration.releases and not migration.benefit_pounds_per_day and not migration.running_pounds_per_day:
            message = "it releases no contract and has no benefit, so nothing depends on when it happens"
            cure = "name the contracts it releases, or state its benefit"
            yield place.warning("migration-without-gain", "releases", message, cure=cure)


def _too_early(portfolio: Portfolio, tables: Tables, migration: Migration, gates: Gates) -> Iterator[Finding]:
    place = tables.place("migrations", migration.id)
    cutover = _earliest(portfolio, migration, gates, Anchor.CUTOVER)
    finish = _earliest(portfolio, migration, gates, Anchor.FINISH)
    if migration.deadline_date is not None and migration.deadline_date < cutover:
        message = f"its cutover is possible on {cutover} at the earliest, after its deadline {migration.deadline_date}"
        cure = "move the deadline, bring its milestones or release forward, or add a faster mode"
        yield place.warning("deadline-too-early", "deadline_date", message, cure=cure)
    if portfolio.day_of(finish) > portfolio.axis.open_day(portfolio.horizon_day):
        message = f"it can be finished on {finish} at the earliest, after the horizon {portfolio.horizon_date}"
        cure = f"state a later horizon_date in {tables.files['portfolio']}"
        yield place.warning("horizon-too-early", "id", message, cure=cure)


def _earliest(portfolio: Portfolio, migration: Migration, gates: Gates, anchor: Anchor) -> date:
    """The earliest day of an anchor in the quickest mode, by status date, release and milestones."""
    first = portfolio.position_of(max(portfolio.status_date, migration.release_date or date.min))
    ends = []
    for mode in all_modes(portfolio, migration):
        profile = portfolio.profile_by_id[mode.profile]
        starts = [gate - profile.offset_days(gated) for gated, gate in gates.items()]
        ends.append(max([first, *starts]) + profile.offset_days(anchor))
    return portfolio.date_of(portfolio.axis.day(min(ends)))


def _milestone_gates(portfolio: Portfolio) -> Mapping[str, Gates]:
    """The gates of every migration that waits for a milestone."""
    gates: dict[str, dict[Anchor, int]] = defaultdict(dict)
    for precedence in portfolio.precedences:
        milestone = portfolio.milestone_by_id.get(precedence.predecessor)
        if milestone is not None:
            gate = portfolio.position_of(milestone.planning_date) + precedence.lag_days
            known = gates[precedence.successor]
            known[precedence.kind.arrives] = max(gate, known.get(precedence.kind.arrives, gate))
    return gates


def _clusters_without_windows(portfolio: Portfolio) -> frozenset[str]:
    """Clusters that have wave windows, all of them over by the status date."""
    with_windows = {window.cluster for window in portfolio.wave_windows}
    still_open = {window.cluster for window in portfolio.wave_windows if window.until_date > portfolio.status_date}
    return frozenset(with_windows - still_open)
