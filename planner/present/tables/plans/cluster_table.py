"""Who moves when: one row a cluster with planned migrations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.clusters import Cluster
from planner.domain.migrations import STANDARD_MODE
from planner.plan.schedule import ScheduledMigration
from planner.present.tables.column import Column, Kind
from planner.present.tables.plans.plan_table import PlanTable

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


@dataclass(frozen=True)
class ClusterRow:
    """A cluster and the migrations to it."""

    case: PlanCase
    cluster: Cluster
    entries: tuple[ScheduledMigration, ...]

    @property
    def first_start_date(self) -> date:
        """The day the first of them starts."""
        return self.case.portfolio.date_of(min(entry.start_day for entry in self.entries))

    @property
    def cutover_dates(self) -> list[date]:
        """The days they cut over, the earliest first."""
        return sorted(self.case.portfolio.date_of(entry.cutover_day) for entry in self.entries)


COLUMNS: tuple[Column[ClusterRow], ...] = (
    Column("cluster", "Cluster", of=lambda row: row.cluster.id, shown=False),
    Column("name", "Cluster", of=lambda row: row.cluster.name),
    Column("migrations", "Migrations", Kind.NUMBER, lambda row: len(row.entries)),
    Column("first_start_date", "First starts", Kind.DATE, lambda row: row.first_start_date, spare=True),
    Column("first_cutover_date", "First cutover", Kind.DATE, lambda row: row.cutover_dates[0]),
    Column("last_cutover_date", "Last cutover", Kind.DATE, lambda row: row.cutover_dates[-1]),
    Column(
        "accelerated",
        "In another mode",
        Kind.NUMBER,
        lambda row: sum(entry.mode.id != STANDARD_MODE for entry in row.entries),
    ),
)


def cluster_rows(case: PlanCase) -> Sequence[ClusterRow]:
    """Every cluster with planned migrations, in the order of the portfolio."""
    entries = case.schedule.migrations.values()
    found = (
        ClusterRow(case, cluster, tuple(entry for entry in entries if entry.migration.cluster == cluster.id))
        for cluster in case.portfolio.clusters
    )
    return [row for row in found if row.entries]


CLUSTERS = PlanTable(name="clusters", title="Who moves when", columns=COLUMNS, rows=cluster_rows)
