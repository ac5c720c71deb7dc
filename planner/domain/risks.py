"""Events that may delay milestones or migrations, and how late others were before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.domain.provenance import Record


class DriverState(StrEnum):
    """What is known of an event on the status date."""

    OPEN = "open"
    """Nobody knows yet."""
    OCCURRED = "occurred"
    """It has happened: its probability is 1, and it is known today."""
    CLOSED = "closed"
    """It can no longer happen: its probability is 0."""


@dataclass(frozen=True, kw_only=True)
class RiskDriver(Record):
    """With `probability` the event delays what it affects by early / likely / late days.

    `known_date`: the day on which everybody knows whether it happens, and by how many days; None: any day before it
    delays anything, equally likely. `mitigated_probability` and `mitigated_percent` hold once the mitigation is paid for:
    its probability, and the per cent of its days that remain. None: as before it; both None: what it achieves is not stated.
    """

    id: str
    name: str
    probability: float
    early_days: int
    likely_days: int
    late_days: int
    affects: tuple[str, ...] = ()
    mitigation: str | None = None
    mitigation_pounds: int | None = None
    known_date: date | None = None
    state: DriverState = DriverState.OPEN
    mitigated_probability: float | None = None
    mitigated_percent: float | None = None

    @property
    def chance(self) -> float:
        """The probability that holds today: 1 once it has occurred, 0 once it is closed."""
        if self.state is DriverState.OPEN:
            return self.probability
        return 1.0 if self.state is DriverState.OCCURRED else 0.0


@dataclass(frozen=True, kw_only=True)
class ReferenceSlip(Record):
    """How late a date of another programme was: planned on `planned_as_of_date` for one day, reached on another."""

    id: str
    name: str
    planned_date: date
    actual_date: date
    planned_as_of_date: date | None = None
