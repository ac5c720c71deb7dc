"""Rows about what moves, in which phases and modes, in what order."""

from __future__ import annotations

from typing import Annotated

from planner.domain.migrations import PrecedenceKind
from planner.reading.cells.conversion import (
    Choice,
    Day,
    Days,
    Id,
    Ids,
    PositiveCount,
    Pounds,
    PoundsPerDay,
    SignedDays,
    Text,
    Texts,
)
from planner.reading.rows.base import RowModel, column

ACTIVITIES = ("milestones", "migrations")


class ProfileRow(RowModel):
    """Phases that follow each other without a gap, listed in the table phases."""

    id: Id = column("Id of the profile, unique in the table.", example="large")
    name: Text = column("Name as people know it.", example="Department above 10,000 users")
    cutover_phase: Text | None = column(
        "Phase that ends in the cutover. Blank: the phase called cutover, else the last.",
        example="cutover",
        default=None,
    )
    legacy_days: Days | None = column(
        "How long the legacy contract is needed after the cutover day, in calendar days. Blank: until the phases are over.",
        example="60",
        default=None,
    )


class PhaseRow(RowModel):
    """One phase of a profile."""

    profile: Id = column("Profile it belongs to.", example="large", refers_to=("profiles",))
    sequence: PositiveCount = column("Its place among the phases of the profile.", example="1")
    name: Text = column("Name of the phase, unique in the profile.", example="prepare")
    days: Days = column(
        "Length in calendar days, or in working days where day_count says so; 0 is a moment.", example="90"
    )
    early_days: Days | None = column(
        "Length with one chance in ten (P10), only before the cutover phase. Blank: the spread of the policy.",
        example="80",
        default=None,
    )
    late_days: Days | None = column(
        "Length with nine chances in ten (P90), only before the cutover phase. Blank: the spread of the policy.",
        example="120",
        default=None,
    )


class DemandRow(RowModel):
    """What a phase takes of a resource on each of its days."""

    profile: Id = column("Profile of the phase.", example="large", refers_to=("profiles",))
    phase: Text = column("Name of the phase.", example="cutover")
    resource: Id = column(
        "Resource id, or a resource kind: the resource of that kind in the cluster of the migration.",
        example="cutover team",
    )
    amount: PositiveCount = column("Units taken each day.", example="1", unit="units")


class MigrationRow(RowModel):
    """The move of one organisation's services to a cluster."""

    id: Id = column("Id of the migration, unique among milestones and migrations.", example="M-HMRC")
    organisation: Id = column("Organisation that moves.", example="HMRC", refers_to=("organisations",))
    cluster: Id = column("Cluster it moves to.", example="unity", refers_to=("clusters",))
    services: Texts = column("Services moved.", example="HR; payroll", default=())
    releases: Ids = column(
        "Contracts no longer needed after it.", example="C-014; C-015", default=(), refers_to=("contracts",)
    )
    release_date: Day | None = column("No start before it. Blank: none.", example="2027-01-04", default=None)
    due_date: Day | None = column(
        "Wished cutover; days after it cost the benefit. Blank: counted from the status date.",
        example="2028-01-31",
        default=None,
    )
    deadline_date: Day | None = column("Latest cutover, a hard rule. Blank: none.", example="2028-12-31", default=None)
    profile: Id = column(
        "Phase profile. Blank: the default profile.", example="large", default="default", refers_to=("profiles",)
    )
    benefit_pounds_per_day: PoundsPerDay = column(
        "Benefit lost for each day the cutover is late.", example="3500", default=0
    )
    running_pounds_per_day: PoundsPerDay = column(
        "Cost of staying for each day from the status date to the cutover.", example="0", default=0
    )


class ModeRow(RowModel):
    """Another way to run a migration; every migration also has the mode standard."""

    migration: Id = column("Migration it belongs to.", example="M-HMRC", refers_to=("migrations",))
    id: Id = column("Name of the mode, unique for the migration and not standard.", example="accelerated")
    profile: Id = column("Phase profile of the mode.", example="large-fast", refers_to=("profiles",))
    extra_pounds: Pounds = column("Extra cost of the mode.", example="750000", default=0)


class PrecedenceRow(RowModel):
    """The successor's day named second lies no earlier than the predecessor's day named first plus the lag."""

    predecessor: Id = column("Milestone or migration that comes first.", example="unity-live", refers_to=ACTIVITIES)
    successor: Id = column("Milestone or migration that waits.", example="M-HMRC", refers_to=ACTIVITIES)
    kind: Annotated[PrecedenceKind, Choice(PrecedenceKind)] = column(
        "Which days are tied, the predecessor's first: S start, C cutover, F finish. CS: start once the other has cut over.",
        example="FS",
        default=PrecedenceKind.FINISH_START,
    )
    lag_days: SignedDays = column(
        "Days between the two, counted like phases; negative is a lead.", example="14", default=0
    )
    explanation: Text | None = column("Why it holds.", example="Waits for the tested platform.", default=None)


class GroupRow(RowModel):
    """Migrations that cut over together."""

    id: Id = column("Id of the group, unique in the table.", example="G-1")
    migrations: Ids = column("The migrations, two or more.", example="M-HMRC; M-VOA", refers_to=("migrations",))
    name: Text | None = column("Name as people know it.", example="Shared payroll", default=None)
    bridge_pounds_per_day: PoundsPerDay | None = column(
        "Price of each day between the first and the last cutover. Blank: they share one cutover day.",
        example="1500",
        default=None,
    )
