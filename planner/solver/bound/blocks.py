"""Migrations as blocks for list schedules and the Lagrangian bound.

A block is a migration, or a group that must share one cutover day (its members then move together: one decision). A way
is one choice of modes for the members. Arrays run over the days `[axis.first_day, axis.until_day)` of the block's
reference start; a member starts `shift` days after the reference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
import numpy.typing as npt

from planner.solver.model.cover import ContractCase
from planner.solver.model.instance import Arc, GroupCase, Instance, ModeCase, Use
from planner.solver.model.windows import allowed_starts

Pounds = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

MOST_WAYS = 32
"""Mode combinations of a group above which its members stay blocks of their own (see `Blocks.apart`)."""


@dataclass(frozen=True)
class Axis:
    """The days the arrays run over."""

    first_day: int
    until_day: int

    @property
    def size(self) -> int:
        return self.until_day - self.first_day

    def index(self, day: int) -> int:
        """Position of a day."""
        return day - self.first_day


@dataclass(frozen=True)
class Way:
    """One way to run a block: a mode and a shift for every member, and what that uses and costs by reference day.

    `allowed`: reference days that the rules for single migrations leave. `pounds`: terms that depend on this block alone
    (modes, delay, and cover of the contracts that only this block releases); infinite where not allowed.
    `need_offsets`: reference day + this = end of need, for every contract the block releases.
    """

    modes: tuple[int, ...]
    shifts: tuple[int, ...]
    uses: tuple[Use, ...]
    allowed: Mask
    pounds: Pounds
    need_offsets: dict[int, int]
    cutover_offset: int


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
            (group.bridge_pounds_per_day, tuple(members))
            for group, members in split
            if group.bridge_pounds_per_day and len(members) > 1
        )

    @cached_property
    def cover_pounds(self) -> dict[int, Pounds]:
        """`f_c` over the axis for every shared contract."""
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


def cover_curve(contract: ContractCase, axis: Axis) -> Pounds:
    """`f_c(day)` for the days of the axis."""
    days = np.arange(axis.first_day, axis.until_day, dtype=np.float64)
    return np.min([_prefix_curve(contract, prefix, days) for prefix in contract.prefixes], axis=0)  # type: ignore[no-any-return]


def _prefix_curve(contract: ContractCase, prefix: int, days: Pounds) -> Pounds:
    exposure = contract.exposure_pounds_per_day * np.maximum(0.0, days - contract.covered_until_day(prefix))
    if prefix == 0:
        return exposure
    link = contract.links[prefix - 1]
    before = contract.extension_pounds(prefix, 10**7) - link.full_pounds
    paid_days = np.clip(days - link.begin_day, link.minimum_days, link.length_days)
    part = np.minimum(link.annual_part_pounds, paid_days * link.daily_pounds)
    part = np.where(paid_days >= link.length_days, link.annual_part_pounds, part)
    return exposure + before + link.fee_pounds + part


def make_blocks(instance: Instance) -> Blocks:
    """The blocks of an instance; a block without ways says that there is no plan."""
    axis = _axis(instance)
    members, apart = _memberships(instance)
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


def _axis(instance: Instance) -> Axis:
    modes = [mode for migration in instance.migrations for mode in migration.modes]
    first = min([0, *(mode.fixed_start_day for mode in modes if mode.fixed_start_day is not None)])
    longest = max((max(mode.duration, mode.need_offset) for mode in modes), default=0)
    return Axis(first - longest, instance.horizon_day + longest + 2)


def _memberships(instance: Instance) -> tuple[list[tuple[int, ...]], tuple[GroupCase, ...]]:
    """Members of every block, and the groups that stay apart."""
    together: dict[int, tuple[int, ...]] = {}
    apart: list[GroupCase] = []
    for group in instance.groups:
        if group.bridge_pounds_per_day is not None:
            continue
        merged = tuple(sorted({j for i in group.members for j in together.get(i, (i,))}))
        ways = 1
        for i in merged:
            ways *= len(instance.migrations[i].modes)
        if ways > MOST_WAYS:
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
    ways = [_way(instance, axis, members, modes, curves) for modes in _mode_choices(instance, members)]
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


def _way(
    instance: Instance, axis: Axis, members: tuple[int, ...], modes: tuple[int, ...], curves: dict[int, Pounds]
) -> Way:
    chosen = [instance.migrations[i].modes[k] for i, k in zip(members, modes, strict=True)]
    cutover_offset = max(mode.cutover_offset for mode in chosen)
    shifts = tuple(cutover_offset - mode.cutover_offset for mode in chosen)
    allowed = np.ones(axis.size, dtype=bool)
    pounds = np.zeros(axis.size)
    need_offsets: dict[int, int] = {}
    for i, mode, shift in zip(members, chosen, shifts, strict=True):
        allowed &= _allowed_mask(instance, axis, i, mode, shift)
        pounds += _own_pounds(instance, axis, i, mode, shift)
        for c in instance.releases[i]:
            need_offsets[c] = max(need_offsets.get(c, -(10**6)), shift + mode.need_offset)
    for c, offset in need_offsets.items():
        if c in curves:
            pounds += shifted(curves[c], offset)
    uses = merged_uses(use for mode, shift in zip(chosen, shifts, strict=True) for use in _at(mode, shift))
    allowed &= _fits_alone(instance, axis, uses)
    pounds[~allowed] = np.inf
    return Way(modes, shifts, uses, allowed, pounds, need_offsets, cutover_offset)


def _at(mode: ModeCase, shift: int) -> Iterator[Use]:
    for use in mode.uses:
        yield Use(use.resource, use.from_offset + shift, use.until_offset + shift, use.amount)


def merged_uses(uses: Iterator[Use]) -> tuple[Use, ...]:
    """The same demand with touching or overlapping uses of a resource made into level pieces that do not overlap."""
    changes: dict[int, dict[int, int]] = {}
    for use in uses:
        steps = changes.setdefault(use.resource, {})
        steps[use.from_offset] = steps.get(use.from_offset, 0) + use.amount
        steps[use.until_offset] = steps.get(use.until_offset, 0) - use.amount
    pieces: list[Use] = []
    for resource, steps in sorted(changes.items()):
        level, since = 0, 0
        for offset in sorted(offset for offset, change in steps.items() if change):
            if level:
                pieces.append(Use(resource, since, offset, level))
            level, since = level + steps[offset], offset
    return tuple(pieces)


def _fits_alone(instance: Instance, axis: Axis, uses: tuple[Use, ...]) -> Mask:
    """Reference days on which capacity would do if nobody else used it."""
    fits = np.ones(axis.size, dtype=bool)
    for use in uses:
        resource = instance.resources[use.resource]
        for first, until, capacity in resource.pieces(axis.until_day):
            if capacity < use.amount:
                low, high = axis.index(first) - use.until_offset + 1, axis.index(until) - use.from_offset
                fits[max(0, low) : max(0, high)] = False
    return fits


def _allowed_mask(instance: Instance, axis: Axis, i: int, mode: ModeCase, shift: int) -> Mask:
    """Reference days on which the member may start."""
    mask = np.zeros(axis.size, dtype=bool)
    domain = allowed_starts(instance, instance.migrations[i], mode)
    for first, last in zip(*[iter(domain.flattened_intervals())] * 2, strict=True):
        low = max(0, axis.index(first - shift))
        mask[low : max(low, axis.index(last - shift) + 1)] = True
    return mask


def _own_pounds(instance: Instance, axis: Axis, i: int, mode: ModeCase, shift: int) -> Pounds:
    migration = instance.migrations[i]
    cutovers = np.arange(axis.first_day, axis.until_day, dtype=np.float64) + shift + mode.cutover_offset
    late = migration.benefit_pounds * np.maximum(0.0, cutovers - migration.due_day)
    pounds: Pounds = mode.extra_pounds + late + migration.running_pounds * np.maximum(0.0, cutovers)
    if mode.start_pounds:
        starts = np.arange(axis.first_day, axis.until_day) + shift
        pounds += np.array(mode.start_pounds, dtype=np.float64)[np.clip(starts, 0, len(mode.start_pounds) - 1)]
    return pounds


def shifted(curve: Pounds, offset: int) -> Pounds:
    """`result[t] = curve[t + offset]`; beyond the end of the axis the last value."""
    if offset <= 0:
        return np.concatenate([np.full(-offset, curve[0]), curve[: curve.size + offset]])
    return np.concatenate([curve[offset:], np.full(min(offset, curve.size), curve[-1])])


def start_lags(blocks: Blocks, arc: Arc, before: Way, after: Way) -> int:
    """Least days between the reference days of two ways that keep an arc between their blocks."""
    p = blocks.blocks[blocks.block_of[arc.predecessor]].members.index(arc.predecessor)
    s = blocks.blocks[blocks.block_of[arc.successor]].members.index(arc.successor)
    migrations = blocks.instance.migrations
    lag = arc.start_lag(
        migrations[arc.predecessor].modes[before.modes[p]], migrations[arc.successor].modes[after.modes[s]]
    )
    return lag + before.shifts[p] - after.shifts[s]
