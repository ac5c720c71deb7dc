"""Areas of a component: blocks that hang together without the resources most blocks share, searched a few at a time.

Local search in some areas moves their blocks only; all others stay where they are and keep what they use. Many short runs
in random groups of areas, small and large ones in turn, find most. In long runs over everything few steps are about the
same days of the same team. Runs in single areas cannot trade what all areas share.
"""

from __future__ import annotations

from random import Random

import numpy as np

from planner.domain.graph.union_find import UnionFind
from planner.solver.arrays import Ints
from planner.solver.bound.flat_blocks import FlatBlocks
from planner.solver.tuning import AreaTuning


class Rounds:
    """What the runs of local search in a component move, one after another: groups of areas, then everything, and so on.

    `done`: how many times everything has had its turn.
    """

    def __init__(self, flat: FlatBlocks, rng: Random, tuning: AreaTuning) -> None:
        self._flat = flat
        self._tuning = tuning
        self._rng = rng
        self._areas: list[Ints] | None = None
        self._left: list[FlatBlocks] = []
        self.done = 0

    @property
    def next(self) -> FlatBlocks:
        """What the next run moves.

        The list of what is left is replaced, never changed in place: two threads may look at it.
        """
        left = self._left
        if not left:
            if self._areas is None:
                self._areas = areas_of(self._flat, self._tuning)
            left = [self._flat, *(within(self._flat, group) for group in self._groups(self._areas))]
            self._left = left
        return left[-1]

    @property
    def worth(self) -> float:
        """How long the next run should be, in blocks: those it moves, fewer where groups of them had a run before."""
        flat = self.next
        in_groups = flat is self._flat and self._areas is not None and len(self._areas) > 1
        return flat.movable.size * (self._tuning.everything_share if in_groups else 1.0)

    def take(self) -> FlatBlocks:
        """The next one, which is then done."""
        taken = self.next
        self._left = self._left[:-1]
        self.done += taken is self._flat
        return taken

    def _groups(self, areas: list[Ints]) -> list[Ints]:
        """All areas, put together at random; none where one area is everything."""
        if len(areas) == 1:
            return []
        count = self._flat.way_from.size - 1
        sizes = [size for size in self._tuning.group_blocks if 2 * size <= count]
        enough = self._rng.choice(sizes or [self._tuning.least_blocks])
        groups: list[list[Ints]] = [[]]
        for area in self._rng.sample(areas, len(areas)):
            if sum(part.size for part in groups[-1]) >= enough:
                groups.append([])
            groups[-1].append(area)
        return [np.sort(np.concatenate(group)) for group in groups]


def areas_of(f: FlatBlocks, tuning: AreaTuning) -> list[Ints]:
    """The blocks of every area; resources whose users compete for most others are dropped first, until they fall apart."""
    count = f.way_from.size - 1
    if count <= tuning.smallest_blocks:
        return [np.arange(count)]
    users = [f.users[f.user_from[r] : f.user_from[r + 1]] for r in range(f.user_from.size - 1)]
    used = [
        {int(r) for w in _ways(f, b) for r in f.use_resource[f.use_from[w] : f.use_from[w + 1]]} for b in range(count)
    ]
    users.sort(key=lambda of_resource: len(set().union(*(used[b] for b in of_resource))), reverse=True)
    for dropped in range(len(users) + 1):
        parts = _connected(f, users[dropped:])
        if max(part.size for part in parts) <= tuning.largest_share * count:
            return parts
    return [np.arange(count)]


def _ways(f: FlatBlocks, b: int) -> range:
    return range(f.way_from[b], f.way_from[b + 1])


def _connected(f: FlatBlocks, bundles: list[Ints]) -> list[Ints]:
    """Blocks joined by the bundles, precedences, shared contracts and groups."""
    count = f.way_from.size - 1
    joined = UnionFind(range(count))
    for bundle in bundles:
        joined.join(bundle.tolist())
    for b in range(count):
        joined.join([b, *f.tie_other[f.tie_from[b] : f.tie_from[b + 1]].tolist()])
    for c in range(f.holder_from.size - 1):
        joined.join(f.holders[f.holder_from[c] : f.holder_from[c + 1]].tolist())
    for g in range(f.member_from.size - 1):
        joined.join(f.members[f.member_from[g] : f.member_from[g + 1]].tolist())
    return [np.array(part) for part in joined.sets()]


def within(f: FlatBlocks, area: Ints) -> FlatBlocks:
    """The same arrays for a local search that moves the blocks of an area only."""
    inside = np.zeros(f.way_from.size - 1, dtype=np.bool_)
    inside[area] = True
    users = [f.users[f.user_from[r] : f.user_from[r + 1]] for r in range(f.user_from.size - 1)]
    kept = [of_resource[inside[of_resource]] for of_resource in users]
    return f._replace(
        users=np.concatenate([*kept, np.zeros(0, dtype=np.int64)]),
        user_from=np.cumsum([0, *(of_resource.size for of_resource in kept)]),
        movable=f.movable[inside[f.movable]],
    )
