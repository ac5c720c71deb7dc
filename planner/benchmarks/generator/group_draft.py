"""Accelerated modes and groups that cut over together."""

from __future__ import annotations

from collections.abc import Mapping

from planner.benchmarks.generator.cluster_draft import ClusterDraft
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.benchmarks.generator.stream import Stream
from planner.domain.migrations import Group, Migration, Mode


def draw_modes(spec: GeneratorSpec, migrations: tuple[Migration, ...]) -> tuple[Mode, ...]:
    """An accelerated mode, at an extra cost, for a share of the migrations."""
    stream = Stream(spec.seed, "modes")
    modes = []
    for migration in migrations:
        extra_pounds = stream.between(4, 40) * 10_000
        if stream.happens(spec.modes_percent):
            profile = f"{migration.profile}-fast"
            modes.append(Mode(migration=migration.id, id="accelerated", profile=profile, extra_pounds=extra_pounds))
    return tuple(modes)


def draw_groups(spec: GeneratorSpec, clusters: list[ClusterDraft]) -> tuple[Group, ...]:
    """Pairs and triples of migrations of one cluster and one level, every second group with a bridge price.

    Precedence runs only from one level to the next, so a group never waits for itself.
    """
    groups: list[Group] = []
    for draft in clusters:
        stream = Stream(spec.seed, f"groups {draft.cluster.id}")
        wanted = (len(draft.migrations) * spec.groups_percent + 50) // 100
        for members in _draw_member_sets(stream, draft, wanted):
            number = len(groups) + 1
            price = stream.between(5, 50) * 100
            groups.append(
                Group(
                    id=f"G{number:04d}",
                    name=f"Group {number}",
                    migrations=members,
                    bridge_pounds_per_day=price if number % 2 == 0 else None,
                )
            )
    return tuple(groups)


def _draw_member_sets(stream: Stream, draft: ClusterDraft, wanted: int) -> list[tuple[str, ...]]:
    by_level: Mapping[int, list[str]] = {level: [] for level in sorted(set(draft.levels))}
    for migration, level in zip(draft.migrations, draft.levels, strict=True):
        by_level[level].append(migration.id)
    sets: list[tuple[str, ...]] = []
    for members in by_level.values():
        waiting = stream.shuffled(members)
        while wanted >= 2 and len(waiting) >= 2:
            size = min(stream.between(2, 3), wanted, len(waiting))
            sets.append(tuple(sorted(waiting[:size])))
            waiting, wanted = waiting[size:], wanted - size
    return sets
