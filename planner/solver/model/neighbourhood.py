"""A neighbourhood of a plan as an instance of its own.

Everything outside stays as in the plan: it takes its capacity, bounds the starts of its predecessors and successors inside,
keeps its contracts needed and its group's cutover days. What is cheaper inside is cheaper outside by the same pounds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from planner.domain.migrations import Anchor, AnchorDays
from planner.solver.model.candidate import Candidate, cutover_positions
from planner.solver.model.cover import ContractCase
from planner.solver.model.instance import Arc, GroupCase, Instance, MigrationCase, ModeCase, ResourceCase
from planner.solver.model.parts import Part, renumbered, used_resources


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

    def around(self, plan: Candidate, free: Sequence[int]) -> Part:
        """As `make`, for those who have not counted yet what the plan leaves of the capacity."""
        return self.make(plan, free, self._left(plan), 0)

    def _left(self, plan: Candidate) -> npt.NDArray[np.int64]:
        """Capacity that the plan leaves of every resource on every day; below 0 where it takes too much."""
        left = np.array(self._capacity, dtype=np.int64)
        for i, start in enumerate(plan.starts):
            for use in self._mode(plan, i).uses:
                left[use.resource, max(0, start + use.from_offset) : max(0, start + use.until_offset)] -= use.amount
        return left

    def make(self, plan: Candidate, free: Sequence[int], left: npt.NDArray[np.int64], first_day: int) -> Part:
        """The neighbourhood in which the migrations `free` may move.

        `left[r, t]`: capacity that the whole plan leaves on day `first_day + t`.
        """
        inside = set(free)
        migrations = tuple(sorted(inside))
        contracts = tuple(sorted({c for i in migrations for c in self.instance.releases[i]}))
        arcs = {id(arc): arc for i in migrations for arc in self._arcs_of[i]}.values()
        groups = sorted({g for i in migrations for g in self._groups_of[i]})
        cutovers = cutover_positions(self.instance, plan.starts, plan.modes)
        position = {i: k for k, i in enumerate(migrations)}
        resources = used_resources(self.instance, migrations)
        moved = {r: k for k, r in enumerate(resources)}
        bounded = {i: self.instance.migrations[i] for i in migrations}
        for arc in arcs:
            self._bound(plan, arc, inside, bounded)
        return Part(
            Instance(
                horizon_day=self.instance.horizon_day,
                axis=self.instance.axis,
                migrations=tuple(renumbered(bounded[i], moved) for i in migrations),
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
            day = self._anchor_day(plan, arc.predecessor, arc.leaves) + arc.lag_days
            case = bounded[arc.successor]
            bounded[arc.successor] = replace(case, gates=_narrowed(case.gates, arc.arrives, day, max))
        elif arc.successor not in inside and not self._mode(plan, arc.successor).begun:
            day = self._anchor_day(plan, arc.successor, arc.arrives) - arc.lag_days
            case = bounded[arc.predecessor]
            bounded[arc.predecessor] = replace(case, latest=_narrowed(case.latest, arc.leaves, day, min))

    def _anchor_day(self, plan: Candidate, i: int, anchor: Anchor) -> int:
        return plan.starts[i] + self._mode(plan, i).offset(anchor)

    def _contract(self, plan: Candidate, c: int, position: dict[int, int]) -> ContractCase:
        contract = self.instance.contracts[c]
        outside = [i for i in contract.releasing if i not in position]
        needs = [self.instance.need_day(self._mode(plan, i), plan.starts[i]) for i in outside]
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


def _narrowed(days: AnchorDays, anchor: Anchor, day: int, tighter: Callable[[int, int], int]) -> AnchorDays:
    """The days with one more for an anchor; of two for one anchor the tighter holds."""
    known = dict(days)
    known[anchor] = tighter(known[anchor], day) if anchor in known else day
    return tuple((anchor, known[anchor]) for anchor in Anchor if anchor in known)


def _capacity_array(resource: ResourceCase, instance: Instance) -> npt.NDArray[np.int64]:
    longest = max((mode.duration for m in instance.migrations for mode in m.modes), default=0)
    last = instance.horizon_position + 4 * longest + 10
    capacity = np.zeros(last, dtype=np.int64)
    for first, until, amount in resource.pieces(last):
        capacity[first:until] = amount
    return capacity


def _inner_group(group: GroupCase, position: dict[int, int], cutovers: list[int]) -> GroupCase:
    outside = tuple(cutovers[i] for i in group.members if i not in position)
    return replace(
        group,
        members=tuple(position[i] for i in group.members if i in position),
        fixed_cutovers=(*group.fixed_cutovers, *outside),
    )
