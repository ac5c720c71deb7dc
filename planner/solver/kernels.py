"""Placing blocks and annealing their order, compiled to machine code; runs outside the interpreter lock.

The serial schedule-generation scheme (Kolisch 1996) is `place` called in some order. A step of simulated annealing changes
the order of the blocks that compete with one of them, takes a window of them out and places them again, perhaps one of
them in another way.
`position[b]` is the reference position of block b, -1 while it is not placed; `free[r, t]` is what capacity is left.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

from planner.solver.blocks import Ints, Pounds
from planner.solver.flat_blocks import FlatBlocks

START_TEMPERATURE = 0.5
"""What a step may lose at the beginning, in units of the mean cost of a block."""
WINDOW_BLOCKS = 32
CONTRACT_SHARE = 0.3
"""Share of the steps that move all blocks that release one contract: its cost falls only when the last of them moves."""
SWAP_SHARE = 0.3
"""Share of the steps that swap two blocks; the others put one block elsewhere."""
FORWARD_SHARE = 0.67
DEAR_SHARE = 0.5
"""Share of the steps that begin with a block that costs much where it is,"""
DEAR_TRIED = 4
"""the dearest of so many and one more."""
ALL_RESOURCES_SHARE = 0.5
"""Share of the steps that order all blocks one competes with; in the others only those that use one of its resources."""
SHORT_SHARE = 0.6
MOST_BEHIND = 6
"""Share of the steps that move no more than the blocks whose places change and at most so many behind them."""
WAY_SHARE = 0.5
"""Share of the steps that give one of the blocks they move a random way: the best for itself may not be best for all."""
DAYS_TRIED = 12

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def compiled(function: Kernel) -> Kernel:
    """Compile at the first call and run outside the interpreter lock; the code is kept on disk where that is possible."""
    try:
        return cast(Kernel, njit(cache=True, nogil=True)(function))
    except RuntimeError:  # numba finds no folder it may write to: compile anew in every process
        return cast(Kernel, njit(nogil=True)(function))


@compiled
def take_capacity(f: FlatBlocks, free: Ints, w: int, position: int, sign: int) -> None:
    """Take (-1) or give back (+1) what way w uses."""
    for u in range(f.use_from[w], f.use_from[w + 1]):
        r = f.use_resource[u]
        for t in range(position + f.use_first[u], position + f.use_until[u]):
            free[r, t] += sign * f.use_amount[u]


@compiled
def next_open(f: FlatBlocks, free: Ints, w: int, low: int, high: int) -> int:
    """The first position in `[low, high)` that the rules of the block and capacity leave; -1 where there is none."""
    t = low
    while t < high:
        if not math.isfinite(f.pounds[w, t]):
            t += 1
            continue
        jump = t
        for u in range(f.use_from[w], f.use_from[w + 1]):
            r, amount = f.use_resource[u], f.use_amount[u]
            day = t + f.use_until[u] - 1
            first = t + f.use_first[u]
            while day >= first:
                if free[r, day] < amount:
                    jump = max(jump, day - f.use_first[u] + 1)
                    break
                day -= 1
            if jump > t:
                break
        if jump == t:
            return t
        t = jump
    return -1


@compiled
def latest_need(f: FlatBlocks, position: Ints, way: Ints, contract: int, without: int) -> int:
    """Latest end of need of a shared contract over its placed blocks but one; -1 where none is placed."""
    latest = -1
    for h in range(f.holder_from[contract], f.holder_from[contract + 1]):
        b = f.holders[h]
        if b == without or position[b] < 0:
            continue
        w = f.way_from[b] + way[b]
        for k in range(f.share_from[b], f.share_from[b + 1]):
            if f.share_contract[k] == contract:
                need = position[b] + f.share_need[f.share_need_from[w] + k - f.share_from[b]]
                latest = max(latest, need)
    return min(latest, f.curves.shape[1] - 1)


@compiled
def added_pounds(f: FlatBlocks, position: Ints, way: Ints, b: int, w: int, t: int) -> float:
    """What block b in way w (numbered through) at position t adds to the cost of those placed."""
    pounds = f.pounds[w, t]
    for k in range(f.share_from[b], f.share_from[b + 1]):
        contract = f.share_contract[k]
        need = min(t + f.share_need[f.share_need_from[w] + k - f.share_from[b]], f.curves.shape[1] - 1)
        others = latest_need(f, position, way, contract, b)
        own = f.curves[contract, need]
        pounds += own if others < 0 else max(0.0, own - f.curves[contract, others])
    for k in range(f.bridge_from[b], f.bridge_from[b + 1]):
        g = f.bridges[k]
        first, last = spread(f, position, way, g, b)
        if last >= 0:
            cutover = t + f.cutover_offset[w]
            pounds += f.bridge_price[g] * (max(0, cutover - last) + max(0, first - cutover))
    return pounds


@compiled
def spread(f: FlatBlocks, position: Ints, way: Ints, g: int, without: int) -> tuple[int, int]:
    """First and last cutover of the placed members of a group but one; -1 where none is placed."""
    first, last = -1, -1
    for m in range(f.member_from[g], f.member_from[g + 1]):
        b = f.members[m]
        if b != without and position[b] >= 0:
            cutover = position[b] + f.cutover_offset[f.way_from[b] + way[b]]
            first = cutover if first < 0 else min(first, cutover)
            last = max(last, cutover)
    return first, last


@compiled
def window_of(f: FlatBlocks, position: Ints, way: Ints, b: int, own: int) -> tuple[int, int]:
    """Positions `[low, high)` that placed neighbours leave to block b in its way `own`."""
    low, high = 0, f.pounds.shape[1]
    for k in range(f.tie_from[b], f.tie_from[b + 1]):
        other = f.tie_other[k]
        if position[other] < 0:
            continue
        ways_of_other = f.way_from[other + 1] - f.way_from[other]
        lag = f.lags[f.tie_lag[k] + own * ways_of_other + way[other]]
        if f.tie_waits[k]:
            low = max(low, position[other] + lag)
        else:
            high = min(high, position[other] - lag + 1)
    return low, high


@compiled
def place(f: FlatBlocks, position: Ints, way: Ints, free: Ints, b: int, keep: bool) -> bool:
    """Place a block where it adds least cost, the earliest such day; False where no day is left.

    `keep`: in the way it has, else in the way that adds least.
    Where cost rises with the day this is the first open day. Before the other members of a split group the cost of
    waiting may fall: some days up to their first cutover are tried, and the first open day from it on.
    """
    best, best_position, best_way = math.inf, -1, -1
    for own in range(f.way_from[b + 1] - f.way_from[b]):
        if keep and own != way[b]:
            continue
        w = f.way_from[b] + own
        low, high = window_of(f, position, way, b, own)
        target = rising_from(f, position, way, b, w)
        stride = max(1, (target - low) // DAYS_TRIED)
        t = next_open(f, free, w, low, high)
        while t >= 0:
            pounds = added_pounds(f, position, way, b, w, t)
            if pounds < best or (pounds == best and t < best_position):
                best, best_position, best_way = pounds, t, own
            if t >= target:
                break
            t = next_open(f, free, w, max(t + 1, min(t + stride, target)), high)
    if best_position < 0:
        return False
    position[b], way[b] = best_position, best_way
    take_capacity(f, free, f.way_from[b] + best_way, best_position, -1)
    return True


@compiled
def rising_from(f: FlatBlocks, position: Ints, way: Ints, b: int, w: int) -> int:
    """The position from which on the cost of block b in way w no longer falls."""
    target = 0 if f.rising[w] else f.pounds.shape[1]
    for k in range(f.bridge_from[b], f.bridge_from[b + 1]):
        first, last = spread(f, position, way, f.bridges[k], b)
        if last >= 0:
            target = max(target, first - f.cutover_offset[w])
    return target


@compiled
def place_all(f: FlatBlocks, position: Ints, way: Ints, free: Ints, order: Ints, keep: bool) -> bool:
    """`place` for blocks in this order, each after those it waits for; False where one finds no day."""
    stack = np.empty(position.size + 1, dtype=np.int64)
    waiting = np.zeros(position.size, dtype=np.bool_)
    for b in order:
        waiting[b] = position[b] < 0
    for b in order:
        depth = 0
        stack[0] = b
        while depth >= 0:
            top = stack[depth]
            if not waiting[top]:
                depth -= 1
                continue
            earlier = -1
            for k in range(f.tie_from[top], f.tie_from[top + 1]):
                other = f.tie_other[k]
                if f.tie_waits[k] and waiting[other] and not _contains(stack, depth, other):
                    earlier = other
                    break
            if earlier >= 0:
                depth += 1
                stack[depth] = earlier
                continue
            if not place(f, position, way, free, top, keep):
                return False
            waiting[top] = False
            depth -= 1
    return True


@compiled
def keeps_ties(f: FlatBlocks, position: Ints, way: Ints) -> bool:
    """Whether all placed blocks keep the precedences between them."""
    for b in range(position.size):
        low, high = window_of(f, position, way, b, way[b])
        if not low <= position[b] < high:
            return False
    return True


@compiled
def _contains(stack: Ints, depth: int, b: int) -> bool:
    for k in range(depth + 1):  # noqa: SIM110 - generator expressions do not compile
        if stack[k] == b:
            return True
    return False


@compiled
def pounds_touching(f: FlatBlocks, position: Ints, way: Ints, blocks: Ints) -> float:
    """Cost of these placed blocks, and of the shared contracts and split groups they have a part in."""
    total = 0.0
    contracts = np.zeros(f.curves.shape[0], dtype=np.bool_)
    groups = np.zeros(f.bridge_price.size, dtype=np.bool_)
    for b in blocks:
        total += f.pounds[f.way_from[b] + way[b], position[b]]
        for k in range(f.share_from[b], f.share_from[b + 1]):
            contract = f.share_contract[k]
            if not contracts[contract]:
                contracts[contract] = True
                need = latest_need(f, position, way, contract, -1)
                if need >= 0:
                    total += f.curves[contract, need]
        for k in range(f.bridge_from[b], f.bridge_from[b + 1]):
            g = f.bridges[k]
            if not groups[g]:
                groups[g] = True
                first, last = spread(f, position, way, g, -1)
                total += f.bridge_price[g] * (last - first)
    return total


@compiled
def anneal(
    f: FlatBlocks,
    position: Ints,
    way: Ints,
    free: Ints,
    best_position: Ints,
    best_way: Ints,
    pounds: Pounds,
    seed: int,
    steps: int,
    heat: float,
) -> None:
    """Some steps of annealing at one heat (a multiple of the starting temperature).

    `pounds[0]` is the cost of the placement, `pounds[1]` that of the best one; all arrays are changed in place.
    """
    np.random.seed(seed)
    old_position = np.empty(WINDOW_BLOCKS, dtype=np.int64)
    old_way = np.empty(WINDOW_BLOCKS, dtype=np.int64)
    for _ in range(steps):
        window = changed_order(f, position, way)
        before = pounds_touching(f, position, way, window)
        for k in range(window.size):
            b = window[k]
            old_position[k], old_way[k] = position[b], way[b]
            take_capacity(f, free, f.way_from[b] + way[b], position[b], 1)
            position[b] = -1
        if np.random.random() < WAY_SHARE:
            b = window[np.random.randint(0, window.size)]
            way[b] = np.random.randint(0, f.way_from[b + 1] - f.way_from[b])
        if place_all(f, position, way, free, window, True):
            loss = pounds_touching(f, position, way, window) - before
            temperature = START_TEMPERATURE * heat * pounds[0] / position.size + 1.0
            if loss <= 0 or np.random.random() < math.exp(-loss / temperature):
                pounds[0] += loss
                if pounds[0] < pounds[1] - 0.5:
                    pounds[1] = pounds[0]
                    best_position[:] = position
                    best_way[:] = way
                continue
        for k in range(window.size):
            b = window[k]
            if position[b] >= 0:
                take_capacity(f, free, f.way_from[b] + way[b], position[b], 1)
        for k in range(window.size):
            b = window[k]
            position[b], way[b] = old_position[k], old_way[k]
            take_capacity(f, free, f.way_from[b] + way[b], position[b], -1)


@compiled
def changed_order(f: FlatBlocks, position: Ints, way: Ints) -> Ints:
    """Blocks that share a resource with a random one, in their order with a change, from the first changed place on.

    At most `WINDOW_BLOCKS` of them, often hardly more than those whose places change.
    """
    kind = np.random.random()
    chosen = f.movable[np.random.randint(0, f.movable.size)]
    if np.random.random() < DEAR_SHARE:
        chosen = _dear_block(f, position, way, chosen)
    shared, until = f.share_from[chosen], f.share_from[chosen + 1]
    contract = -1
    if kind < CONTRACT_SHARE and shared < until:
        contract = f.share_contract[np.random.randint(shared, until)]
    w = f.way_from[chosen]
    uses = f.use_from[w + 1] - f.use_from[w]
    if uses == 0:
        return np.full(1, chosen)
    rivals = _rivals(f, w, f.use_from[w] + np.random.randint(0, uses), np.random.random() < ALL_RESOURCES_SHARE)
    order = rivals[np.argsort(position[rivals])]
    shift = np.random.randint(1, max(2, min(order.size, WINDOW_BLOCKS) + 1))
    until = order.size
    if contract >= 0:
        first = _holders_forward(f, order, contract, shift)
    else:
        place_of = int(np.flatnonzero(order == chosen)[0])
        target = place_of - shift if np.random.random() < FORWARD_SHARE else place_of + shift
        target = max(0, min(order.size - 1, target))
        first = min(place_of, target)
        if kind < CONTRACT_SHARE + SWAP_SHARE:
            order[place_of], order[target] = order[target], chosen
        else:
            _shift(order, place_of, target)
        if np.random.random() < SHORT_SHARE:
            until = max(place_of, target) + 1 + np.random.randint(0, MOST_BEHIND + 1)
    return order[first : min(until, first + WINDOW_BLOCKS)]


@compiled
def _dear_block(f: FlatBlocks, position: Ints, way: Ints, chosen: int) -> int:
    """Of a few random blocks the one that costs most where it is."""
    most = _pounds_of(f, position, way, chosen)
    for _ in range(DEAR_TRIED):
        b = f.movable[np.random.randint(0, f.movable.size)]
        pounds = _pounds_of(f, position, way, b)
        if pounds > most:
            most, chosen = pounds, b
    return chosen


@compiled
def _pounds_of(f: FlatBlocks, position: Ints, way: Ints, b: int) -> float:
    """Cost of a block, and of the shared contracts it needs longest."""
    w = f.way_from[b] + way[b]
    pounds = f.pounds[w, position[b]]
    for k in range(f.share_from[b], f.share_from[b + 1]):
        contract = f.share_contract[k]
        need = position[b] + f.share_need[f.share_need_from[w] + k - f.share_from[b]]
        if need >= latest_need(f, position, way, contract, b):
            pounds += f.curves[contract, min(need, f.curves.shape[1] - 1)]
    return pounds


@compiled
def _rivals(f: FlatBlocks, w: int, use: int, every: bool) -> Ints:
    """Blocks that use the resource of this use, or any resource of way w."""
    if not every:
        r = f.use_resource[use]
        return f.users[f.user_from[r] : f.user_from[r + 1]]
    found = np.zeros(f.way_from.size - 1, dtype=np.bool_)
    for u in range(f.use_from[w], f.use_from[w + 1]):
        r = f.use_resource[u]
        for k in range(f.user_from[r], f.user_from[r + 1]):
            found[f.users[k]] = True
    return np.flatnonzero(found)


@compiled
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


@compiled
def _shift(order: Ints, place_of: int, target: int) -> None:
    """Move one entry to another place, those between by one."""
    moved = order[place_of]
    while place_of != target:
        step = 1 if target > place_of else -1
        order[place_of] = order[place_of + step]
        place_of += step
    order[target] = moved
