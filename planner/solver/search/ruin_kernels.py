"""Steps of local search that draw an order anew: ruin and recreate (Schrimpf et al. 2000), compiled to machine code.

Such a step takes out one or two strings: blocks that use one resource one after another. The first lies around a block,
the second around that or one of its neighbours (adjacent strings, Christiaens and Vanden Berghe 2020). Those that wait
for them go with them.
"""

from __future__ import annotations

import numpy as np

from planner.solver.arrays import Ints, Pounds
from planner.solver.bound.day_kernels import need_at
from planner.solver.bound.flat_blocks import FlatBlocks
from planner.solver.compiling import lean
from planner.solver.search.placing_kernels import Workspace, latest_need
from planner.solver.tuning import Moves


@lean
def ruin(f: FlatBlocks, position: Ints, way: Ints, chosen: int, space: Workspace, moves: Moves) -> int:
    """Fill `space.order` with a block and strings about it, in a new order; how many."""
    space.order[0], size = chosen, 1
    space.competing[chosen] = True
    for _ in range(np.random.randint(1, moves.most_strings + 1)):
        size = _add_string(f, position, way, space.order[np.random.randint(0, size)], size, space, moves)
    for b in space.order[:size]:
        space.competing[b] = False
    size = with_followers(f, 0, size, space, moves.window_blocks)
    _draw_keys(f, position, way, space.order[:size], space.keys, moves)
    if np.random.random() < moves.chosen_first_share:
        space.keys[chosen] = -np.inf
    _sort_by_key(space.order[:size], space.keys)
    return size


@lean
def _add_string(
    f: FlatBlocks, position: Ints, way: Ints, centre: int, size: int, space: Workspace, moves: Moves
) -> int:
    """Append a part of the users of a resource just before and after a block; the size of the order then."""
    w = f.way_from[centre] + way[centre]
    uses = f.use_from[w + 1] - f.use_from[w]
    if uses == 0:
        return size
    r = f.use_resource[f.use_from[w] + np.random.randint(0, uses)]
    users = space.users[f.user_from[r] : f.user_from[r + 1]]
    sort_by_position(users, position)
    place_of = 0
    while place_of < users.size and position[users[place_of]] < position[centre]:
        place_of += 1
    length = np.random.randint(2, moves.string_blocks + 1)
    first = max(0, place_of - np.random.randint(0, length + 1))
    kept = np.random.random() * moves.kept_share
    for b in users[first : first + length]:
        if size < moves.window_blocks and not space.competing[b] and np.random.random() >= kept:
            space.order[size] = b
            space.competing[b] = True
            size += 1
    return size


@lean
def _draw_keys(f: FlatBlocks, position: Ints, way: Ints, blocks: Ints, keys: Pounds, moves: Moves) -> None:
    """Keys for a new order: as the blocks lie, blurred by chance; the dear ones first, blurred too; or any order."""
    kind, far = np.random.random(), np.random.random()
    first, last = position[blocks[0]], position[blocks[0]]
    for b in blocks:
        first, last = min(first, position[b]), max(last, position[b])
    for b in blocks:
        if kind < moves.blurred_share:
            keys[b] = position[b] + far * far * (last - first) * np.random.random()
        elif kind < moves.blurred_share + moves.dear_first_share:
            keys[b] = -pounds_of(f, position, way, b) * np.random.random()
        else:
            keys[b] = np.random.random()


@lean
def _sort_by_key(blocks: Ints, keys: Pounds) -> None:
    for k in range(1, blocks.size):
        b = blocks[k]
        at = k
        while at > 0 and keys[blocks[at - 1]] > keys[b]:
            blocks[at] = blocks[at - 1]
            at -= 1
        blocks[at] = b


@lean
def with_followers(f: FlatBlocks, first: int, until: int, space: Workspace, most: int) -> int:
    """Append to a window of `space.order` the blocks that wait for one of it, and those that wait for them; its end then.

    They may move earlier when what they wait for does, and without them it may move no later.
    """
    order = space.order
    for k in range(first, until):
        space.competing[order[k]] = True
    k = first
    while k < until:
        for tie in range(f.tie_from[order[k]], f.tie_from[order[k] + 1]):
            other = f.tie_other[tie]
            if until < order.size and until - first < most and not f.tie_waits[tie] and not space.competing[other]:
                space.competing[other] = True
                order[until] = other
                until += 1
        k += 1
    for k in range(first, until):
        space.competing[order[k]] = False
    return until


@lean
def pounds_of(f: FlatBlocks, position: Ints, way: Ints, b: int) -> float:
    """Cost of a block, and of the shared contracts it needs longest."""
    w = f.way_from[b] + way[b]
    pounds: float = f.pounds[w, position[b]]
    for k in range(f.share_from[b], f.share_from[b + 1]):
        contract = f.share_contract[k]
        need = need_at(f, f.share_need_from[w] + k - f.share_from[b], position[b])
        if need >= latest_need(f, position, way, contract, b):
            pounds += f.curves[contract, min(need, f.curves.shape[1] - 1)]
    return pounds


@lean
def sort_by_position(blocks: Ints, position: Ints) -> None:
    """Sort in place by insertion: quick where little has changed since the last time."""
    for k in range(1, blocks.size):
        b = blocks[k]
        at = k
        while at > 0 and position[blocks[at - 1]] > position[b]:
            blocks[at] = blocks[at - 1]
            at -= 1
        blocks[at] = b
