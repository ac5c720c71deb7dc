"""How records of the input are named in an explanation."""

from __future__ import annotations

from planner.domain.clusters import Milestone
from planner.domain.decisions_taken import DecisionTaken
from planner.domain.migrations import Group, Migration, Precedence
from planner.domain.portfolio import Portfolio
from planner.domain.resources import FreezePeriod, Resource
from planner.explain.records import RecordRef


def milestone_ref(milestone: Milestone) -> RecordRef:
    """A milestone with the date that plans use."""
    columns = ("achieved_date", "forecast_date", "likely_date")
    column = next(name for name in columns if getattr(milestone, name) is not None)
    return RecordRef(table="milestones", key=milestone.id, column=column, value=milestone.planning_date.isoformat())


def precedence_ref(precedence: Precedence, key: str) -> RecordRef:
    """A precedence with its lag; its key names the kind as well where several join the same two."""
    return RecordRef(table="precedences", key=key, column="lag_days", value=str(precedence.lag_days))


def group_ref(group: Group) -> RecordRef:
    """A group that must cut over together."""
    return RecordRef(table="groups", key=group.id)


def release_ref(migration: Migration) -> RecordRef:
    """The release date of a migration."""
    stated = migration.release_date
    return RecordRef(
        table="migrations", key=migration.id, column="release_date", value=stated.isoformat() if stated else None
    )


def status_ref(portfolio: Portfolio) -> RecordRef:
    """The status date."""
    return RecordRef(table="portfolio", key="status_date", column="value", value=portfolio.status_date.isoformat())


def commitment_ref(taken: DecisionTaken) -> RecordRef:
    """A commitment with the day that is agreed."""
    agreed = taken.agreed_date
    return RecordRef(
        table="commitments", key=taken.id, column="agreed_date", value=agreed.isoformat() if agreed else None
    )


def freeze_ref(freeze: FreezePeriod) -> RecordRef:
    """A freeze with its end; of a yearly one that of the first year."""
    return RecordRef(table="freezes", key=freeze.id, column="until_date", value=freeze.until_date.isoformat())


def windows_ref(cluster: str) -> RecordRef:
    """All wave windows of a cluster."""
    return RecordRef(table="wave_windows", key=cluster)


def resource_ref(resource: Resource) -> RecordRef:
    """A resource with its capacity before the first step."""
    return RecordRef(table="resources", key=resource.id, column="capacity", value=str(resource.capacity))
