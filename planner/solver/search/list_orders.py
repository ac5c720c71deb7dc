"""Orders for list schedules as people make them: by expiry, by the last start in time for it, as in an older plan."""

from __future__ import annotations

from collections.abc import Sequence

from planner.solver.bound.blocks import Blocks
from planner.solver.model.candidate import Wish


def by_expiry(blocks: Blocks) -> list[int]:
    """Blocks by the first expiry of a contract they release; those that release none last."""
    return sorted(range(len(blocks.blocks)), key=lambda b: _first_expiry(blocks, b))


def by_urgency(blocks: Blocks) -> list[int]:
    """Blocks by the last start that is in time for the first expiry, in their longest way."""
    return sorted(range(len(blocks.blocks)), key=lambda b: _first_expiry(blocks, b) - _length(blocks, b))


def by_wish(blocks: Blocks, wishes: Sequence[Wish | None]) -> list[int]:
    """Blocks by the first start wished for a member; those that nothing is wished for by urgency, between them."""

    def key(b: int) -> int:
        starts = [wish[0] for i in blocks.blocks[b].members if (wish := wishes[i]) is not None]
        return min(starts, default=_first_expiry(blocks, b) - _length(blocks, b))

    return sorted(range(len(blocks.blocks)), key=key)


def _first_expiry(blocks: Blocks, b: int) -> int:
    instance = blocks.instance
    contracts = (c for i in blocks.blocks[b].members for c in instance.releases[i])
    days = (instance.contracts[c].expiry_until_day for c in contracts)
    return instance.axis.position(min(days, default=instance.horizon_day))


def _length(blocks: Blocks, b: int) -> int:
    return max((way.cutover_offset for way in blocks.blocks[b].ways), default=0)
