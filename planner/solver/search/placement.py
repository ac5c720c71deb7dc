"""Blocks placed on the days that capacity, precedence and their own rules leave: a plan in the making."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.solver.arrays import Ints
from planner.solver.bound.blocks import Blocks
from planner.solver.bound.flat_blocks import FlatBlocks
from planner.solver.bound.lagrangian import capacity_by_day
from planner.solver.model.candidate import Candidate, cheapest_prefixes
from planner.solver.search.annealing_kernels import anneal
from planner.solver.search.placing_kernels import (
    keeps_ties,
    make_workspace,
    next_open,
    place,
    place_all,
    pounds_touching,
    take_capacity,
    window_of,
)
from planner.solver.tuning import Moves

AMPLE = 10**9


class Placement:
    """Where every block is placed, what capacity is left, and the best placement seen.

    `position[b]` is the reference position (index of the axis), -1 while not placed; `way[b]` the position of its way.
    """

    def __init__(self, blocks: Blocks, flat: FlatBlocks, moves: Moves) -> None:
        self._moves = moves
        self.blocks = blocks
        self.flat = flat
        capacity = capacity_by_day(blocks)
        self.free: Ints = np.where(np.isinf(capacity), AMPLE, capacity).astype(np.int64)
        count = len(blocks.blocks)
        self.position: Ints = np.full(count, -1, dtype=np.int64)
        self.way: Ints = np.zeros(count, dtype=np.int64)
        self._best_position: Ints = self.position.copy()
        self._best_way: Ints = self.way.copy()
        self._pounds = np.array([np.inf, np.inf])
        self._space = make_workspace(flat)

    @property
    def best_pounds(self) -> float:
        """Cost of the best placement seen, each contract with its own cheapest options."""
        return float(self._pounds[1])

    def schedule(self, order: Sequence[int]) -> bool:
        """Place all blocks serially in this order; False where one finds no day."""
        given = np.array(order, dtype=np.int64)
        if not place_all(
            self.flat, self.position, self.way, self.free, given, False, self._moves.days_tried, self._space
        ):
            return False
        self.keep()
        return True

    def put(self, b: int, way: int, position: int) -> bool:
        """Place one block just there; False where its own rules, capacity or the blocks placed already forbid it."""
        low, _ = window_of(self.flat, self.position, self.way, b, way)
        return low <= position and self._put_between(b, way, position, position + 1)

    def put_from(self, b: int, way: int, position: int) -> bool:
        """Place one block there or on the first later day that all of these leave; False where there is none."""
        return self._put_between(b, way, position, self.flat.pounds.shape[1])

    def _put_between(self, b: int, way: int, first: int, until: int) -> bool:
        low, high = window_of(self.flat, self.position, self.way, b, way)
        first, until = max(low, first), min(high, until)
        w = int(self.flat.way_from[b]) + way
        found = next_open(self.flat, self.free, w, first, until) if first < until else -1
        if found < 0:
            return False
        self.position[b], self.way[b] = found, way
        take_capacity(self.flat, self.free, w, found, -1)
        return True

    def add(self, b: int) -> bool:
        """Place one block where it adds least cost; False where it finds no day."""
        return bool(place(self.flat, self.position, self.way, self.free, b, False, self._moves.days_tried))

    def take_off(self, b: int) -> None:
        """Take one block off."""
        take_capacity(self.flat, self.free, self.flat.way_from[b] + self.way[b], self.position[b], 1)
        self.position[b] = -1

    def load(self, candidate: Candidate) -> bool:
        """Place every block as in a candidate; False (and nothing promised) where it does not fit the blocks."""
        self.clear()
        for b, block in enumerate(self.blocks.blocks):
            modes = tuple(candidate.modes[i] for i in block.members)
            way = next((w for w, way in enumerate(block.ways) if way.modes == modes), None)
            if way is None:
                return False
            start = candidate.starts[block.members[0]] - block.ways[way].shifts[0]
            self.way[b], self.position[b] = way, self.blocks.axis.index(start)
            take_capacity(self.flat, self.free, self.flat.way_from[b] + way, self.position[b], -1)
        self.keep()
        return True

    def fits(self) -> bool:
        """Whether all blocks together keep capacity and precedence."""
        return bool((self.free >= 0).all()) and bool(keeps_ties(self.flat, self.position, self.way))

    def anneal(self, flat: FlatBlocks, seed: int, steps: int, heat: float) -> None:
        """Improve the order by local search; `flat`: the blocks, or only those of an area (see `areas.within`)."""
        if flat.movable.size:
            anneal(
                flat, self.position, self.way, self.free,
                self._best_position, self._best_way, self._pounds, self._space, seed, steps, heat, self._moves,
            )  # fmt: skip

    def forget_best(self) -> float:
        """Let the current placement be the best seen; its cost."""
        self._pounds[1] = self._pounds[0]
        self._best_position[:], self._best_way[:] = self.position, self.way
        return float(self._pounds[0])

    def best(self) -> Candidate:
        """The best placement as a plan, every contract with its own cheapest options."""
        starts, modes = self.blocks.starts_and_modes(self._best_position, self._best_way)
        return Candidate(tuple(starts), tuple(modes), cheapest_prefixes(self.blocks.instance, starts, modes))

    def keep(self) -> None:
        """Count the current placement, which must be whole, and keep it if it is the best."""
        everything = np.arange(self.position.size, dtype=np.int64)
        self._pounds[0] = pounds_touching(self.flat, self.position, self.way, everything, self._space)
        if self._pounds[0] < self._pounds[1]:
            self._pounds[1] = self._pounds[0]
            self._best_position[:], self._best_way[:] = self.position, self.way

    def clear(self) -> None:
        """Take every block off."""
        for b in np.flatnonzero(self.position >= 0):
            self.take_off(int(b))
