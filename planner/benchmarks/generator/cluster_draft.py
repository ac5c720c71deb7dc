"""One cluster with its departments and bodies, their migrations, milestones and precedences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from planner.benchmarks.generator.profiles import draw_profile_name
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.benchmarks.generator.stream import Stream
from planner.domain.clusters import Cluster, Milestone
from planner.domain.migrations import Migration, Precedence, PrecedenceKind
from planner.domain.organisations import Organisation

STATUS_DATE = date(2027, 4, 1)
"""Day 0 of every drawn portfolio."""


@dataclass(frozen=True, kw_only=True)
class ClusterDraft:
    """A cluster while a portfolio is drawn.

    Migrations release nothing yet. `levels` says for each migration how deep its organisation lies (0: department).
    `first_expiry_day` and `last_expiry_day` frame the expiries of its contracts.
    """

    cluster: Cluster
    ready_day: int
    first_expiry_day: int
    last_expiry_day: int
    organisations: tuple[Organisation, ...]
    migrations: tuple[Migration, ...]
    levels: tuple[int, ...]
    milestones: tuple[Milestone, ...]
    precedences: tuple[Precedence, ...]
    shared_contracts: int


def day_to_date(day: int) -> date:
    """The date of a day number."""
    return STATUS_DATE + timedelta(days=day)


def draw_clusters(spec: GeneratorSpec) -> list[ClusterDraft]:
    """The clusters of a portfolio, contracts spread over them as evenly as they go."""
    count = max(1, (spec.contracts + spec.cluster_size // 2) // spec.cluster_size)
    smaller, larger_ones = divmod(spec.contracts, count)
    sizes = [smaller + 1 if number < larger_ones else smaller for number in range(count)]
    return [_draw_cluster(spec, number + 1, size) for number, size in enumerate(sizes)]


def _draw_cluster(spec: GeneratorSpec, number: int, contracts: int) -> ClusterDraft:
    stream = Stream(spec.seed, f"cluster {number}")
    cluster = Cluster(id=f"K{number:03d}", name=f"Cluster {number}")
    ready_day = stream.between(60, 420)
    first_expiry_day = ready_day + stream.between(120, 300)
    last_expiry_day = ready_day + stream.between(900, 1500)
    shared = min(contracts - 2, (contracts * spec.shared_percent + 50) // 100)
    tree = _draw_tree(stream, number, cluster.id, contracts - shared)
    organisations = tuple(organisation for organisation, _ in tree)
    levels = tuple(level for _, level in tree)
    migrations = tuple(_draw_migration(spec, stream, organisation, level) for organisation, level in tree)
    milestones, gates = _draw_milestones(stream, cluster, ready_day, migrations, levels)
    return ClusterDraft(
        cluster=cluster,
        ready_day=ready_day,
        first_expiry_day=first_expiry_day,
        last_expiry_day=last_expiry_day,
        organisations=organisations,
        migrations=migrations,
        levels=levels,
        milestones=milestones,
        precedences=gates + _draw_parent_precedences(stream, organisations),
        shared_contracts=shared,
    )


def _draw_tree(stream: Stream, number: int, cluster: str, count: int) -> list[tuple[Organisation, int]]:
    """Departments, their bodies, and bodies of bodies, each with its level; the first is a department."""
    tree: list[tuple[Organisation, int]] = []
    for position in range(count):
        level = 0 if position == 0 else stream.pick_weighted((0, 1, 2), (30, 55, 15))
        above = [organisation for organisation, depth in tree if depth == level - 1]
        parent = stream.pick(above) if above else None
        organisation = Organisation(
            id=f"O{number:03d}-{position + 1:03d}",
            name=f"{'Body' if parent else 'Department'} {number}.{position + 1}",
            parent=parent.id if parent else None,
            cluster=cluster,
            users=stream.between(2, 80) * 50,
        )
        tree.append((organisation, level if parent else 0))
    return tree


def _draw_migration(spec: GeneratorSpec, stream: Stream, organisation: Organisation, level: int) -> Migration:
    profile = draw_profile_name(stream, is_department=level == 0, cross_percent=spec.cross_percent)
    release_day = stream.between(30, 400)
    return Migration(
        id=f"M{organisation.id[1:]}",
        organisation=organisation.id,
        cluster=str(organisation.cluster),
        release_date=day_to_date(release_day) if stream.happens(30) else None,
        profile=str(profile),
    )


def _draw_milestones(
    stream: Stream, cluster: Cluster, ready_day: int, migrations: tuple[Migration, ...], levels: tuple[int, ...]
) -> tuple[tuple[Milestone, ...], tuple[Precedence, ...]]:
    """The platform of the cluster gates its departments; sometimes a later service gates some of all migrations."""
    live = _milestone(f"{cluster.id}-live", f"{cluster.name} platform live", cluster.id, ready_day)
    milestones = [live]
    gates = [
        Precedence(predecessor=live.id, successor=migration.id)
        for migration, level in zip(migrations, levels, strict=True)
        if level == 0
    ]
    if stream.happens(50):
        later_day = ready_day + stream.between(60, 240)
        later = _milestone(f"{cluster.id}-payroll", f"{cluster.name} payroll accepted", cluster.id, later_day)
        milestones.append(later)
        gates.append(Precedence(predecessor=live.id, successor=later.id, lag_days=stream.between(30, 60)))
        gates += [
            Precedence(predecessor=later.id, successor=migration.id, lag_days=14)
            for migration in migrations
            if stream.happens(30)
        ]
    return tuple(milestones), tuple(gates)


def _milestone(id: str, name: str, cluster: str, day: int) -> Milestone:
    return Milestone(
        id=id,
        name=name,
        cluster=cluster,
        early_date=day_to_date(day - 30),
        likely_date=day_to_date(day),
        late_date=day_to_date(day + 150),
    )


def _draw_parent_precedences(stream: Stream, organisations: tuple[Organisation, ...]) -> tuple[Precedence, ...]:
    """Nine in ten bodies wait for the organisation above them, in one of several ways."""
    found = []
    for organisation in organisations:
        kind, lowest, highest = stream.pick_weighted(PARENT_LAGS, (55, 15, 25, 5))
        lag = stream.between(lowest, highest)
        if organisation.parent is not None and stream.happens(90):
            found.append(
                Precedence(
                    predecessor=f"M{organisation.parent[1:]}",
                    successor=f"M{organisation.id[1:]}",
                    kind=kind,
                    lag_days=lag,
                )
            )
    return tuple(found)


PARENT_LAGS = (
    (PrecedenceKind.FINISH_START, 0, 30),
    (PrecedenceKind.FINISH_START, -45, -15),
    (PrecedenceKind.START_START, 60, 120),
    (PrecedenceKind.FINISH_FINISH, 0, 60),
)
"""Kinds of precedence from a parent to its body, with the range of their lags in days."""
