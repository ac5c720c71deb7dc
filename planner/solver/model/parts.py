"""A part of an instance as an instance of its own: the independent components."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from planner.domain.graph.union_find import UnionFind
from planner.solver.model.candidate import Candidate
from planner.solver.model.instance import Arc, GroupCase, Instance, MigrationCase


@dataclass(frozen=True)
class Part:
    """An instance made of some migrations of a whole, and where they, their contracts and resources stand in the whole."""

    instance: Instance
    migrations: tuple[int, ...]
    contracts: tuple[int, ...]
    resources: tuple[int, ...]

    def narrow(self, whole: Candidate) -> Candidate:
        """The part of a candidate of the whole."""
        return Candidate(
            starts=tuple(whole.starts[i] for i in self.migrations),
            modes=tuple(whole.modes[i] for i in self.migrations),
            prefixes=tuple(whole.prefixes[c] for c in self.contracts),
        )

    def widen(self, whole: Candidate, part: Candidate) -> Candidate:
        """The whole with this part replaced."""
        starts, modes, prefixes = list(whole.starts), list(whole.modes), list(whole.prefixes)
        for k, i in enumerate(self.migrations):
            starts[i], modes[i] = part.starts[k], part.modes[k]
        for k, c in enumerate(self.contracts):
            prefixes[c] = part.prefixes[k]
        return Candidate(tuple(starts), tuple(modes), tuple(prefixes))


def components(instance: Instance) -> list[Part]:
    """The parts that share nothing: no resource, precedence, group or contract.

    Limits on options tie no starts: they are left to the whole (`Part.instance.limits` is empty). Contracts without a
    route and without a migration belong to no part.
    """
    return _split(instance, together(instance))


def together(instance: Instance, without: Collection[int] = (), *, contracts: bool = True) -> list[list[int]]:
    """The migrations of every part that shares nothing with others, as if some resources did not exist.

    `contracts`: whether contracts tie the migrations that release them.
    """
    joined = UnionFind(range(len(instance.migrations)))
    for bundle in _bundles(instance, without, contracts=contracts):
        joined.join(bundle)
    return joined.sets()


def _bundles(instance: Instance, without: Collection[int], *, contracts: bool) -> list[Sequence[int]]:
    """Migrations that belong together."""
    by_resource: dict[int, dict[int, None]] = defaultdict(dict)
    for i, migration in enumerate(instance.migrations):
        for mode in migration.modes:
            for use in mode.uses:
                by_resource[use.resource][i] = None
    bundles: list[Sequence[int]] = [tuple(users) for r, users in by_resource.items() if r not in without]
    bundles += [(arc.predecessor, arc.successor) for arc in instance.arcs]
    bundles += [group.members for group in instance.groups]
    if contracts:
        bundles += [contract.releasing for contract in instance.contracts if contract.releasing]
    return bundles


def alone(instance: Instance, migrations: Collection[int], more_contracts: Collection[int] = ()) -> Part:
    """Some migrations as if there were no others: no capacity is taken, no contract kept, by anybody else.

    Whatever cannot be done alone cannot be done among others. Limits on options are left out, as in `components`.
    `more_contracts`: some that no migration releases, whose options belong to the part as well.
    """
    inside = tuple(sorted(migrations))
    kept = frozenset(inside)
    contracts = {
        c: replace(contract, releasing=tuple(i for i in contract.releasing if i in kept))
        for c, contract in enumerate(instance.contracts)
        if kept.intersection(contract.releasing) or c in more_contracts
    }
    whole = replace(
        instance, contracts=tuple(contracts.get(c, contract) for c, contract in enumerate(instance.contracts))
    )
    arcs = [arc for arc in instance.arcs if arc.predecessor in kept and arc.successor in kept]
    groups = [replace(group, members=tuple(i for i in group.members if i in kept)) for group in instance.groups]
    return _part(whole, inside, tuple(contracts), arcs, [group for group in groups if len(group.members) > 1])


def _split(instance: Instance, members: list[list[int]]) -> list[Part]:
    part_of = {i: p for p, migrations in enumerate(members) for i in migrations}
    contracts: list[list[int]] = [[] for _ in members]
    for c, contract in enumerate(instance.contracts):
        if contract.releasing:
            contracts[part_of[contract.releasing[0]]].append(c)
    arcs: list[list[Arc]] = [[] for _ in members]
    for arc in instance.arcs:
        arcs[part_of[arc.predecessor]].append(arc)
    groups: list[list[GroupCase]] = [[] for _ in members]
    for group in instance.groups:
        groups[part_of[group.members[0]]].append(group)
    return [
        _part(instance, tuple(migrations), tuple(contracts[p]), arcs[p], groups[p])
        for p, migrations in enumerate(members)
    ]


def _part(
    instance: Instance,
    migrations: tuple[int, ...],
    contracts: tuple[int, ...],
    arcs: list[Arc],
    groups: list[GroupCase],
) -> Part:
    position = {i: k for k, i in enumerate(migrations)}
    resources = used_resources(instance, migrations)
    moved = {r: k for k, r in enumerate(resources)}
    return Part(
        Instance(
            horizon_day=instance.horizon_day,
            axis=instance.axis,
            migrations=tuple(renumbered(instance.migrations[i], moved) for i in migrations),
            contracts=tuple(
                replace(instance.contracts[c], releasing=tuple(position[i] for i in instance.contracts[c].releasing))
                for c in contracts
            ),
            arcs=tuple(
                replace(arc, predecessor=position[arc.predecessor], successor=position[arc.successor]) for arc in arcs
            ),
            groups=tuple(replace(group, members=tuple(position[i] for i in group.members)) for group in groups),
            resources=tuple(instance.resources[r] for r in resources),
            cover_first=instance.cover_first,
        ),
        migrations,
        contracts,
        tuple(resources),
    )


def used_resources(instance: Instance, migrations: Sequence[int]) -> list[int]:
    """The resources that any mode of these migrations uses."""
    return sorted({use.resource for i in migrations for mode in instance.migrations[i].modes for use in mode.uses})


def renumbered(migration: MigrationCase, moved: dict[int, int]) -> MigrationCase:
    """The migration with its resources at their new positions."""
    modes = tuple(
        replace(mode, uses=tuple(replace(use, resource=moved[use.resource]) for use in mode.uses))
        for mode in migration.modes
    )
    return replace(migration, modes=modes)
