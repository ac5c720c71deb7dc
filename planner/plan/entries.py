"""The plan itself: a start day and a mode for every migration, and the options used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.domain.migrations import STANDARD_MODE


@dataclass(frozen=True, kw_only=True, order=True)
class PlannedMigration:
    """When and how a migration runs; `start_day` counts from the status date and may be negative when it has begun."""

    migration: str
    start_day: int
    mode: str = STANDARD_MODE


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is decided. Entries are sorted by id, so equal plans compare equal."""

    migrations: tuple[PlannedMigration, ...]
    options: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "migrations", tuple(sorted(self.migrations)))
        object.__setattr__(self, "options", tuple(sorted(self.options)))

    @cached_property
    def entry_by_migration(self) -> Mapping[str, PlannedMigration]:
        return {entry.migration: entry for entry in self.migrations}

    @cached_property
    def option_set(self) -> frozenset[str]:
        """The options used, for looking up."""
        return frozenset(self.options)
