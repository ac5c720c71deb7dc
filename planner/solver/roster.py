"""Blocks placed one by one on the days that capacity, precedence and their own rules leave: a plan in the making.

The serial schedule-generation scheme (Kolisch 1996) is `place` called in some order; local search takes blocks out and
places them again. Positions are indices of the axis.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from planner.solver.blocks import Blocks, Mask, Pounds, Way, shifted, start_lags
from planner.solver.candidate import Candidate, cheapest_prefixes
from planner.solver.instance import Instance
from planner.solver.lagrangian import capacity_by_day

FIRST_LOOK_DAYS = 192
NO_LAG = -(10**7)
AMPLE = 10**9


@dataclass(frozen=True)
class Tie:
    """A precedence of a block: the other block, whether this one waits, and lags by own way and other's way."""

    other: int
    waits: bool
    lags: tuple[tuple[int, ...], ...]


class Roster:
    """Where every block is placed (None: not yet) and what capacity is left."""

    def __init__(self, blocks: Blocks) -> None:
        self.blocks = blocks
        capacity = capacity_by_day(blocks)
        self.free = np.where(np.isinf(capacity), AMPLE, capacity).astype(np.int64)
        count = len(blocks.blocks)
        self.position: list[int | None] = [None] * count
        self.way: list[int] = [0] * count
        self.ties = _ties(blocks)
        self._rising = [[_rises(way.pounds) for way in block.ways] for block in blocks.blocks]
        self._shared_of = _contracts_by_block(blocks)
        self._bridges_of = _bridges_by_block(blocks)
        self._apart_of = _apart_by_block(blocks)

    def use(self, b: int, sign: int) -> None:
        """Take (-1) or give back (+1) what a placed block uses."""
        position = self.position[b]
        if position is None:
            raise ValueError(f"block {b} is not placed")
        for use in self.blocks.blocks[b].ways[self.way[b]].uses:
            self.free[use.resource, position + use.from_offset : position + use.until_offset] += sign * use.amount

    def put(self, b: int, way: int, position: int) -> None:
        """Place a block without asking."""
        self.position[b], self.way[b] = position, way
        self.use(b, -1)

    def take(self, b: int) -> None:
        """Take a block out."""
        self.use(b, +1)
        self.position[b] = None

    def place(self, b: int) -> bool:
        """Place a block where it adds least cost, the earliest such day; False where no day is left."""
        best: tuple[float, int, int] | None = None
        for w, way in enumerate(self.blocks.blocks[b].ways):
            found = self._cheapest_day(b, w, way)
            if found is not None and (best is None or (found[0], found[1]) < (best[0], best[1])):
                best = (found[0], found[1], w)
        if best is None:
            return False
        self.put(b, best[2], best[1])
        return True

    def window(self, b: int, w: int) -> tuple[int, int]:
        """Positions `[low, high)` that placed neighbours leave."""
        low, high = 0, self.blocks.axis.size
        for tie in self.ties[b]:
            other = self.position[tie.other]
            if other is None:
                continue
            lag = tie.lags[w][self.way[tie.other]]
            if tie.waits:
                low = max(low, other + lag)
            else:
                high = min(high, other - lag + 1)
        for other_block in self._apart_of.get(b, ()):
            if self.position[other_block] is not None:
                fixed = self.cutover(other_block) - self.blocks.blocks[b].ways[w].cutover_offset
                low, high = max(low, fixed), min(high, fixed + 1)
        return low, high

    def cutover(self, b: int) -> int:
        """Cutover of a placed block, as a position."""
        return (self.position[b] or 0) + self.blocks.blocks[b].ways[self.way[b]].cutover_offset

    def pounds_of(self, b: int, w: int, low: int, high: int) -> Pounds:
        """What placing the block on each position of `[low, high)` adds to the cost."""
        way = self.blocks.blocks[b].ways[w]
        pounds = way.pounds[low:high]
        for c in self._shared_of.get(b, ()):
            curve = self.blocks.cover_pounds[c]
            others = self._latest_need(c, b)
            own = shifted(curve, way.need_offsets[c])[low:high]
            pounds = pounds + (own if others is None else np.maximum(0.0, own - curve[others]))
        for price, members in self._bridges_of.get(b, ()):
            cutovers = [self.cutover(m) for m in members if m != b and self.position[m] is not None]
            if cutovers:
                days = np.arange(low, high) + way.cutover_offset
                pounds = pounds + price * (np.maximum(0, days - max(cutovers)) + np.maximum(0, min(cutovers) - days))
        return pounds

    def total_pounds(self) -> float:
        """Cost of the placed blocks, each contract with its own cheapest options."""
        return self.pounds_touching(range(len(self.blocks.blocks)))

    def pounds_touching(self, placed: Iterable[int]) -> float:
        """Cost of these blocks, and of the shared contracts and groups they have a part in."""
        total = 0.0
        contracts: set[int] = set()
        bridges: dict[int, tuple[int, tuple[int, ...]]] = {}
        for b in placed:
            position = self.position[b]
            if position is not None:
                total += float(self.blocks.blocks[b].ways[self.way[b]].pounds[position])
            contracts.update(self._shared_of.get(b, ()))
            bridges.update({id(bridge): bridge for bridge in self._bridges_of.get(b, ())})
        for c in contracts:
            needed = self._latest_need(c, None)
            total += 0.0 if needed is None else float(self.blocks.cover_pounds[c][needed])
        for price, members in bridges.values():
            days = [self.cutover(m) for m in members if self.position[m] is not None]
            total += price * (max(days) - min(days))
        return total

    def candidate(self) -> Candidate:
        """The plan, when every block is placed."""
        instance: Instance = self.blocks.instance
        starts, modes = [0] * len(instance.migrations), [0] * len(instance.migrations)
        for b, block in enumerate(self.blocks.blocks):
            way, position = block.ways[self.way[b]], self.position[b]
            if position is None:
                raise ValueError(f"block {b} is not placed")
            for i, mode, shift in zip(block.members, way.modes, way.shifts, strict=True):
                starts[i], modes[i] = self.blocks.axis.first_day + position + shift, mode
        return Candidate(tuple(starts), tuple(modes), cheapest_prefixes(instance, starts, modes))

    def load(self, candidate: Candidate) -> bool:
        """Place every block as in a candidate; False (and nothing promised) where it does not fit the blocks."""
        for b, block in enumerate(self.blocks.blocks):
            modes = tuple(candidate.modes[i] for i in block.members)
            way = next((w for w, way in enumerate(block.ways) if way.modes == modes), None)
            if way is None:
                return False
            start = candidate.starts[block.members[0]] - block.ways[way].shifts[0]
            self.put(b, way, self.blocks.axis.index(start))
        return True

    def _cheapest_day(self, b: int, w: int, way: Way) -> tuple[float, int] | None:
        low, high = self.window(b, w)
        if self._rising[b][w] and b not in self._bridges_of:
            near = min(high, low + FIRST_LOOK_DAYS)
            while low < high:
                found = self._first_open(way, low, near)
                if found is not None:
                    return float(self.pounds_of(b, w, found, found + 1)[0]), found
                low, near = near, min(high, near + 4 * (near - low))
            return None
        if low >= high:
            return None
        pounds = np.where(self._open(way, low, high), self.pounds_of(b, w, low, high), np.inf)
        position = int(np.argmin(pounds))
        return (float(pounds[position]), low + position) if np.isfinite(pounds[position]) else None

    def _first_open(self, way: Way, low: int, high: int) -> int | None:
        if high <= low:
            return None
        open_days = self._open(way, low, high)
        position = int(np.argmax(open_days))
        return low + position if open_days[position] else None

    def _open(self, way: Way, low: int, high: int) -> Mask:
        """Positions of `[low, high)` that rules for single migrations and capacity leave."""
        result = way.allowed[low:high].copy()
        size = self.free.shape[1]
        for use in way.uses:
            first, last = low + use.from_offset, min(size, high - 1 + use.until_offset)
            short = self.free[use.resource, first:last] < use.amount
            if short.any():
                blocked = np.zeros(high - low + use.until_offset - use.from_offset, dtype=np.int32)
                np.cumsum(short, out=blocked[1 : short.size + 1])
                blocked[short.size + 1 :] = blocked[short.size]
                length = use.until_offset - use.from_offset
                result &= blocked[length : length + high - low] == blocked[: high - low]
        return result

    def _latest_need(self, c: int, without: int | None) -> int | None:
        needs = [
            position + self.blocks.blocks[b].ways[self.way[b]].need_offsets[c]
            for b in self.blocks.shared[c]
            if b != without and (position := self.position[b]) is not None
        ]
        return min(max(needs), self.blocks.axis.size - 1) if needs else None


def serial_schedule(blocks: Blocks, order: Iterable[int]) -> Roster | None:
    """Place the blocks in this order, each after those it waits for; None where one finds no day."""
    roster = Roster(blocks)
    for b in with_predecessors_first(roster.ties, order):
        if not roster.place(b):
            return None
    return roster


def with_predecessors_first(ties: Sequence[Sequence[Tie]], order: Iterable[int]) -> list[int]:
    """The order, changed so that every block comes after all it waits for."""
    done: set[int] = set()
    result: list[int] = []
    for b in order:
        stack = [b]
        while stack:
            top = stack[-1]
            waiting = [tie.other for tie in ties[top] if tie.waits and tie.other not in done and tie.other not in stack]
            if waiting:
                stack.append(waiting[0])
                continue
            stack.pop()
            if top not in done:
                done.add(top)
                result.append(top)
    return result


def _rises(pounds: Pounds) -> bool:
    finite = pounds[np.isfinite(pounds)]
    return bool(np.all(np.diff(finite) >= 0))


def _ties(blocks: Blocks) -> list[list[Tie]]:
    ties: list[list[Tie]] = [[] for _ in blocks.blocks]
    for arc in blocks.instance.arcs:
        p, s = blocks.block_of[arc.predecessor], blocks.block_of[arc.successor]
        if p == s:
            continue
        before, after = blocks.blocks[p].ways, blocks.blocks[s].ways
        member = blocks.blocks[s].members.index(arc.successor)
        modes = blocks.instance.migrations[arc.successor].modes
        lags = [
            [NO_LAG if modes[a.modes[member]].begun else start_lags(blocks, arc, b, a) for b in before] for a in after
        ]
        ties[s].append(Tie(p, True, tuple(map(tuple, lags))))
        ties[p].append(Tie(s, False, tuple(zip(*lags, strict=True))))
    return ties


def _contracts_by_block(blocks: Blocks) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for c, sharing in blocks.shared.items():
        for b in sharing:
            found.setdefault(b, []).append(c)
    return found


def _bridges_by_block(blocks: Blocks) -> dict[int, list[tuple[int, tuple[int, ...]]]]:
    found: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
    for group in blocks.bridged:
        members = tuple({blocks.block_of[i] for i in group.members})
        bridge = (group.bridge_pounds_per_day or 0, members)
        for b in members:
            found.setdefault(b, []).append(bridge)
    return found


def _apart_by_block(blocks: Blocks) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for group in blocks.apart:
        members = {blocks.block_of[i] for i in group.members}
        for b in members:
            found.setdefault(b, set()).update(members - {b})
    return found
