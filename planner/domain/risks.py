"""Events that may delay milestones or migrations."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.provenance import Record


@dataclass(frozen=True, kw_only=True)
class RiskDriver(Record):
    """With `probability` the event delays what it affects by early / likely / late days."""

    id: str
    name: str
    probability: float
    early_days: int
    likely_days: int
    late_days: int
    affects: tuple[str, ...] = ()
    mitigation: str | None = None
    mitigation_pounds: int | None = None
