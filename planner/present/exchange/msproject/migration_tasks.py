"""The tasks of a migration: its phases, its cutover, and how long the legacy contracts are needed."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.decisions_taken import CommitmentKind
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import ScheduledMigration
from planner.present.exchange.msproject.days import closing, opening
from planner.present.exchange.msproject.notes import reason_of
from planner.present.exchange.msproject.task import Key, Task, Value, summary

MIGRATION, PHASE, CUTOVER, LEGACY = "migration", "phase", "cutover", "legacy needed until"


def migration_task(case: PlanCase, entry: ScheduledMigration) -> Iterator[Task]:
    """A migration with its phases in their order."""
    migration = entry.migration
    organisation = case.portfolio.organisation_by_id[migration.organisation].name
    fields: dict[str, Value] = {"mode": entry.mode.id, "basis": migration.provenance.basis.value}
    below = (*_phases(case, entry), _cutover(case, entry), *_legacy(case, entry))
    yield from summary(
        Key(MIGRATION, migration.id),
        f"{migration.id} {organisation}",
        below,
        fields=fields,
        notes=reason_of(migration.provenance),
        source=migration.provenance.source,
    )


def _phases(case: PlanCase, entry: ScheduledMigration) -> Iterator[Task]:
    begun = begun_place(case, entry)
    for place, phase in enumerate(entry.phases):
        start = opening(case.portfolio, phase.from_day)
        yield Task(
            key=Key(PHASE, entry.migration.id, place),
            name=phase.phase.name,
            start=start,
            finish=closing(case.portfolio, phase.until_day) if phase.phase.days else start,
            days=phase.phase.days,
            begun=place == begun,
        )


def begun_place(case: PlanCase, entry: ScheduledMigration) -> int | None:
    """The phase that has begun, since it was agreed to start on the day of the plan, before the status date."""
    agreed = (CommitmentKind.START_AGREED, entry.migration.id, case.portfolio.date_of(entry.start_day))
    taken = ((item.kind, item.subject, item.agreed_date) for item in case.portfolio.decisions_taken)
    if entry.start_day >= 0 or agreed not in taken:
        return None
    return next((place for place, phase in enumerate(entry.phases) if phase.phase.days), None)


def _cutover(case: PlanCase, entry: ScheduledMigration) -> Task:
    day = opening(case.portfolio, entry.cutover_day)
    return Task(key=Key(CUTOVER, entry.migration.id), name=f"{entry.migration.id} cutover", start=day, finish=day)


def _legacy(case: PlanCase, entry: ScheduledMigration) -> Iterator[Task]:
    """The last day on which the contracts it releases are needed; Project marks it where cover ends before."""
    contracts = case.schedule.contracts
    covered = [contracts[id].covered_until_day for id in entry.migration.releases if id in contracts]
    if covered:
        day = closing(case.portfolio, entry.legacy_until_day)
        yield Task(
            key=Key(LEGACY, entry.migration.id),
            name=f"{', '.join(entry.migration.releases)} needed until",
            start=day,
            finish=day,
            every_day=True,
            deadline=closing(case.portfolio, min(covered)),
        )
