"""What a bound proved of a component is still worth after an edit that forbids or dears more than it allows or cheapens.

Let every plan of the component after the edit be one before it, and cost at most D less there than before. Then
`cost after ≥ cost before − D ≥ bound before − D`. So the bound stays whole, however it was proved, where a milestone slips,
where a capacity or an option goes, and where prices rise. A price that falls takes off no more than it fell.
"""

from __future__ import annotations

import math

import numpy as np

from planner.solver.arrays import Pounds
from planner.solver.bound.blocks import Blocks
from planner.solver.bound.flat_blocks import FlatBlocks
from planner.solver.bound.lagrangian import capacity_by_day

MAY_DIFFER = frozenset(
    {
        "pounds",
        "open_from",
        "opens",
        "closes",
        "rising",
        "first_open",
        "last_open",
        "lags",
        "curves",
        "bridge_price",
        "movable",
    }
)
"""Fields that dates, prices and capacities change; all others say how records hang together, and must be the same."""


def carried_bound(bound: int, before: tuple[Blocks, FlatBlocks], after: tuple[Blocks, FlatBlocks]) -> int | None:
    """The part of a bound that holds after the edit; None where plans may have become possible, or records differ."""
    (old_blocks, old), (new_blocks, new) = before, after
    if not _hang_together_alike(before, after) or _allows_more(old, new):
        return None
    if (capacity_by_day(new_blocks) > capacity_by_day(old_blocks)).any():
        return None
    fallen = _fallen_pounds(old, new) + max(0, old_blocks.constant_pounds - new_blocks.constant_pounds)
    return bound - math.ceil(fallen)


def _hang_together_alike(before: tuple[Blocks, FlatBlocks], after: tuple[Blocks, FlatBlocks]) -> bool:
    (old_blocks, old), (new_blocks, new) = before, after
    return _names(old_blocks) == _names(new_blocks) and all(
        np.array_equal(getattr(old, name), getattr(new, name)) for name in FlatBlocks._fields if name not in MAY_DIFFER
    )


def _names(blocks: Blocks) -> object:
    """The records in their order, and the ways to run the migrations."""
    instance = blocks.instance
    return (
        blocks.axis,
        [migration.id for migration in instance.migrations],
        [[mode.id for mode in migration.modes] for migration in instance.migrations],
        [instance.contracts[c].id for c in sorted(blocks.shared)],
        [resource.id for resource in instance.resources],
        [[(way.modes, way.shifts) for way in block.ways] for block in blocks.blocks],
        [block.members for block in blocks.blocks],
        instance.limits,
    )


def _allows_more(old: FlatBlocks, new: FlatBlocks) -> bool:
    """Whether a start, an order or a spread is possible or free that was not."""
    opened = np.isfinite(new.pounds) & ~np.isfinite(old.pounds)
    return bool(opened.any() or (new.lags < old.lags).any() or (new.bridge_price < old.bridge_price).any())


def _fallen_pounds(old: FlatBlocks, new: FlatBlocks) -> float:
    """How much cheaper a plan can have become: the largest fall of each block and each shared contract."""
    allowed = np.isfinite(new.pounds)
    fall = np.where(allowed, np.where(allowed, old.pounds, 0.0) - np.where(allowed, new.pounds, 0.0), 0.0)
    by_way = fall.max(axis=1, initial=0.0)
    by_block: Pounds = np.maximum.reduceat(by_way, old.way_from[:-1])
    by_contract = (old.curves - new.curves).max(axis=1, initial=0.0)
    return float(np.maximum(by_block, 0.0).sum() + by_contract.sum())
