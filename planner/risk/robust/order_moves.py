"""Small changes to the order in which the blocks of a plan begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.risk.execution.flat_program import Ints
from planner.risk.robust.listing import Listing

BESIDE_SHARE = 0.75
"""Moves that put a block just before or just after another one."""
SHIFT_SHARE = 0.1
"""Moves that shift a block by some days; the others swap two."""
MOST_DAYS = 150
"""The longest shift."""


@dataclass(frozen=True)
class Movers:
    """The blocks whose place in the order matters, with their part and the blocks that use a resource of theirs."""

    blocks: Ints
    part: Sequence[int]
    rivals: Sequence[Ints]

    @classmethod
    def of(cls, listing: Listing) -> Movers:
        """Those of the blocks of a plan: the ones that may begin on several days, and are not alone on their resources."""
        flat, count = listing.flat, len(listing.ways)
        users: dict[int, set[int]] = {}
        used: list[set[int]] = []
        for b in range(count):
            way = flat.way_from[b] + listing.ways[b]
            used.append(set(flat.use_resource[flat.use_from[way] : flat.use_from[way + 1]].tolist()))
            for resource in used[b]:
                users.setdefault(resource, set()).add(b)
        free = set(listing.free_to_move)
        rivals = [sorted({o for r in used[b] for o in users[r]} & free - {b}) for b in range(count)]
        part = {b: number for number, blocks in enumerate(listing.parts) for b in blocks}
        return cls(
            blocks=np.array([b for b in sorted(free) if rivals[b]], dtype=np.int64),
            part=[part[b] for b in range(count)],
            rivals=[np.array(found, dtype=np.int64) for found in rivals],
        )


@dataclass(frozen=True)
class Move:
    """One change: a block put before (`days` below 0) or after another one, shifted by `days`, or swapped."""

    block: int
    other: int
    days: int
    swap: bool = False

    def applied(self, listed: Ints, positions: Ints) -> Ints:
        """The list of the blocks of a part after the move; `positions`: where all blocks are before it."""
        if self.swap:
            found = listed.copy()
            found[listed == self.block], found[listed == self.other] = self.other, self.block
            return found
        rest = listed[listed != self.block]
        if self.other >= 0:
            place = int(np.flatnonzero(rest == self.other)[0]) + (self.days > 0)
        else:
            later = np.flatnonzero(positions[rest] >= positions[self.block] + self.days)
            place = int(later[0]) if len(later) else len(rest)
        return np.insert(rest, place, self.block)


def drawn_move(movers: Movers, random: np.random.Generator) -> Move:
    """A move drawn at random."""
    block = int(random.choice(movers.blocks))
    kind, rival = random.random(), int(random.choice(movers.rivals[block]))
    if kind < BESIDE_SHARE:
        return Move(block, rival, -1 if random.random() < 0.5 else 1)
    if kind < BESIDE_SHARE + SHIFT_SHARE:
        return Move(block, -1, int(random.integers(-MOST_DAYS, MOST_DAYS + 1)))
    return Move(block, rival, 0, swap=True)
