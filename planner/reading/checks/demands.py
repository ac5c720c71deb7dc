"""Demands name a phase of their profile and a resource that every migration with the profile can find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from planner.domain.findings import Finding
from planner.reading.cells.located import Located, Place, Tables
from planner.reading.cells.nearest import nearest_name
from planner.reading.checks.profiles import phase_cure, phases_by_profile, phases_known
from planner.reading.rows.migrations import DemandRow, MigrationRow, ModeRow
from planner.reading.rows.resources import ResourceRow


def check_demands(tables: Tables) -> Iterator[Finding]:
    """Demands on unknown phases or resources, and on kinds that a cluster does not offer exactly once."""
    yield from _unknown_phases(tables)
    if not tables.is_known("resources"):
        return
    offer = _Offer(tables)
    for demand in tables.rows(DemandRow):
        if demand.value.resource not in tables.names("resources"):
            yield from offer.findings(demand)


def _unknown_phases(tables: Tables) -> Iterator[Finding]:
    phases = phases_by_profile(tables)
    sheet = tables.sheets.get("demands")
    for place in sheet.places if sheet and phases_known(tables) else ():
        profile, phase = place.cells.get("profile", ""), place.cells.get("phase")
        if profile in phases and phase is not None and phase not in phases[profile]:
            yield place.error(
                "unknown-reference",
                "phase",
                f'profile "{profile}" has no phase "{phase}"',
                cure=phase_cure(phase, phases[profile]),
                expected="one of " + ", ".join(phases[profile]),
            )


class _Offer:
    """Which resources of a kind each cluster has of its own, and which all share."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    @cached_property
    def _kinds(self) -> Mapping[str, list[ResourceRow]]:
        kinds: dict[str, list[ResourceRow]] = defaultdict(list)
        for resource in self._tables.rows(ResourceRow):
            if resource.value.kind is not None:
                kinds[resource.value.kind].append(resource.value)
        return kinds

    @cached_property
    def _kinds_in_cells(self) -> frozenset[str]:
        sheet = self._tables.sheets.get("resources")
        places: tuple[Place, ...] = sheet.places if sheet else ()
        return frozenset(place.cells["kind"] for place in places if "kind" in place.cells)

    @cached_property
    def _all_read(self) -> bool:
        """Whether every resource could be read and belongs to clusters that are there."""
        sheet = self._tables.sheets.get("resources")
        clusters = self._tables.names("clusters")
        resources = self._tables.rows(ResourceRow)
        owners = {cluster for resource in resources for cluster in resource.value.clusters}
        return sheet is not None and len(sheet.rows) == len(sheet.places) and owners <= clusters.names

    @cached_property
    def _clusters_by_profile(self) -> Mapping[str, Mapping[str, str]]:
        """For every profile the clusters in which it is used, each with a migration as witness."""
        used: dict[str, dict[str, str]] = defaultdict(dict)
        clusters = self._tables.names("clusters")
        rows = self._tables.rows(MigrationRow)
        migrations = {row.value.id: row.value for row in rows if row.value.cluster in clusters}
        for migration in migrations.values():
            used[migration.profile].setdefault(migration.cluster, migration.id)
        for mode in self._tables.rows(ModeRow):
            if mode.value.migration in migrations:
                used[mode.value.profile].setdefault(migrations[mode.value.migration].cluster, mode.value.migration)
        return used

    def findings(self, demand: Located[DemandRow]) -> Iterator[Finding]:
        """What is wrong with a demand that names no resource id: an unknown kind, or not one resource of it."""
        kind = demand.value.resource
        if kind not in self._kinds_in_cells:
            if not self._tables.blank_ids("resources"):
                yield self._unknown(demand.place, kind)
        elif self._all_read:
            for cluster, migration in self._clusters_by_profile.get(demand.value.profile, {}).items():
                yield from self._not_one(demand.place, kind, cluster, migration)

    def _unknown(self, place: Place, kind: str) -> Finding:
        names = [*self._tables.names("resources").names, *self._kinds_in_cells]
        nearest = nearest_name(kind, names)
        file = self._tables.files["resources"]
        cure = f'did you mean "{nearest}"?' if nearest else f"add it to {file}"
        message = f'there is no resource and no kind of resource "{kind}"'
        return place.error("unknown-reference", "resource", message, cure=cure, expected=f"an id or a kind of {file}")

    def _not_one(self, place: Place, kind: str, cluster: str, migration: str) -> Iterator[Finding]:
        """A cluster's own resource goes before one shared by all; more than one of either is ambiguous."""
        owned = [resource.id for resource in self._kinds[kind] if cluster in resource.clusters]
        shared = [resource.id for resource in self._kinds[kind] if not resource.clusters]
        offered = owned or shared
        if not offered:
            message = f'cluster "{cluster}" of migration "{migration}" has no resource of kind "{kind}"'
            cure = f'add one to {self._tables.files["resources"]} with clusters "{cluster}", or name a resource id'
            yield place.error("no-resource-of-kind", "resource", message, cure=cure)
        elif len(offered) > 1:
            message = f'cluster "{cluster}" has several resources of kind "{kind}": {", ".join(offered)}'
            cure = f"name the resource id, for instance {offered[0]}, or give one of them another kind"
            yield place.error("several-resources-of-kind", "resource", message, cure=cure)
