"""Contracts and migrations of a plan on the calendar, as tables with the provenance of their figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.present.tables.table import Column, Kind, Table

if TYPE_CHECKING:
    from planner.domain.portfolio import Portfolio
    from planner.domain.provenance import Record
    from planner.plan.plan_case import PlanCase
    from planner.plan.schedule import ContractCover, ScheduledMigration

PROVENANCE = (Column("basis", "Basis"), Column("confidence", "Confidence"), Column("source", "Source"))

CONTRACTS = (
    Column("contract", "Contract", Kind.NAME),
    Column("name", "Name"),
    Column("supplier", "Supplier"),
    Column("organisations", "Serves"),
    Column("expiry_date", "Expiry", Kind.DATE),
    Column("options_used", "Options used"),
    Column("covered_until_date", "First day without cover", Kind.DATE),
    Column("needed_until_date", "First day without need", Kind.DATE),
    Column("uncovered_days", "Uncovered days", Kind.NUMBER),
    Column("spare_days", "Spare days", Kind.NUMBER),
    Column("extension_pounds", "Extensions", Kind.MONEY),
    Column("exposure_pounds", "Exposure", Kind.MONEY),
    Column("no_route", "No route"),
    *PROVENANCE,
)

MIGRATIONS = (
    Column("migration", "Migration", Kind.NAME),
    Column("organisation", "Organisation"),
    Column("cluster", "Cluster"),
    Column("services", "Services"),
    Column("mode", "Mode"),
    Column("start_date", "Start", Kind.DATE),
    Column("cutover_date", "Cutover", Kind.DATE),
    Column("finish_date", "Finished", Kind.DATE),
    Column("legacy_until_date", "Legacy free from", Kind.DATE),
    Column("due_date", "Due", Kind.DATE),
    Column("releases", "Releases"),
    *PROVENANCE,
)

CLUSTERS = (
    Column("cluster", "Cluster", shown=False),
    Column("name", "Cluster"),
    Column("migrations", "Migrations", Kind.NUMBER),
    Column("first_start_date", "First starts", Kind.DATE),
    Column("first_cutover_date", "First cutover", Kind.DATE),
    Column("last_cutover_date", "Last cutover", Kind.DATE),
    Column("accelerated", "In another mode", Kind.NUMBER),
)


def cluster_table(case: PlanCase) -> Table:
    """One row a cluster with planned migrations: how many, and from when to when."""
    portfolio, entries = case.portfolio, case.schedule.migrations.values()
    by_cluster = {
        cluster.id: [entry for entry in entries if entry.migration.cluster == cluster.id]
        for cluster in portfolio.clusters
    }
    rows = [_cluster_row(portfolio, cluster, found) for cluster, found in by_cluster.items() if found]
    return Table(columns=CLUSTERS, rows=rows, currency=portfolio.currency)


def _cluster_row(portfolio: Portfolio, cluster: str, entries: Sequence[ScheduledMigration]) -> dict[str, object]:
    from planner.domain.migrations import STANDARD_MODE

    cutovers = [entry.cutover_day for entry in entries]
    return {
        "cluster": cluster,
        "name": portfolio.cluster_by_id[cluster].name,
        "migrations": len(entries),
        "first_start_date": portfolio.date_of(min(entry.start_day for entry in entries)),
        "first_cutover_date": portfolio.date_of(min(cutovers)),
        "last_cutover_date": portfolio.date_of(max(cutovers)),
        "accelerated": sum(entry.mode.id != STANDARD_MODE for entry in entries),
    }


def contract_table(case: PlanCase) -> Table:
    """One row a contract, in the order of the portfolio."""
    rows = [_contract_row(case, cover) for cover in case.schedule.contracts.values()]
    return Table(columns=CONTRACTS, rows=rows, currency=case.portfolio.currency)


def migration_table(case: PlanCase) -> Table:
    """One row a planned migration, by its start."""
    ordered = sorted(case.schedule.migrations.values(), key=lambda entry: (entry.start_day, entry.migration.id))
    rows = [_migration_row(case.portfolio, entry) for entry in ordered]
    return Table(columns=MIGRATIONS, rows=rows, currency=case.portfolio.currency)


def _contract_row(case: PlanCase, cover: ContractCover) -> dict[str, object]:
    from planner.domain.routes import served_organisations

    portfolio, contract = case.portfolio, cover.contract
    return {
        "contract": contract.id,
        "name": contract.name,
        "supplier": contract.supplier,
        "organisations": served_organisations(portfolio, contract),
        "expiry_date": contract.expiry_date,
        "options_used": tuple(link.option.id for link in cover.used),
        "covered_until_date": portfolio.date_of(cover.covered_until_day),
        "needed_until_date": portfolio.date_of(cover.needed_until_day),
        "uncovered_days": cover.uncovered_days,
        "spare_days": cover.spare_days,
        "extension_pounds": case.extension_pounds(contract.id),
        "exposure_pounds": case.exposure_pounds(contract.id),
        "no_route": cover.no_route,
        **_provenance(contract),
    }


def _migration_row(portfolio: Portfolio, entry: ScheduledMigration) -> dict[str, object]:
    migration = entry.migration
    return {
        "migration": migration.id,
        "organisation": migration.organisation,
        "cluster": migration.cluster,
        "services": migration.services,
        "mode": entry.mode.id,
        "start_date": portfolio.date_of(entry.start_day),
        "cutover_date": portfolio.date_of(entry.cutover_day),
        "finish_date": portfolio.date_of(entry.finish_day),
        "legacy_until_date": portfolio.date_of(entry.legacy_until_day),
        "due_date": migration.due_date,
        "releases": migration.releases,
        **_provenance(migration),
    }


def _provenance(record: Record) -> dict[str, object]:
    return {column.key: getattr(record.provenance, column.key) for column in PROVENANCE}
