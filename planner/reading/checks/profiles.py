"""Profiles have phases, each named once, and their cutover phase is one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from planner.domain.findings import Finding
from planner.reading.cells.located import Place, Tables
from planner.reading.cells.nearest import nearest_name

PhaseNames = Mapping[str, Mapping[str, Place]]
"""The phases of every profile by name, those of rows with other faults included."""


def check_profiles(tables: Tables) -> Iterator[Finding]:
    """Profiles without phases, and cutover phases that are none."""
    phases = phases_by_profile(tables)
    sheet = tables.sheets.get("profiles")
    for place in sheet.places if sheet and phases_known(tables) else ():
        if "id" in place.cells:
            yield from _profile_findings(tables, place, phases.get(place.cells["id"], {}))


def phases_known(tables: Tables) -> bool:
    """Whether every phase has a name and a profile that is there, so that a phase not found is not there."""
    sheet = tables.sheets.get("phases")
    if "phases" in tables.unreadable or not tables.is_known("profiles") or tables.blank_ids("profiles"):
        return False
    profiles = tables.names("profiles")
    places = sheet.places if sheet else ()
    return all("name" in place.cells and place.cells.get("profile", "") in profiles for place in places)


def phases_by_profile(tables: Tables) -> PhaseNames:
    """The phases of every profile by name."""
    phases: dict[str, dict[str, Place]] = defaultdict(dict)
    for profile, name, place in _phase_names(tables):
        phases[profile].setdefault(name, place)
    return phases


def _phase_names(tables: Tables) -> Iterator[tuple[str, str, Place]]:
    sheet = tables.sheets.get("phases")
    for place in sheet.places if sheet else ():
        if "profile" in place.cells and "name" in place.cells:
            yield place.cells["profile"], place.cells["name"], place


def _profile_findings(tables: Tables, place: Place, phases: Mapping[str, Place]) -> Iterator[Finding]:
    if not phases:
        message = f'profile "{place.cells["id"]}" has no phases'
        cure = f"add its phases to {tables.files['phases']}"
        yield place.error("no-phases", "id", message, cure=cure)
        return
    cutover = place.cells.get("cutover_phase")
    if cutover is not None and cutover not in phases:
        message = f'"{cutover}" is not a phase of the profile'
        yield place.error(
            "unknown-reference",
            "cutover_phase",
            message,
            cure=phase_cure(cutover, phases),
            expected="one of " + ", ".join(phases),
        )


def phase_cure(found: str, phases: Mapping[str, Place]) -> str:
    """What to write in place of an unknown phase."""
    nearest = nearest_name(found, phases)
    return f'did you mean "{nearest}"?' if nearest else "write one of " + ", ".join(phases)
