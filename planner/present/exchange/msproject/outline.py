"""The outline of a plan: clusters with their readiness, departments and contracts, then what belongs to no cluster."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.clusters import Milestone
from planner.domain.routes import department_of
from planner.plan.plan_case import PlanCase
from planner.present.exchange.msproject.contract_tasks import contract_task
from planner.present.exchange.msproject.days import opening
from planner.present.exchange.msproject.migration_tasks import migration_task
from planner.present.exchange.msproject.notes import reason_of
from planner.present.exchange.msproject.task import Key, Task, Value, summary

CLUSTER, READINESS, MILESTONE, DEPARTMENT = "cluster", "readiness", "milestone", "department"


def outline(case: PlanCase) -> tuple[Task, ...]:
    """The tasks below the project; a heading with nothing below it is left out."""
    clusters = (task for cluster in case.portfolio.clusters for task in _cluster(case, cluster.id, cluster.name))
    return (*clusters, *_cluster(case, None, "without a cluster"))


def _cluster(case: PlanCase, id: str | None, name: str) -> Iterator[Task]:
    below = (*_readiness(case, id), *_departments(case, id), *_contracts(case, id))
    yield from summary(Key(CLUSTER, id or "", within=id), name, below)


def _readiness(case: PlanCase, cluster: str | None) -> Iterator[Task]:
    below = tuple(
        Task(
            key=Key(MILESTONE, milestone.id),
            name=milestone.name,
            start=(day := opening(case.portfolio, case.ends[milestone.id].start_day)),
            finish=day,
            every_day=not case.portfolio.axis.is_open(case.ends[milestone.id].start_day),
            achieved=milestone.achieved_date is not None,
            fields={"basis": milestone.provenance.basis.value, **_planned_day(case, milestone)},
            notes=reason_of(milestone.provenance),
            source=milestone.provenance.source,
        )
        for milestone in case.portfolio.milestones
        if _known(case, milestone.cluster) == cluster
    )
    yield from summary(Key(READINESS, cluster or "", within=cluster), READINESS, below)


def _planned_day(case: PlanCase, milestone: Milestone) -> dict[str, Value]:
    """The day of a milestone that waits and so stands later than its own date: without it that day would read as news."""
    day = case.portfolio.date_of(case.ends[milestone.id].start_day)
    return {"planned day": day} if day != milestone.planning_date else {}


def _departments(case: PlanCase, cluster: str | None) -> Iterator[Task]:
    found: dict[str, list[Task]] = {}
    for entry in case.schedule.migrations.values():
        if _known(case, entry.migration.cluster) == cluster:
            department = department_of(case.portfolio, entry.migration.organisation)
            found.setdefault(department, []).extend(migration_task(case, entry))
    for department, below in found.items():
        name = case.portfolio.organisation_by_id[department].name
        yield from summary(Key(DEPARTMENT, department, within=cluster), name, tuple(below))


def _contracts(case: PlanCase, cluster: str | None) -> Iterator[Task]:
    """The contracts whose first planned migration goes to the cluster."""
    for cover in case.schedule.contracts.values():
        releasing = case.portfolio.migrations_by_contract[cover.contract.id]
        planned = (migration.cluster for migration in releasing if migration.id in case.schedule.migrations)
        if _known(case, next(planned, None)) == cluster:
            yield from contract_task(case, cover)


def _known(case: PlanCase, cluster: str | None) -> str | None:
    return cluster if cluster in case.portfolio.cluster_by_id else None
