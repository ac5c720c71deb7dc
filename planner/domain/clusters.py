"""Shared-service clusters and the milestones that say when they are ready."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.domain.provenance import Record
from planner.domain.uncertain.families import RangeFamily


@dataclass(frozen=True, kw_only=True)
class Cluster(Record):
    """A shared-service cluster that departments move to.

    `common_share`: share of the variance of its dates that they have in common; None: the policy's `cluster_share`.
    """

    id: str
    name: str
    lead: str | None = None
    platform: str | None = None
    common_share: float | None = None


@dataclass(frozen=True, kw_only=True)
class Milestone(Record):
    """A dated event that migrations wait for.

    The date is one forecast, or early / likely / late (P10 / P50 / P90; limits where `range` says so), or the date it
    was achieved. `forecast_skill` and `warning_days` of None are the policy's.
    """

    id: str
    name: str
    cluster: str | None = None
    forecast_date: date | None = None
    early_date: date | None = None
    likely_date: date | None = None
    late_date: date | None = None
    achieved_date: date | None = None
    owner: str | None = None
    range: RangeFamily = RangeFamily.TWO_PIECE
    forecast_skill: float | None = None
    warning_days: int | None = None

    @property
    def planning_date(self) -> date:
        """The one date a deterministic plan uses: achieved, else the forecast, else the likely date."""
        for candidate in (self.achieved_date, self.forecast_date, self.likely_date):
            if candidate is not None:
                return candidate
        raise ValueError(f"milestone {self.id} has no date")
