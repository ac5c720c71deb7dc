"""The migrations of a plan on the calendar, one row a planned migration, by its start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.calendar import ONE_DAY
from planner.domain.migrations import Migration
from planner.domain.provenance import Provenance
from planner.domain.routes import department_of
from planner.domain.rules import Term
from planner.plan.flagging.records import ContractFlag
from planner.plan.schedule import ScheduledMigration
from planner.plan.sureness import MigrationSureness
from planner.present.tables.column import Column, Kind
from planner.present.tables.plans.plan_table import PlanTable
from planner.present.tables.plans.provenance_columns import PROVENANCE

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


@dataclass(frozen=True)
class MigrationRow:
    """A migration under a plan."""

    case: PlanCase
    entry: ScheduledMigration

    @property
    def migration(self) -> Migration:
        """The record of the input."""
        return self.entry.migration

    @property
    def provenance(self) -> Provenance:
        """Where the record comes from."""
        return self.migration.provenance

    @property
    def flag(self) -> ContractFlag | None:
        """The gravest flag of the contracts it releases, the first of equals; None where it releases none."""
        flags = [self.case.flag_by_contract[id] for id in self.migration.releases if id in self.case.flag_by_contract]
        return max(flags, key=lambda flag: flag.flag.gravity, default=None)

    @property
    def sure(self) -> MigrationSureness | None:
        """What sampled futures say of its cutover; None where they were not asked."""
        kept = self.case.sureness
        return kept.migration_by_id.get(self.migration.id) if kept is not None else None

    def date(self, day: int) -> date:
        """A day of the plan on the calendar."""
        return self.case.portfolio.date_of(day)


def _sure(get: Callable[[MigrationSureness], object]) -> Callable[[MigrationRow], object]:
    """What sampled futures say of a cutover; None where they were not asked."""
    return lambda row: None if row.sure is None else get(row.sure)


COLUMNS: tuple[Column[MigrationRow], ...] = (
    Column("migration", "Migration", Kind.NAME, lambda row: row.migration.id),
    Column("organisation", "Organisation", of=lambda row: row.migration.organisation),
    Column(
        "department",
        "Department",
        of=lambda row: department_of(row.case.portfolio, row.migration.organisation),
        shown=False,
    ),
    Column("cluster", "Cluster", of=lambda row: row.migration.cluster),
    Column("services", "Services", of=lambda row: row.migration.services, shown=False),
    Column("mode", "Mode", of=lambda row: row.entry.mode.id, spare=True),
    Column("start_date", "Start", Kind.DATE, lambda row: row.date(row.entry.start_day)),
    Column("cutover_date", "Cutover", Kind.DATE, lambda row: row.date(row.entry.cutover_day)),
    Column("p10_date", "Cutover, P10", Kind.DATE, _sure(lambda sure: sure.p10_date), sparse=True, spare=True),
    Column("p50_date", "Cutover, P50", Kind.DATE, _sure(lambda sure: sure.p50_date), sparse=True, spare=True),
    Column("p80_date", "Cutover, P80", Kind.DATE, _sure(lambda sure: sure.p80_date), shown=False),
    Column("p90_date", "Cutover, P90", Kind.DATE, _sure(lambda sure: sure.p90_date), sparse=True, spare=True),
    Column("finish_date", "Finished", Kind.DATE, lambda row: row.date(row.entry.finish_day), spare=True),
    Column(
        "legacy_until_date",
        "Legacy needed until",
        Kind.DATE,
        lambda row: row.date(row.entry.legacy_until_day) - ONE_DAY,
        spare=True,
    ),
    Column("due_date", "Due", Kind.DATE, lambda row: row.migration.due_date, shown=False),
    Column("releases", "Releases", of=lambda row: row.migration.releases, shown=False),
    Column("mode_pounds", "Cost of the mode", Kind.MONEY, lambda row: row.entry.mode.extra_pounds, shown=False),
    Column(
        "delay_pounds",
        "Cost of delay",
        Kind.MONEY,
        lambda row: row.case.term_pounds(row.migration.id, Term.DELAY),
        shown=False,
    ),
    Column("flag", "Flag", Kind.FLAG, lambda row: row.flag and row.flag.flag, shown=False),
    Column("reason", "Why", of=lambda row: row.flag and row.flag.reason, shown=False),
    Column("action", "What to do", of=lambda row: row.flag and str(row.flag.action), shown=False),
    *PROVENANCE,
)


def migration_rows(case: PlanCase) -> Sequence[MigrationRow]:
    """Every planned migration, by its start."""
    ordered = sorted(case.schedule.migrations.values(), key=lambda entry: (entry.start_day, entry.migration.id))
    return [MigrationRow(case, entry) for entry in ordered]


MIGRATIONS = PlanTable(name="migrations", title="Migrations", columns=COLUMNS, rows=migration_rows)
