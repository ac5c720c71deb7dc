"""A start that breaks rules, repaired: what fits is kept and the rest placed around it, or all shifted as far as needed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from planner.solver.bound.blocks import Blocks
from planner.solver.bound.flat_blocks import FlatBlocks
from planner.solver.model.candidate import Wish
from planner.solver.search.list_orders import by_wish
from planner.solver.search.placement import Placement


def repair(placement: Placement, wishes: Sequence[Wish | None]) -> bool:
    """Place all blocks, each where it is wished as far as that fits; False where one of the others finds no day.

    Blocks take their turn in the order of the wishes, none before those it waits for. A block that is not kept is placed
    where it adds least cost. Where kept blocks that wait for it leave it no day, these are taken off and placed after it.
    """
    others = deque(b for b in _turns(placement, wishes) if not _put_as_wished(placement, b, wishes))
    moved: set[int] = set(others)
    while others:
        b = others.popleft()
        if placement.add(b):
            continue
        followers = [f for f in _followers(placement.flat, b) if placement.position[f] >= 0 and f not in moved]
        for follower in followers:
            placement.take_off(follower)
        if not followers or not placement.add(b):
            return False
        moved.update(followers)
        others.extendleft(reversed(followers))
    placement.keep()
    return True


def shift(placement: Placement, wishes: Sequence[Wish | None]) -> bool:
    """Place all blocks in the order of the wishes, each where wished or as soon after as it can; False where one cannot.

    So dates that slip together keep their order. A block without a wish is placed where it adds least cost.
    """
    for b in _turns(placement, wishes):
        wished = _way_and_position(placement.blocks, b, wishes)
        if not (wished is not None and placement.put_from(b, *wished)) and not placement.add(b):
            return False
    placement.keep()
    return True


def _turns(placement: Placement, wishes: Sequence[Wish | None]) -> list[int]:
    """The order of the wishes, those that must free a contract first, none before those it waits for."""
    wished = sorted(by_wish(placement.blocks, wishes), key=lambda b: not _must_free(placement.blocks, b))
    return _waiting_order(placement.flat, wished)


def _must_free(blocks: Blocks, b: int) -> bool:
    """Whether a member releases a contract that must be off by a day."""
    return any(blocks.instance.migrations[i].latest_need_day is not None for i in blocks.blocks[b].members)


def _put_as_wished(placement: Placement, b: int, wishes: Sequence[Wish | None]) -> bool:
    wished = _way_and_position(placement.blocks, b, wishes)
    return wished is not None and placement.put(b, *wished)


def _way_and_position(blocks: Blocks, b: int, wishes: Sequence[Wish | None]) -> tuple[int, int] | None:
    """Way and reference position of a block; None where the wishes of its members do not go together."""
    block = blocks.blocks[b]
    wished = [wish for i in block.members if (wish := wishes[i]) is not None]
    if len(wished) < len(block.members):
        return None
    modes = tuple(mode for _, mode in wished)
    way = next((w for w, way in enumerate(block.ways) if way.modes == modes), None)
    if way is None:
        return None
    days = {start - shift for (start, _), shift in zip(wished, block.ways[way].shifts, strict=True)}
    return (way, blocks.axis.index(days.pop())) if len(days) == 1 else None


def _waiting_order(flat: FlatBlocks, order: Sequence[int]) -> list[int]:
    """The order with every block after those it waits for, as far as they do not wait for each other."""
    placed: dict[int, None] = {}
    entered: set[int] = set()
    for first in order:
        stack = [first]
        while stack:
            b = stack[-1]
            if b not in entered:
                entered.add(b)
                stack += [other for other in _ties(flat, b, waits=True) if other not in entered]
                continue
            placed[stack.pop()] = None
    return list(placed)


def _followers(flat: FlatBlocks, b: int) -> list[int]:
    return sorted(set(_ties(flat, b, waits=False)))


def _ties(flat: FlatBlocks, b: int, *, waits: bool) -> Iterator[int]:
    """The blocks that a block waits for, or those that wait for it."""
    for k in range(int(flat.tie_from[b]), int(flat.tie_from[b + 1])):
        if bool(flat.tie_waits[k]) is waits:
            yield int(flat.tie_other[k])
