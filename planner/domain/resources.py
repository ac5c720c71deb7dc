"""What is scarce: capacity of resources, freeze periods and wave windows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.domain.calendar import add_months
from planner.domain.provenance import Record


@dataclass(frozen=True, kw_only=True)
class Resource(Record):
    """A renewable resource.

    `clusters` that own it; empty: shared by all. `kind` lets profiles name it without its id. `capacity` holds from the
    beginning until the first `CapacityStep`.
    """

    id: str
    name: str
    capacity: int
    kind: str | None = None
    clusters: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CapacityStep(Record):
    """From `from_date` (inclusive) the resource has this capacity, until the next step."""

    resource: str
    from_date: date
    capacity: int


class FreezeScope(StrEnum):
    """Whose cutovers a freeze stops."""

    EVERYONE = "everyone"
    CLUSTER = "cluster"
    ORGANISATION = "organisation"


@dataclass(frozen=True, kw_only=True)
class FreezePeriod(Record):
    """No cutover day may fall in `[from_date, until_date)`.

    `subject` is the cluster or organisation id of the scope. `yearly` repeats it in every later year on the same days.
    """

    id: str
    from_date: date
    until_date: date
    scope: FreezeScope = FreezeScope.EVERYONE
    subject: str | None = None
    yearly: bool = False
    explanation: str | None = None

    def occurrences(self, until: date) -> Iterator[tuple[date, date]]:
        """Every time it holds that begins before `until`, each as its first day and the first day after it."""
        years = until.year - self.from_date.year if self.yearly else 0
        for later in range(max(0, years) + 1):
            yield add_months(self.from_date, 12 * later), add_months(self.until_date, 12 * later)


@dataclass(frozen=True, kw_only=True)
class WaveWindow(Record):
    """A period `[from_date, until_date)` in which the cluster accepts cutovers; where a cluster has windows, only there."""

    id: str
    cluster: str
    from_date: date
    until_date: date
