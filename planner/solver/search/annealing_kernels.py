"""Local search by simulated annealing, compiled to machine code.

A step takes the blocks that compete with one of them and changes their order. It takes a window of them out, often with
those that wait for them, and places them again, perhaps one of them in another way. Some steps draw the whole order of
their window anew (`ruin_kernels`). What a step costs or gains is counted on the blocks of the window alone.
"""

from __future__ import annotations

import math

import numpy as np

from planner.solver.arrays import Ints, Pounds
from planner.solver.bound.flat_blocks import FlatBlocks
from planner.solver.compiling import lean
from planner.solver.search.placing_kernels import Workspace, place_all, pounds_touching, take_capacity
from planner.solver.search.ruin_kernels import pounds_of, ruin, sort_by_position, with_followers
from planner.solver.tuning import Moves


@lean
def anneal(
    f: FlatBlocks,
    position: Ints,
    way: Ints,
    free: Ints,
    best_position: Ints,
    best_way: Ints,
    pounds: Pounds,
    space: Workspace,
    seed: int,
    steps: int,
    heat: float,
    moves: Moves,
) -> None:
    """Some steps of annealing at one heat (a multiple of the starting temperature).

    `pounds[0]` is the cost of the placement, `pounds[1]` that of the best one; all arrays are changed in place.
    """
    np.random.seed(seed)
    for k in range(f.users.size):
        space.users[k] = f.users[k]
    for _ in range(steps):
        first, until = change_order(f, position, way, space, moves)
        if np.random.random() < moves.follow_share:
            until = with_followers(f, first, until, space, moves.window_blocks)
        window = space.order[first:until]
        before = pounds_touching(f, position, way, window, space)
        _take_out(f, position, way, free, window, space)
        if np.random.random() < moves.way_share:
            b = window[np.random.randint(0, window.size)]
            way[b] = np.random.randint(0, f.way_from[b + 1] - f.way_from[b])
        if place_all(f, position, way, free, window, True, moves.days_tried, space):
            loss = pounds_touching(f, position, way, window, space) - before
            temperature = moves.start_temperature * heat * pounds[0] / position.size + 1.0
            if loss <= 0 or np.random.random() < math.exp(-loss / temperature):
                pounds[0] += loss
                if pounds[0] < pounds[1] - 0.5:
                    pounds[1] = pounds[0]
                    for b in range(position.size):
                        best_position[b], best_way[b] = position[b], way[b]
                continue
        _put_back(f, position, way, free, window, space)


@lean
def _take_out(f: FlatBlocks, position: Ints, way: Ints, free: Ints, window: Ints, space: Workspace) -> None:
    """Take the blocks of a window out of the placement and remember where they were."""
    for k in range(window.size):
        b = window[k]
        space.old_position[k], space.old_way[k] = position[b], way[b]
        take_capacity(f, free, f.way_from[b] + way[b], position[b], 1)
        position[b] = -1


@lean
def _put_back(f: FlatBlocks, position: Ints, way: Ints, free: Ints, window: Ints, space: Workspace) -> None:
    """Undo what has happened since `_take_out`."""
    for b in window:
        if position[b] >= 0:
            take_capacity(f, free, f.way_from[b] + way[b], position[b], 1)
    for k in range(window.size):
        b = window[k]
        position[b], way[b] = space.old_position[k], space.old_way[k]
        take_capacity(f, free, f.way_from[b] + way[b], position[b], -1)


@lean
def change_order(f: FlatBlocks, position: Ints, way: Ints, space: Workspace, moves: Moves) -> tuple[int, int]:
    """Order blocks that share a resource with a random one as they lie, with a change; fills `space.order`.

    Returns the places `[first, until)` from the first changed one on: at most `moves.window_blocks` of them, often
    hardly more than those whose blocks change.
    """
    kind = np.random.random()
    chosen = f.movable[np.random.randint(0, f.movable.size)]
    if np.random.random() < moves.dear_share:
        chosen = _dear_block(f, position, way, chosen, moves.dear_tried)
    if np.random.random() < moves.ruin_share:
        return 0, ruin(f, position, way, chosen, space, moves)
    if np.random.random() < moves.room_share:
        return 0, _make_room(f, position, way, chosen, space, moves)
    shared, until = f.share_from[chosen], f.share_from[chosen + 1]
    contract = -1
    if kind < moves.contract_share and shared < until:
        contract = f.share_contract[np.random.randint(shared, until)]
    w = f.way_from[chosen]
    uses = f.use_from[w + 1] - f.use_from[w]
    if uses == 0:
        space.order[0] = chosen
        return 0, 1
    use = f.use_from[w] + np.random.randint(0, uses)
    if np.random.random() < moves.all_resources_share:
        size = _competing(f, position, w, space)
    else:
        size = _append_users(f, position, f.use_resource[use], 0, space)
    order = space.order[:size]
    for b in order:
        space.competing[b] = False
    shift = np.random.randint(1, max(2, min(size, moves.window_blocks) + 1))
    until = size
    if contract >= 0:
        first = _holders_forward(f, order, contract, shift)
    else:
        place_of = 0
        while order[place_of] != chosen:
            place_of += 1
        target = place_of - shift if np.random.random() < moves.forward_share else place_of + shift
        target = max(0, min(size - 1, target))
        first = min(place_of, target)
        if kind < moves.contract_share + moves.swap_share:
            order[place_of], order[target] = order[target], chosen
        else:
            _shift(order, place_of, target)
        if np.random.random() < moves.short_share:
            until = max(place_of, target) + 1 + np.random.randint(0, moves.most_behind + 1)
    return first, min(size, until, first + moves.window_blocks)


@lean
def _make_room(f: FlatBlocks, position: Ints, way: Ints, chosen: int, space: Workspace, moves: Moves) -> int:
    """Put a block and those in its way on an earlier day in front of `space.order`, and some behind its place; how many."""
    w = f.way_from[chosen] + way[chosen]
    order = space.order
    order[0], size = chosen, 1
    space.competing[chosen] = True
    back = position[chosen] - f.first_open[w]
    if back > 0:
        far = np.random.random()
        at = position[chosen] - 1 - int(far * far * back)
        size = _in_the_way(f, position, way, w, at, space, moves.window_blocks)
        sort_by_position(order[1:size], position)
    uses = f.use_from[w + 1] - f.use_from[w]
    if uses > 0:
        r = f.use_resource[f.use_from[w] + np.random.randint(0, uses)]
        users = space.users[f.user_from[r] : f.user_from[r + 1]]
        sort_by_position(users, position)
        left = np.random.randint(0, moves.most_behind + 1)
        for b in users:
            if left > 0 and size < moves.window_blocks and position[b] > position[chosen] and not space.competing[b]:
                order[size] = b
                space.competing[b] = True
                size += 1
                left -= 1
    for b in order[:size]:
        space.competing[b] = False
    return size


@lean
def _in_the_way(f: FlatBlocks, position: Ints, way: Ints, w: int, at: int, space: Workspace, most: int) -> int:
    """Append the blocks that use what way w would use at a position, at about the same time; the size of the order then."""
    size = 1
    u = f.use_from[w]
    while u < f.use_from[w + 1]:
        r = f.use_resource[u]
        low, high = at + f.use_first[u], at + f.use_until[u]
        while u < f.use_from[w + 1] and f.use_resource[u] == r:
            low, high = min(low, at + f.use_first[u]), max(high, at + f.use_until[u])
            u += 1
        for k in range(f.user_from[r], f.user_from[r + 1]):
            b = f.users[k]
            if space.competing[b] or size == most:
                continue
            other = f.way_from[b] + way[b]
            for v in range(f.use_from[other], f.use_from[other + 1]):
                if (
                    f.use_resource[v] == r
                    and position[b] + f.use_first[v] < high
                    and position[b] + f.use_until[v] > low
                ):
                    space.competing[b] = True
                    space.order[size] = b
                    size += 1
                    break
    return size


@lean
def _dear_block(f: FlatBlocks, position: Ints, way: Ints, chosen: int, tried: int) -> int:
    """Of a few random blocks the one that costs most where it is."""
    most = pounds_of(f, position, way, chosen)
    for _ in range(tried):
        b = f.movable[np.random.randint(0, f.movable.size)]
        pounds = pounds_of(f, position, way, b)
        if pounds > most:
            most, chosen = pounds, b
    return chosen


@lean
def _competing(f: FlatBlocks, position: Ints, w: int, space: Workspace) -> int:
    """Fill `space.order` with the blocks that use any resource of way w, by position; how many. Marks are left set."""
    size, last = 0, -1
    for u in range(f.use_from[w], f.use_from[w + 1]):  # by resource, see `FlatBlocks`
        if f.use_resource[u] != last:
            last = f.use_resource[u]
            size = _append_users(f, position, last, size, space)
    sort_by_position(space.order[:size], position)
    return size


@lean
def _append_users(f: FlatBlocks, position: Ints, r: int, size: int, space: Workspace) -> int:
    """Put the users of a resource that are not marked behind the first entries of the order; its size then."""
    users = space.users[f.user_from[r] : f.user_from[r + 1]]
    sort_by_position(users, position)
    for b in users:
        if not space.competing[b]:
            space.competing[b] = True
            space.order[size] = b
            size += 1
    return size


@lean
def _holders_forward(f: FlatBlocks, order: Ints, contract: int, shift: int) -> int:
    """Move all blocks that release a contract forward in the order; the first place that has changed."""
    first = order.size - 1
    for k in range(order.size):
        for h in range(f.holder_from[contract], f.holder_from[contract + 1]):
            if f.holders[h] == order[k]:
                _shift(order, k, max(0, k - shift))
                first = min(first, max(0, k - shift))
                break
    return first


@lean
def _shift(order: Ints, place_of: int, target: int) -> None:
    """Move one entry to another place, those between by one."""
    moved = order[place_of]
    while place_of != target:
        step = 1 if target > place_of else -1
        order[place_of] = order[place_of + step]
        place_of += step
    order[target] = moved
