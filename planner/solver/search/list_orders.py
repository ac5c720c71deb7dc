"""Orders for list schedules as people make them: by expiry, and by the last start that is in time for it."""

from __future__ import annotations

from planner.solver.bound.blocks import Blocks


def by_expiry(blocks: Blocks) -> list[int]:
    """Blocks by the first expiry of a contract they release; those that release none last."""
    return sorted(range(len(blocks.blocks)), key=lambda b: _first_expiry(blocks, b))


def by_urgency(blocks: Blocks) -> list[int]:
    """Blocks by the last start that is in time for the first expiry, in their longest way."""
    return sorted(range(len(blocks.blocks)), key=lambda b: _first_expiry(blocks, b) - _length(blocks, b))


def _first_expiry(blocks: Blocks, b: int) -> int:
    instance = blocks.instance
    contracts = (c for i in blocks.blocks[b].members for c in instance.releases[i])
    return min((instance.contracts[c].expiry_until_day for c in contracts), default=instance.horizon_day)


def _length(blocks: Blocks, b: int) -> int:
    return max((way.cutover_offset for way in blocks.blocks[b].ways), default=0)
