"""The plan a chart is compared with: where each migration and contract stood in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.portfolio import Portfolio
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document_records import PlanDocument
from planner.plan.schedule import ContractCover, ScheduledMigration
from planner.present.gantt.model import Before


@dataclass(frozen=True, kw_only=True)
class Stood:
    """Dates `[from_date, until_date)` of a row, and the date whose move is told: the cutover, or the end of cover."""

    from_date: date
    until_date: date
    key_date: date


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """Another plan as dates, so that it may have another status date; `name` says which it is.

    Migrations and contracts are told apart, for they may share an id.
    """

    name: str
    migrations: Mapping[str, Stood]
    contracts: Mapping[str, Stood]


def baseline_of(case: PlanCase, name: str) -> Baseline:
    """The baseline that a plan makes on its own portfolio."""
    portfolio, schedule = case.portfolio, case.schedule
    return Baseline(
        name=name,
        migrations={id: _migration(portfolio, entry) for id, entry in schedule.migrations.items()},
        contracts={id: _contract(portfolio, cover) for id, cover in schedule.contracts.items()},
    )


def baseline_of_document(portfolio: Portfolio, document: PlanDocument, name: str) -> Baseline:
    """The baseline in a plan file: its migrations on the dates it states, its options on this portfolio."""
    found = baseline_of(PlanCase(portfolio, document.plan_for(portfolio)), name)
    stated = {
        entry.migration: Stood(
            from_date=entry.start_date,
            until_date=max(entry.finish_date, entry.cutover_date),
            key_date=entry.cutover_date,
        )
        for entry in document.migrations
    }
    return replace(found, migrations=stated)


def _migration(portfolio: Portfolio, entry: ScheduledMigration) -> Stood:
    return Stood(
        from_date=portfolio.date_of(entry.start_day),
        until_date=portfolio.date_of(max(entry.finish_day, entry.cutover_day)),
        key_date=portfolio.date_of(entry.cutover_day),
    )


def _contract(portfolio: Portfolio, cover: ContractCover) -> Stood:
    """From the first day that only an option covers, so that the outline shows what had been bought."""
    until = portfolio.date_of(cover.covered_until_day)
    return Stood(from_date=min(portfolio.date_of(cover.expiry_day), until), until_date=until, key_date=until)


def before_of_migration(portfolio: Portfolio, baseline: Baseline | None, entry: ScheduledMigration) -> Before | None:
    """Where a migration stood; None without a baseline, or where the baseline does not know it."""
    stood = baseline.migrations.get(entry.migration.id) if baseline else None
    return _before(portfolio, stood, entry.cutover_day, entry.start_day)


def before_of_contract(portfolio: Portfolio, baseline: Baseline | None, cover: ContractCover) -> Before | None:
    """How far the cover of a contract reached; None without a baseline, or where the baseline does not know it."""
    return _before(portfolio, baseline.contracts.get(cover.contract.id) if baseline else None, cover.covered_until_day)


def _before(portfolio: Portfolio, stood: Stood | None, key_day: int, start_day: int | None = None) -> Before | None:
    """`start_day` is where the row begins now, None where only its end counts."""
    if stood is None:
        return None
    from_day, moved_days = portfolio.day_of(stood.from_date), key_day - portfolio.day_of(stood.key_date)
    return Before(
        from_day=from_day,
        until_day=portfolio.day_of(stood.until_date),
        moved_days=moved_days,
        unchanged=moved_days == 0 and start_day in (None, from_day),
    )
