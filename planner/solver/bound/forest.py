"""Precedence between blocks as a forest, so that the cheapest starts under prices are found exactly.

Arcs that would close a cycle (without regard to direction) are left out; leaving out a constraint only lowers a bound.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from planner.domain.graph.union_find import UnionFind
from planner.solver.bound.blocks import Blocks, start_lags
from planner.solver.bound.dual_kernels import FlatForest
from planner.solver.model.instance import Arc


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
    joined = UnionFind(range(len(blocks.blocks)))
    for arc in blocks.instance.arcs:
        p, s = blocks.block_of[arc.predecessor], blocks.block_of[arc.successor]
        if any(mode.begun for mode in blocks.instance.migrations[arc.successor].modes):
            continue
        if not joined.joined(p, s):
            joined.join((p, s))
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


def flatten_forest(blocks: Blocks, forest: Forest) -> FlatForest:
    """The forest as arrays for the kernels."""
    lags = [_lags(blocks, branch) for branch in forest.branches]
    return FlatForest(
        block=np.array([branch.block for branch in forest.branches], dtype=np.int64),
        near=np.array([branch.towards_root for branch in forest.branches], dtype=np.int64),
        waits=np.array([branch.waits for branch in forest.branches], dtype=np.bool_),
        lag_from=np.array([0, *accumulate(len(of_branch) for of_branch in lags)], dtype=np.int64),
        lags=np.array([lag for of_branch in lags for lag in of_branch], dtype=np.int64),
        roots=np.array(forest.roots, dtype=np.int64),
    )


def _lags(blocks: Blocks, branch: Branch) -> list[int]:
    """Lags by way of the nearer block and way of the farther one."""
    far, near = blocks.blocks[branch.block], blocks.blocks[branch.towards_root]
    return [
        start_lags(blocks, branch.arc, n, f) if branch.waits else start_lags(blocks, branch.arc, f, n)
        for n in near.ways
        for f in far.ways
    ]
