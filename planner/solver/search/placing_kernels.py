"""Placing blocks one after another: the serial schedule-generation scheme (Kolisch 1996), compiled to machine code.

`position[b]` is the reference position of block b, -1 while it is not placed; `free[r, t]` is what capacity is left.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.solver.arrays import Ints, Pounds
from planner.solver.bound.day_kernels import days_between, need_at
from planner.solver.bound.flat_blocks import FlatBlocks
from planner.solver.compiling import lean


class Workspace(NamedTuple):
    """Arrays that kernels write to instead of making their own. Marks are False before and after.

    `stack`, `waiting`: blocks about to be placed. `contracts`, `groups`: marks of what is counted; `competing`: of blocks.
    `order`: the blocks a step of local search orders anew; `keys`: what it may order them by, by block. `users`: those of
    each resource, more or less by position.
    `old_position`, `old_way`: where the blocks of a window were, by place in the window.
    """

    stack: Ints
    waiting: npt.NDArray[np.bool_]
    contracts: npt.NDArray[np.bool_]
    groups: npt.NDArray[np.bool_]
    competing: npt.NDArray[np.bool_]
    order: Ints
    keys: Pounds
    users: Ints
    old_position: Ints
    old_way: Ints


def make_workspace(f: FlatBlocks) -> Workspace:
    """A workspace for these blocks, for one thread at a time."""
    count = f.way_from.size - 1
    return Workspace(
        stack=np.empty(count + 1, dtype=np.int64),
        waiting=np.zeros(count, dtype=np.bool_),
        contracts=np.zeros(f.curves.shape[0], dtype=np.bool_),
        groups=np.zeros(f.bridge_price.size, dtype=np.bool_),
        competing=np.zeros(count, dtype=np.bool_),
        order=np.empty(count, dtype=np.int64),
        keys=np.empty(count, dtype=np.float64),
        users=f.users.copy(),
        old_position=np.empty(count, dtype=np.int64),
        old_way=np.empty(count, dtype=np.int64),
    )


@lean
def take_capacity(f: FlatBlocks, free: Ints, w: int, position: int, sign: int) -> None:
    """Take (-1) or give back (+1) what way w uses."""
    for u in range(f.use_from[w], f.use_from[w + 1]):
        days = free[f.use_resource[u], position + f.use_first[u] : position + f.use_until[u]]
        change = sign * f.use_amount[u]
        for k in range(days.size):
            days[k] += change


@lean
def next_open(f: FlatBlocks, free: Ints, w: int, low: int, high: int) -> int:
    """The first position in `[low, high)` that the rules of the block and capacity leave; -1 where there is none."""
    t = low
    for k in range(f.open_from[w], f.open_from[w + 1]):
        until = min(high, f.closes[k])
        t = max(t, f.opens[k])
        while t < until:
            jump = t
            for u in range(f.use_from[w], f.use_from[w + 1]):
                days = free[f.use_resource[u], t + f.use_first[u] : t + f.use_until[u]]
                short = last_short(days, f.use_amount[u])
                if short >= 0:
                    jump = t + short + 1
                    break
            if jump == t:
                return t
            t = jump
    return -1


@lean
def last_short(days: Ints, amount: int) -> int:
    """The last of these days that has less than an amount; -1 where there is none.

    Counting first is several times faster than looking day by day: the loop becomes vector instructions.
    """
    short = 0
    for k in range(days.size):
        short += days[k] < amount
    if short == 0:
        return -1
    last = days.size - 1
    while days[last] >= amount:
        last -= 1
    return last


@lean
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
                latest = max(latest, need_at(f, f.share_need_from[w] + k - f.share_from[b], position[b]))
    return min(latest, f.curves.shape[1] - 1)


@lean
def added_pounds(f: FlatBlocks, position: Ints, way: Ints, b: int, w: int, t: int) -> float:
    """What block b in way w (numbered through) at position t adds to the cost of those placed."""
    pounds = f.pounds[w, t]
    for k in range(f.share_from[b], f.share_from[b + 1]):
        contract = f.share_contract[k]
        need = min(need_at(f, f.share_need_from[w] + k - f.share_from[b], t), f.curves.shape[1] - 1)
        others = latest_need(f, position, way, contract, b)
        own = f.curves[contract, need]
        pounds += own if others < 0 else max(0.0, own - f.curves[contract, others])
    for k in range(f.bridge_from[b], f.bridge_from[b + 1]):
        g = f.bridges[k]
        first, last = spread(f, position, way, g, b)
        if last >= 0:
            cutover = t + f.cutover_offset[w]
            pounds += f.bridge_price[g] * (
                max(0, days_between(f, last, cutover)) + max(0, days_between(f, cutover, first))
            )
    return pounds


@lean
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


@lean
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


@lean
def place(f: FlatBlocks, position: Ints, way: Ints, free: Ints, b: int, keep: bool, days_tried: int) -> bool:
    """Place a block where it adds least cost, the earliest such day; False where no day is left.

    `keep`: in the way it has, else in the way that adds least. `days_tried`: see below.
    Where cost rises with the day this is the first open day. Before the other members of a split group the cost of
    waiting may fall. So many days up to their first cutover are tried, and the first open day from it on.
    """
    best, best_position, best_way = math.inf, -1, -1
    for own in range(f.way_from[b + 1] - f.way_from[b]):
        if keep and own != way[b]:
            continue
        w = f.way_from[b] + own
        low, high = window_of(f, position, way, b, own)
        target = rising_from(f, position, way, b, w)
        stride = max(1, (target - low) // days_tried)
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


@lean
def rising_from(f: FlatBlocks, position: Ints, way: Ints, b: int, w: int) -> int:
    """The position from which on the cost of block b in way w no longer falls."""
    target = 0 if f.rising[w] else f.pounds.shape[1]
    for k in range(f.bridge_from[b], f.bridge_from[b + 1]):
        first, last = spread(f, position, way, f.bridges[k], b)
        if last >= 0:
            target = max(target, first - f.cutover_offset[w])
    return target


@lean
def place_all(
    f: FlatBlocks, position: Ints, way: Ints, free: Ints, order: Ints, keep: bool, days_tried: int, space: Workspace
) -> bool:
    """`place` for blocks in this order, each after those it waits for; False where one finds no day."""
    stack, waiting = space.stack, space.waiting
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
            if not place(f, position, way, free, top, keep, days_tried):
                for left in order:
                    waiting[left] = False
                return False
            waiting[top] = False
            depth -= 1
    return True


@lean
def keeps_ties(f: FlatBlocks, position: Ints, way: Ints) -> bool:
    """Whether all placed blocks keep the precedences between them."""
    for b in range(position.size):
        low, high = window_of(f, position, way, b, way[b])
        if not low <= position[b] < high:
            return False
    return True


@lean
def _contains(stack: Ints, depth: int, b: int) -> bool:
    for k in range(depth + 1):  # noqa: SIM110 - generator expressions do not compile
        if stack[k] == b:
            return True
    return False


@lean
def pounds_touching(f: FlatBlocks, position: Ints, way: Ints, blocks: Ints, space: Workspace) -> float:
    """Cost of these placed blocks, and of the shared contracts and split groups they have a part in."""
    total = 0.0
    contracts, groups = space.contracts, space.groups
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
                total += f.bridge_price[g] * days_between(f, first, last)
    for b in blocks:
        for k in range(f.share_from[b], f.share_from[b + 1]):
            contracts[f.share_contract[k]] = False
        for k in range(f.bridge_from[b], f.bridge_from[b + 1]):
            groups[f.bridges[k]] = False
    return total
