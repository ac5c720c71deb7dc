"""Precedence between blocks as a forest, so that the cheapest starts under prices are found exactly.

Arcs that would close a cycle (without regard to direction) are left out; leaving out a constraint only lowers a bound.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from planner.solver.blocks import Blocks, Pounds, start_lags
from planner.solver.instance import Arc


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


Messages = dict[int, list[Pounds]]
"""For a block, what it adds to the one nearer to the root: by way and position of that one."""


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
        self._gather(costs)
        count = len(costs)
        choice = Choice(0.0, [0] * count, [0] * count)
        for root in self.forest.roots:
            pounds, way, position = min(_least(array, w, 0, array.size) for w, array in enumerate(costs[root]))
            choice.ways[root], choice.positions[root] = way, position
            choice.pounds += pounds
        for branch in reversed(self.forest.branches):
            choice.ways[branch.block], choice.positions[branch.block] = self._answer(branch, costs, choice)
        return choice

    def least_with(self, costs: list[list[Pounds]]) -> list[list[Pounds]]:
        """For every block, way and position: the least total of its tree when the block starts just there.

        Overwrites `costs`, which is returned.
        """
        upward = self._gather(costs)
        for branch in reversed(self.forest.branches):
            with np.errstate(invalid="ignore"):
                without = [
                    np.where(np.isfinite(total), total - pounds, np.inf)
                    for total, pounds in zip(costs[branch.towards_root], upward[branch.block], strict=True)
                ]
            best = [_running_least(pounds, backwards=not branch.waits) for pounds in without]
            for w, total in enumerate(costs[branch.block]):
                seen = [
                    _seen_from(values, -lags[w] if branch.waits else lags[w], backwards=not branch.waits)
                    for values, lags in zip(best, self._lags[branch.block], strict=True)
                ]
                total += np.min(seen, axis=0)
        return costs

    def _gather(self, costs: list[list[Pounds]]) -> Messages:
        """Add up the trees from the leaves to the roots."""
        messages: Messages = {}
        for branch in self.forest.branches:
            messages[branch.block] = message = self._message(branch, costs[branch.block])
            for total, pounds in zip(costs[branch.towards_root], message, strict=True):
                total += pounds
        return messages

    def _message(self, branch: Branch, costs: list[Pounds]) -> list[Pounds]:
        best = [_running_least(pounds, backwards=branch.waits) for pounds in costs]
        message: list[Pounds] = []
        for lags in self._lags[branch.block]:
            seen = [
                _seen_from(values, lag if branch.waits else -lag, backwards=branch.waits)
                for values, lag in zip(best, lags, strict=True)
            ]
            message.append(seen[0] if len(seen) == 1 else np.min(seen, axis=0))
        return message

    def _answer(self, branch: Branch, costs: list[list[Pounds]], choice: Choice) -> tuple[int, int]:
        """Way and position of a block once the one nearer to the root is known."""
        near = choice.positions[branch.towards_root]
        lags = self._lags[branch.block][choice.ways[branch.towards_root]]
        options = []
        for w, (array, lag) in enumerate(zip(costs[branch.block], lags, strict=True)):
            low, high = (max(0, near + lag), array.size) if branch.waits else (0, near - lag + 1)
            if low < min(high, array.size):
                options.append(_least(array, w, low, min(high, array.size)))
        return min(options)[1:] if options else (0, 0)


def _least(array: Pounds, way: int, low: int, high: int) -> tuple[float, int, int]:
    position = low + int(np.argmin(array[low:high]))
    return float(array[position]), way, position


def _running_least(pounds: Pounds, *, backwards: bool) -> Pounds:
    """Least cost at or after each position (backwards), or at or before it."""
    if backwards:
        return np.minimum.accumulate(pounds[::-1])[::-1]
    return np.minimum.accumulate(pounds)


def _seen_from(values: Pounds, lag: int, *, backwards: bool) -> Pounds:
    """`result[t] = values[t + lag]`; beyond the ends the nearest value where that is still a choice, else infinite."""
    size = values.size
    if lag >= size or lag <= -size:
        inside = (lag < 0) == backwards
        return np.full(size, values[0 if lag < 0 else -1] if inside else np.inf)
    if lag >= 0:
        return np.concatenate([values[lag:], np.full(lag, np.inf if backwards else values[-1])])
    return np.concatenate([np.full(-lag, values[0] if backwards else np.inf), values[:lag]])
