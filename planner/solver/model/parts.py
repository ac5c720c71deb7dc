"""A part of an instance as an instance of its own: independent components, and neighbourhoods of a plan.

In a neighbourhood everything outside stays as in the plan: it takes its capacity, bounds the starts of its predecessors
and successors inside, keeps its contracts needed and its group's cutover days. What is cheaper inside is cheaper outside
by the same pounds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from planner.solver.model.candidate import Candidate, cutover_days
from planner.solver.model.cover import ContractCase
from planner.solver.model.instance import Arc, GroupCase, Instance, MigrationCase, ModeCase, ResourceCase


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
    leader = list(range(len(instance.migrations)))

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    for bundle in _bundles(instance, without, contracts=contracts):
        for i in bundle[1:]:
            leader[find(i)] = find(bundle[0])
    members: dict[int, list[int]] = defaultdict(list)
    for i in range(len(instance.migrations)):
        members[find(i)].append(i)
    return list(members.values())


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
    resources = _used_resources(instance, migrations)
    moved = {r: k for k, r in enumerate(resources)}
    return Part(
        Instance(
            horizon_day=instance.horizon_day,
            migrations=tuple(_renumbered(instance.migrations[i], moved) for i in migrations),
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


def _used_resources(instance: Instance, migrations: Sequence[int]) -> list[int]:
    return sorted({use.resource for i in migrations for mode in instance.migrations[i].modes for use in mode.uses})


def _renumbered(migration: MigrationCase, moved: dict[int, int]) -> MigrationCase:
    modes = tuple(
        replace(mode, uses=tuple(replace(use, resource=moved[use.resource]) for use in mode.uses))
        for mode in migration.modes
    )
    return replace(migration, modes=modes)


class NeighbourhoodMaker:
    """Makes neighbourhoods of plans of one instance; relations are gathered once."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self._arcs_of: dict[int, list[Arc]] = defaultdict(list)
        for arc in instance.arcs:
            self._arcs_of[arc.predecessor].append(arc)
            self._arcs_of[arc.successor].append(arc)
        self._groups_of: dict[int, list[int]] = defaultdict(list)
        for g, group in enumerate(instance.groups):
            for i in group.members:
                self._groups_of[i].append(g)
        self._capacity = [_capacity_array(r, instance) for r in instance.resources]

    def make(self, plan: Candidate, free: Sequence[int], left: npt.NDArray[np.int64], first_day: int) -> Part:
        """The neighbourhood in which the migrations `free` may move.

        `left[r, t]`: capacity that the whole plan leaves on day `first_day + t`.
        """
        inside = set(free)
        migrations = tuple(sorted(inside))
        contracts = tuple(sorted({c for i in migrations for c in self.instance.releases[i]}))
        arcs = {id(arc): arc for i in migrations for arc in self._arcs_of[i]}.values()
        groups = sorted({g for i in migrations for g in self._groups_of[i]})
        cutovers = cutover_days(self.instance, plan.starts, plan.modes)
        position = {i: k for k, i in enumerate(migrations)}
        resources = _used_resources(self.instance, migrations)
        moved = {r: k for k, r in enumerate(resources)}
        bounded = {i: self.instance.migrations[i] for i in migrations}
        for arc in arcs:
            self._bound(plan, arc, inside, bounded)
        return Part(
            Instance(
                horizon_day=self.instance.horizon_day,
                migrations=tuple(_renumbered(bounded[i], moved) for i in migrations),
                contracts=tuple(self._contract(plan, c, position) for c in contracts),
                arcs=tuple(
                    replace(arc, predecessor=position[arc.predecessor], successor=position[arc.successor])
                    for arc in arcs
                    if arc.predecessor in inside and arc.successor in inside
                ),
                groups=tuple(_inner_group(self.instance.groups[g], position, cutovers) for g in groups),
                resources=tuple(self._resource(plan, r, migrations, left[r], first_day) for r in resources),
                cover_first=self.instance.cover_first,
            ),
            migrations,
            contracts,
            tuple(resources),
        )

    def _mode(self, plan: Candidate, i: int) -> ModeCase:
        return self.instance.migrations[i].modes[plan.modes[i]]

    def _bound(self, plan: Candidate, arc: Arc, inside: set[int], bounded: dict[int, MigrationCase]) -> None:
        """Turn an arc across the border into gates and limits of the migration inside."""
        if arc.predecessor not in inside:
            end = plan.starts[arc.predecessor]
            end += self._mode(plan, arc.predecessor).duration if arc.from_finish else 0
            case, day = bounded[arc.successor], end + arc.lag_days
            if arc.to_finish:
                case = replace(case, finish_gate_day=_latest(case.finish_gate_day, day))
            else:
                case = replace(case, start_gate_day=_latest(case.start_gate_day, day))
            bounded[arc.successor] = case
        elif arc.successor not in inside and not self._mode(plan, arc.successor).begun:
            end = plan.starts[arc.successor]
            end += self._mode(plan, arc.successor).duration if arc.to_finish else 0
            case, day = bounded[arc.predecessor], end - arc.lag_days
            if arc.from_finish:
                case = replace(case, latest_finish_day=_earliest(case.latest_finish_day, day))
            else:
                case = replace(case, latest_start_day=_earliest(case.latest_start_day, day))
            bounded[arc.predecessor] = case

    def _contract(self, plan: Candidate, c: int, position: dict[int, int]) -> ContractCase:
        contract = self.instance.contracts[c]
        outside = [i for i in contract.releasing if i not in position]
        needs = [plan.starts[i] + self._mode(plan, i).need_offset for i in outside]
        if contract.needed_at_least_day is not None:
            needs.append(contract.needed_at_least_day)
        return replace(
            contract,
            releasing=tuple(position[i] for i in contract.releasing if i in position),
            needed_at_least_day=max(needs, default=None),
        )

    def _resource(
        self, plan: Candidate, r: int, migrations: tuple[int, ...], left: npt.NDArray[np.int64], first_day: int
    ) -> ResourceCase:
        """Capacity for the inside: what the plan leaves plus what the inside takes in it."""
        free = left[-first_day:].copy()
        for i in migrations:
            for use in self._mode(plan, i).uses:
                if use.resource == r:
                    first, until = plan.starts[i] + use.from_offset, plan.starts[i] + use.until_offset
                    free[max(0, first) : max(0, until)] += use.amount
        free = np.minimum(free, self._capacity[r][: free.size])
        changes = np.flatnonzero(np.diff(free)) + 1
        return ResourceCase(
            self.instance.resources[r].id,
            ((0, int(free[0])), *((int(day), int(free[day])) for day in changes)),
        )


def _latest(known: int | None, day: int) -> int:
    return day if known is None else max(known, day)


def _earliest(known: int | None, day: int) -> int:
    return day if known is None else min(known, day)


def _capacity_array(resource: ResourceCase, instance: Instance) -> npt.NDArray[np.int64]:
    longest = max((mode.duration for m in instance.migrations for mode in m.modes), default=0)
    last = instance.horizon_day + 4 * longest + 10
    capacity = np.zeros(last, dtype=np.int64)
    for first, until, amount in resource.pieces(last):
        capacity[first:until] = amount
    return capacity


def _inner_group(group: GroupCase, position: dict[int, int], cutovers: list[int]) -> GroupCase:
    outside = tuple(cutovers[i] for i in group.members if i not in position)
    return GroupCase(
        members=tuple(position[i] for i in group.members if i in position),
        bridge_pounds_per_day=group.bridge_pounds_per_day,
        fixed_cutovers=(*group.fixed_cutovers, *outside),
    )
