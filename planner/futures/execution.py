"""Planned migrations carried out in another future: the serial scheme in the order of the plan (Kolisch 1996)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.domain.graph.union_find import UnionFind
from planner.plan.entries import Plan
from planner.solver.model.instance import Instance, ModeCase
from planner.solver.model.windows import allowed_starts

Interval = tuple[int, int]
"""Days from the first to the last, both included."""
Block = tuple[int, ...]
"""Migrations, by position, that have to cut over on one day."""


@dataclass(frozen=True)
class _Load:
    """An amount of a resource on days relative to the cutover day."""

    resource: int
    from_day: int
    until_day: int
    amount: int


class Execution:
    """One run of the serial scheme over the blocks of an instance: a block is what has to cut over together."""

    def __init__(self, instance: Instance, plan: Plan) -> None:
        self._instance = instance
        self.modes = tuple(_mode_positions(instance, plan))
        self._planned = [
            instance.axis.position(entry.start_day) if (entry := plan.entry_by_migration.get(migration.id)) else None
            for migration in instance.migrations
        ]
        self._allowed = [
            _intervals(allowed_starts(instance, migration, migration.modes[mode]))
            for migration, mode in zip(instance.migrations, self.modes, strict=True)
        ]
        self._free = [
            [
                capacity
                for from_day, until, capacity in resource.pieces(instance.horizon_position)
                for _ in range(from_day, until)
            ]
            for resource in instance.resources
        ]
        self._starts: dict[int, int] = {}

    def run(self) -> tuple[int, ...] | None:
        """The start of every migration; None where one finds no day."""
        for block in self._in_order(_blocks(self._instance)):
            cutover = self._first_cutover(block)
            if cutover is None:
                return None
            for load in self._loads(block):
                free = self._free[load.resource]
                for day in range(max(0, cutover + load.from_day), min(len(free), cutover + load.until_day)):
                    free[day] -= load.amount
            for i in block:
                self._starts[i] = cutover - self._mode(i).cutover_offset
        return tuple(self._starts[i] for i in range(len(self._instance.migrations)))

    def _mode(self, i: int) -> ModeCase:
        return self._instance.migrations[i].modes[self.modes[i]]

    def _in_order(self, blocks: list[Block]) -> Iterable[Block]:
        """Fixed blocks, then by planned start, none before those it waits for unless they wait for each other."""
        block_of = {i: block for block in blocks for i in block}
        waits: dict[tuple[int, ...], set[Block]] = {block: set() for block in blocks}
        for arc in self._instance.arcs:
            before, after = block_of[arc.predecessor], block_of[arc.successor]
            if before != after:
                waits[after].add(before)
        left = sorted(blocks, key=self._urgency)
        placed: set[Block] = set()
        while left:
            block = next((b for b in left if self._is_fixed(b) or waits[b] <= placed), left[0])
            left.remove(block)
            placed.add(block)
            yield block

    def _is_fixed(self, block: Block) -> bool:
        return any(self._mode(i).fixed_start_day is not None for i in block)

    def _urgency(self, block: Block) -> tuple[bool, int, str]:
        starts = [start for i in block if (start := self._planned[i]) is not None]
        return not self._is_fixed(block), min(starts, default=self._instance.horizon_position), self._name(block)

    def _name(self, block: Block) -> str:
        return min(self._instance.migrations[i].id for i in block)

    def _first_cutover(self, block: Block) -> int | None:
        """The first cutover day, from the planned one on, on which every member is allowed and finds capacity."""
        loads = self._loads(block)
        cutover: int | None = max(self._earliest_cutover(i) for i in block)
        while cutover is not None:
            later = self._next_allowed(block, cutover)
            if later is None:
                return None
            later = self._next_free(loads, later)
            if later == cutover:
                return cutover
            cutover = later
        return None

    def _earliest_cutover(self, i: int) -> int:
        """By the plan and by what is placed already."""
        mode = self._mode(i)
        planned = self._planned[i]
        start = planned if planned is not None else min((first for first, _ in self._allowed[i]), default=0)
        if mode.fixed_start_day is not None:
            return mode.fixed_start_day + mode.cutover_offset
        for arc in self._instance.arcs:
            if arc.successor == i and arc.predecessor in self._starts:
                lag = arc.start_lag(self._mode(arc.predecessor), mode)
                start = max(start, self._starts[arc.predecessor] + lag)
        return start + mode.cutover_offset

    def _next_allowed(self, block: Block, cutover: int) -> int | None:
        for i in block:
            offset = self._mode(i).cutover_offset
            start = cutover - offset
            found = next((max(first, start) for first, last in self._allowed[i] if last >= start), None)
            if found is None:
                return None
            cutover = found + offset
        return cutover

    def _next_free(self, loads: Sequence[_Load], cutover: int) -> int:
        """The cutover day itself where there is capacity, else a later one, none skipped that has it."""
        for load in loads:
            free = self._free[load.resource]
            begin, end = max(0, cutover + load.from_day), min(len(free), cutover + load.until_day)
            short = [day for day in range(begin, end) if free[day] < load.amount]
            if short:
                return short[-1] + 1 - load.from_day
        return cutover

    def _loads(self, block: Block) -> list[_Load]:
        """What the members take together, on days relative to their cutover day."""
        changes: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for i in block:
            mode = self._mode(i)
            for use in mode.uses:
                changes[use.resource][use.from_offset - mode.cutover_offset] += use.amount
                changes[use.resource][use.until_offset - mode.cutover_offset] -= use.amount
        return [load for resource, steps in changes.items() for load in _levels(resource, steps)]


def _levels(resource: int, steps: Mapping[int, int]) -> Iterable[_Load]:
    level = 0
    for from_day, until_day in pairwise(sorted(steps)):
        level += steps[from_day]
        if level > 0:
            yield _Load(resource, from_day, until_day, level)


def _mode_positions(instance: Instance, plan: Plan) -> Iterable[int]:
    """The mode the plan wants; the standard one where it is not there; the agreed one where one was agreed."""
    for migration in instance.migrations:
        entry = plan.entry_by_migration.get(migration.id)
        wanted = migration.agreed_mode or (entry.mode if entry else None)
        yield next((k for k, mode in enumerate(migration.modes) if mode.id == wanted), 0)


def _blocks(instance: Instance) -> list[Block]:
    """Migrations that have to cut over on one day, those of overlapping groups together; the others on their own."""
    joined = UnionFind(range(len(instance.migrations)))
    for group in instance.groups:
        if not group.may_split:
            joined.join(group.members)
    return [tuple(found) for found in joined.sets()]


def _intervals(domain: object) -> list[Interval]:
    bounds: list[int] = domain.flattened_intervals()  # type: ignore[attr-defined]
    return list(zip(bounds[::2], bounds[1::2], strict=True))
