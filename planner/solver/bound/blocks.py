"""Migrations as blocks for list schedules and the Lagrangian bound.

A block is a migration, or a group that must share one cutover day (its members then move together: one decision). A way
is one choice of modes for the members. Arrays run over the positions `[axis.first_day, axis.until_day)` of the block's
reference start; a member starts `shift` positions after the reference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from planner.solver.arrays import Ints, Pounds
from planner.solver.bound.ways import Axis, Way, axis_of, cover_curve, make_way
from planner.solver.model.instance import Arc, GroupCase, Instance


@dataclass(frozen=True)
class Block:
    """Members (positions of migrations) that move together, and the ways to do so."""

    members: tuple[int, ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Blocks:
    """All blocks of an instance.

    `block_of[i]`: the block of migration i. `shared`: contracts released by several blocks, with those blocks.
    `apart`: groups with one cutover day whose members are blocks of their own because they have too many ways together.
    """

    instance: Instance
    axis: Axis
    blocks: tuple[Block, ...]
    block_of: tuple[int, ...]
    shared: dict[int, tuple[int, ...]]
    apart: tuple[GroupCase, ...]

    @cached_property
    def bridges(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """Price per day and blocks of every group that may be split; a group inside one block cannot be apart."""
        split = ((group, sorted({self.block_of[i] for i in group.members})) for group in self.instance.groups)
        return tuple(
            (group.spread_pounds_per_day, tuple(members))
            for group, members in split
            if group.spread_pounds_per_day and len(members) > 1
        )

    @cached_property
    def cover_pounds(self) -> dict[int, Pounds]:
        """`f_c` over the days of needs for every shared contract."""
        return {c: cover_curve(self.instance.contracts[c], self.axis) for c in self.shared}

    def starts_and_modes(self, position: Ints, way: Ints) -> tuple[list[int], list[int]]:
        """Start day and mode of every migration, given the reference position and the way of every block."""
        starts, modes = [0] * len(self.instance.migrations), [0] * len(self.instance.migrations)
        for block, at, chosen in zip(self.blocks, position, way, strict=True):
            taken = block.ways[chosen]
            for i, mode, shift in zip(block.members, taken.modes, taken.shifts, strict=True):
                starts[i], modes[i] = self.axis.first_day + int(at) + shift, mode
        return starts, modes

    @property
    def constant_pounds(self) -> int:
        """Cost of the contracts no block releases: those without a route."""
        return sum(c.least_pounds(self.instance.horizon_day) for c in self.instance.contracts if c.no_route)


def make_blocks(instance: Instance, most_ways: int) -> Blocks:
    """The blocks of an instance; a block without ways says that there is no plan.

    Members of a group with more than `most_ways` combinations of modes stay blocks of their own (see `Blocks.apart`).
    """
    axis = axis_of(instance)
    members, apart = _memberships(instance, most_ways)
    block_of = [0] * len(instance.migrations)
    for b, migrations in enumerate(members):
        for i in migrations:
            block_of[i] = b
    releasing = {c: tuple(sorted({block_of[i] for i in k.releasing})) for c, k in enumerate(instance.contracts)}
    shared = {c: blocks for c, blocks in releasing.items() if len(blocks) > 1}
    curves = {c: cover_curve(instance.contracts[c], axis) for c, blocks in releasing.items() if len(blocks) == 1}
    inner = _arcs_inside(instance, block_of)
    blocks = tuple(_block(instance, axis, migrations, curves, inner[b]) for b, migrations in enumerate(members))
    return Blocks(instance, axis, blocks, tuple(block_of), shared, apart)


def _arcs_inside(instance: Instance, block_of: list[int]) -> dict[int, list[Arc]]:
    """Arcs between members of one block."""
    inner: dict[int, list[Arc]] = defaultdict(list)
    for arc in instance.arcs:
        if block_of[arc.predecessor] == block_of[arc.successor]:
            inner[block_of[arc.predecessor]].append(arc)
    return inner


def _memberships(instance: Instance, most_ways: int) -> tuple[list[tuple[int, ...]], tuple[GroupCase, ...]]:
    """Members of every block, and the groups that stay apart."""
    together: dict[int, tuple[int, ...]] = {}
    apart: list[GroupCase] = []
    for group in instance.groups:
        if group.may_split:
            continue
        merged = tuple(sorted({j for i in group.members for j in together.get(i, (i,))}))
        ways = 1
        for i in merged:
            ways *= len(instance.migrations[i].modes)
        if ways > most_ways:
            apart.append(group)
        else:
            together.update(dict.fromkeys(merged, merged))
    seen: set[int] = set()
    members: list[tuple[int, ...]] = []
    for i in range(len(instance.migrations)):
        if i not in seen:
            members.append(together.get(i, (i,)))
            seen.update(members[-1])
    return members, tuple(apart)


def _block(
    instance: Instance, axis: Axis, members: tuple[int, ...], curves: dict[int, Pounds], inside: Sequence[Arc]
) -> Block:
    ways = [make_way(instance, axis, members, modes, curves) for modes in _mode_choices(instance, members)]
    return Block(members, tuple(way for way in ways if way.allowed.any() and _keeps(instance, members, way, inside)))


def _keeps(instance: Instance, members: tuple[int, ...], way: Way, inside: Sequence[Arc]) -> bool:
    """Whether the shifts of the members keep the arcs between them."""
    for arc in inside:
        p, s = members.index(arc.predecessor), members.index(arc.successor)
        before = instance.migrations[arc.predecessor].modes[way.modes[p]]
        after = instance.migrations[arc.successor].modes[way.modes[s]]
        if not after.begun and way.shifts[s] - way.shifts[p] < arc.start_lag(before, after):
            return False
    return True


def _mode_choices(instance: Instance, members: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    return product(*(range(len(instance.migrations[i].modes)) for i in members))


def start_lags(blocks: Blocks, arc: Arc, before: Way, after: Way) -> int:
    """Least days between the reference days of two ways that keep an arc between their blocks."""
    p = blocks.blocks[blocks.block_of[arc.predecessor]].members.index(arc.predecessor)
    s = blocks.blocks[blocks.block_of[arc.successor]].members.index(arc.successor)
    migrations = blocks.instance.migrations
    lag = arc.start_lag(
        migrations[arc.predecessor].modes[before.modes[p]], migrations[arc.successor].modes[after.modes[s]]
    )
    return lag + before.shifts[p] - after.shifts[s]
