"""Precedence between blocks as a forest, so that the cheapest starts under prices are found exactly.

Arcs that would close a cycle (without regard to direction) are left out; leaving out a constraint only lowers a bound.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from planner.solver.blocks import Blocks, Pounds, start_lags
from planner.solver.instance import Arc

Days = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Branch:
    """A block and the one nearer to the root it is tied to; `arc` runs from or to it."""

    block: int
    towards_root: int
    arc: Arc
    waits: bool
    """Whether the block is the successor of the arc."""


@dataclass(frozen=True)
class Forest:
    """`branches` from the leaves to the roots; `roots` are the blocks without a branch."""

    branches: tuple[Branch, ...]
    roots: tuple[int, ...]


def spanning_forest(blocks: Blocks) -> Forest:
    """A spanning forest of the arcs between blocks, in the order of the arcs."""
    neighbours: dict[int, list[tuple[int, Arc]]] = defaultdict(list)
    leader = list(range(len(blocks.blocks)))

    def find(b: int) -> int:
        while leader[b] != b:
            leader[b] = leader[leader[b]]
            b = leader[b]
        return b

    for arc in blocks.instance.arcs:
        p, s = blocks.block_of[arc.predecessor], blocks.block_of[arc.successor]
        if any(mode.begun for mode in blocks.instance.migrations[arc.successor].modes):
            continue
        if find(p) != find(s):
            leader[find(p)] = find(s)
            neighbours[p].append((s, arc))
            neighbours[s].append((p, arc))
    return _rooted(blocks, neighbours)


def _rooted(blocks: Blocks, neighbours: dict[int, list[tuple[int, Arc]]]) -> Forest:
    seen = [False] * len(blocks.blocks)
    outwards: list[Branch] = []
    roots: list[int] = []
    for root in range(len(blocks.blocks)):
        if seen[root]:
            continue
        roots.append(root)
        seen[root] = True
        stack = [root]
        while stack:
            near = stack.pop()
            for far, arc in neighbours[near]:
                if not seen[far]:
                    seen[far] = True
                    outwards.append(Branch(far, near, arc, waits=blocks.block_of[arc.successor] == far))
                    stack.append(far)
    return Forest(tuple(reversed(outwards)), tuple(roots))


@dataclass
class Choice:
    """The cheapest way and reference position of every block under given costs, and their sum."""

    pounds: float
    ways: list[int]
    positions: list[int]


@dataclass
class _Message:
    """What a block tells the one nearer to the root: its least cost, and where, by the start of the other."""

    pounds: list[Pounds]
    ways: list[npt.NDArray[np.int8]]
    positions: list[npt.NDArray[np.generic]]


@dataclass
class ForestProgramme:
    """Dynamic programme over a forest: exact least cost of starts that keep its arcs.

    Complexity: days × ways² for each branch.
    """

    blocks: Blocks
    forest: Forest
    _lags: dict[int, list[list[int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for branch in self.forest.branches:
            far, near = self.blocks.blocks[branch.block], self.blocks.blocks[branch.towards_root]
            self._lags[branch.block] = [
                [
                    start_lags(self.blocks, branch.arc, n, f)
                    if branch.waits
                    else start_lags(self.blocks, branch.arc, f, n)
                    for f in far.ways
                ]
                for n in near.ways
            ]

    def cheapest(self, costs: list[list[Pounds]]) -> Choice:
        """The cheapest choice when block b in way w with reference position t costs `costs[b][w][t]`.

        The arrays of blocks that others lean on are overwritten.
        """
        messages: dict[int, _Message] = {}
        for branch in self.forest.branches:
            message = self._message(branch, costs[branch.block])
            messages[branch.block] = message
            for total, pounds in zip(costs[branch.towards_root], message.pounds, strict=True):
                total += pounds
        return self._read(costs, messages)

    def least_with(self, costs: list[list[Pounds]]) -> list[list[Pounds]]:
        """For every block, way and position: the least total of its tree when the block starts just there.

        The sum over all trees is the least total at the cheapest positions. Overwrites `costs`.
        """
        upward: dict[int, _Message] = {}
        for branch in self.forest.branches:
            upward[branch.block] = message = self._message(branch, costs[branch.block])
            for total, pounds in zip(costs[branch.towards_root], message.pounds, strict=True):
                total += pounds
        for branch in reversed(self.forest.branches):
            with np.errstate(invalid="ignore"):
                without = [
                    np.where(np.isfinite(total), total - pounds, np.inf)
                    for total, pounds in zip(costs[branch.towards_root], upward[branch.block].pounds, strict=True)
                ]
            best = [_running_best(pounds, backwards=not branch.waits)[0] for pounds in without]
            for w, total in enumerate(costs[branch.block]):
                seen = [
                    _moved(values, values, -lags[w] if branch.waits else lags[w], backwards=not branch.waits)[0]
                    for values, lags in zip(best, self._lags[branch.block], strict=True)
                ]
                total += np.min(seen, axis=0)
        return costs

    def _message(self, branch: Branch, costs: list[Pounds]) -> _Message:
        best = [_running_best(pounds, backwards=branch.waits) for pounds in costs]
        message = _Message([], [], [])
        for lags in self._lags[branch.block]:
            moved = [
                _moved(values, places, lag if branch.waits else -lag, backwards=branch.waits)
                for (values, places), lag in zip(best, lags, strict=True)
            ]
            pounds, places = moved[0]
            ways = np.zeros(pounds.size, dtype=np.int8)
            for w, (other, other_places) in enumerate(moved[1:], start=1):
                better = other < pounds
                pounds = np.where(better, other, pounds)
                places = np.where(better, other_places, places)
                ways[better] = w
            message.pounds.append(pounds)
            message.ways.append(ways)
            message.positions.append(places)
        return message

    def _read(self, costs: list[list[Pounds]], messages: dict[int, _Message]) -> Choice:
        count = len(costs)
        choice = Choice(0.0, [0] * count, [0] * count)
        for root in self.forest.roots:
            positions = [int(np.argmin(pounds)) for pounds in costs[root]]
            values = [float(pounds[t]) for pounds, t in zip(costs[root], positions, strict=True)]
            way = min(range(len(values)), key=values.__getitem__)
            choice.ways[root], choice.positions[root] = way, positions[way]
            choice.pounds += values[way]
        for branch in reversed(self.forest.branches):
            way, position = choice.ways[branch.towards_root], choice.positions[branch.towards_root]
            message = messages[branch.block]
            choice.ways[branch.block] = int(message.ways[way][position])
            choice.positions[branch.block] = int(message.positions[way][position])
        return choice


def _running_best(pounds: Pounds, *, backwards: bool) -> tuple[Pounds, npt.NDArray[np.int32]]:
    """Least cost at or after each position (backwards), or at or before it, and where it is reached."""
    values = pounds[::-1] if backwards else pounds
    best = np.minimum.accumulate(values)
    fresh = np.empty(values.size, dtype=bool)
    fresh[0] = True
    np.less(values[1:], best[:-1], out=fresh[1:])
    places = np.maximum.accumulate(np.where(fresh, np.arange(values.size, dtype=np.int32), 0))
    if backwards:
        return best[::-1], (values.size - 1 - places)[::-1].astype(np.int32)
    return best, places.astype(np.int32)


def _moved(
    values: Pounds, places: npt.NDArray[np.generic], lag: int, *, backwards: bool
) -> tuple[Pounds, npt.NDArray[np.generic]]:
    """Values seen from a start `lag` days earlier (negative: later); infinite where nothing is left to choose."""
    size = values.size
    index = np.arange(size) + lag
    if backwards:
        outside, index = index >= size, np.clip(index, 0, size - 1)
    else:
        outside, index = index < 0, np.clip(index, 0, size - 1)
    moved = values[index]
    if outside.any():
        moved = moved.copy()
        moved[outside] = np.inf
    return moved, places[index]
