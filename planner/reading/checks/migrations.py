"""Modes do not take the name of the standard mode, and groups hold two migrations or more."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.findings import Finding
from planner.domain.migrations import STANDARD_MODE
from planner.reading.cells.located import Tables
from planner.reading.rows.migrations import GroupRow, ModeRow


def check_migrations(tables: Tables) -> Iterator[Finding]:
    """Reserved mode names and groups that are too small."""
    for mode in tables.rows(ModeRow):
        if mode.value.id.casefold() == STANDARD_MODE:
            message = f'"{STANDARD_MODE}" is the mode every migration has: its own profile at no extra cost'
            cure = "give the mode another id, or change the profile of the migration"
            yield mode.place.error("reserved-id", "id", message, cure=cure)
    for group in tables.rows(GroupRow):
        if len(set(group.value.migrations)) < 2:
            message = "a group needs two migrations or more"
            cure = "name the other migrations, separated by ;, or remove the group"
            yield group.place.error("group-too-small", "migrations", message, cure=cure)
