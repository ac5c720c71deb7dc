"""Blocks as flat arrays for the compiled kernels: nothing but numbers, one copy for every search of a component."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.solver.arrays import Ints, Mask, Pounds
from planner.solver.bound.blocks import Blocks, start_lags
from planner.solver.model.instance import Arc

NO_LAG = -(10**7)


class FlatBlocks(NamedTuple):
    """All relations as ranges: the entries of x lie in `[x_from[k], x_from[k + 1])`.

    Ways are numbered through all blocks (`way_from[b]`). `pounds[w, t]` is infinite where way w may not start.
    `opens`, `closes`: the ranges of positions where a way may start, ends exclusive, as entries of `open_from`. `rising[w]`:
    the cost never falls with t. `first_open[w]`, `last_open[w]`: the range in which way w may start. Ties of block b:
    `tie_other`, whether b waits (`tie_waits`), and where its lags begin (`tie_lag`), one for each way of b and way of the
    other. `use_*`: by resource, the largest demand first, where short capacity is seen soonest. `share_*`: shared contracts
    of a block, with the offset to the end of need by way in `share_need`. Where working days are counted it holds rows of
    `need_ends` instead: the place of the end in the curves by position. `day_of` then is the calendar day of every
    position; else both are empty. `bridge_*`: groups of a block that may be split at
    a price. `share_holder`, `bridge_member`: where the block stands in `holders` of its contract and `members` of its group.
    `users`: blocks of each resource.
    """

    way_from: Ints
    pounds: Pounds
    open_from: Ints
    opens: Ints
    closes: Ints
    rising: npt.NDArray[np.bool_]
    first_open: Ints
    last_open: Ints
    cutover_offset: Ints
    use_from: Ints
    use_resource: Ints
    use_first: Ints
    use_until: Ints
    use_amount: Ints
    tie_from: Ints
    tie_other: Ints
    tie_waits: npt.NDArray[np.bool_]
    tie_lag: Ints
    lags: Ints
    share_from: Ints
    share_contract: Ints
    share_holder: Ints
    share_need_from: Ints
    share_need: Ints
    curves: Pounds
    holder_from: Ints
    holders: Ints
    bridge_from: Ints
    bridges: Ints
    bridge_member: Ints
    bridge_price: Pounds
    member_from: Ints
    members: Ints
    user_from: Ints
    users: Ints
    movable: Ints
    need_ends: Ints
    day_of: Ints


def flatten(blocks: Blocks) -> FlatBlocks:
    """The arrays of the blocks."""
    ways = [way for block in blocks.blocks for way in block.ways]
    uses = [use for way in ways for use in sorted(way.uses, key=lambda use: (use.resource, -use.amount))]
    ranges = [_ranges(way.allowed) for way in ways]
    ties = [_ties_of(blocks, b, arcs) for b, arcs in enumerate(_arcs_by_block(blocks))]
    flat_ties = [tie for of_block in ties for tie in of_block]
    shared = sorted(blocks.shared)
    contracts_of = _contracts_of(blocks)
    bridges = blocks.bridges
    bridges_of = [[g for g, (_, members) in enumerate(bridges) if b in members] for b in range(len(blocks.blocks))]
    users = _users(blocks)
    position = {c: k for k, c in enumerate(shared)}
    holder_from = _starts([len(blocks.shared[c]) for c in shared])
    member_from = _starts([len(members) for _, members in bridges])
    needs = _Needs(blocks, contracts_of)
    return FlatBlocks(
        way_from=_starts([len(block.ways) for block in blocks.blocks]),
        pounds=np.vstack([way.pounds for way in ways]),
        open_from=_starts([len(of_way) for of_way in ranges]),
        opens=_ints([low for of_way in ranges for low, _ in of_way]),
        closes=_ints([high for of_way in ranges for _, high in of_way]),
        rising=np.array([_rises(way.pounds) for way in ways], dtype=np.bool_),
        first_open=_ints([of_way[0][0] for of_way in ranges]),
        last_open=_ints([of_way[-1][1] - 1 for of_way in ranges]),
        cutover_offset=_ints([way.cutover_offset for way in ways]),
        use_from=_starts([len(way.uses) for way in ways]),
        use_resource=_ints([use.resource for use in uses]),
        use_first=_ints([use.from_offset for use in uses]),
        use_until=_ints([use.until_offset for use in uses]),
        use_amount=_ints([use.amount for use in uses]),
        tie_from=_starts([len(of_block) for of_block in ties]),
        tie_other=_ints([other for other, _, _ in flat_ties]),
        tie_waits=np.array([waits for _, waits, _ in flat_ties], dtype=np.bool_),
        tie_lag=_starts([len(lags) for _, _, lags in flat_ties]),
        lags=_ints([lag for _, _, lags in flat_ties for lag in lags]),
        share_from=_starts([len(contracts) for contracts in contracts_of]),
        share_contract=_ints([position[c] for contracts in contracts_of for c in contracts]),
        share_holder=_ints(
            [holder_from[position[c]] + blocks.shared[c].index(b) for b, held in enumerate(contracts_of) for c in held]
        ),
        share_need_from=_starts([len(contracts_of[b]) for b, block in enumerate(blocks.blocks) for _ in block.ways]),
        share_need=_ints(needs.offsets_or_rows),
        curves=np.vstack([blocks.cover_pounds[c] for c in shared]) if shared else np.zeros((0, blocks.axis.need_size)),
        holder_from=holder_from,
        holders=_ints([b for c in shared for b in blocks.shared[c]]),
        bridge_from=_starts([len(of_block) for of_block in bridges_of]),
        bridges=_ints([g for of_block in bridges_of for g in of_block]),
        bridge_member=_ints(
            [member_from[g] + bridges[g][1].index(b) for b, of_block in enumerate(bridges_of) for g in of_block]
        ),
        bridge_price=np.array([price for price, _ in bridges], dtype=np.float64),
        member_from=member_from,
        members=_ints([b for _, members in bridges for b in members]),
        user_from=_starts([len(of_resource) for of_resource in users]),
        users=_ints([b for of_resource in users for b in of_resource]),
        movable=_ints(_movable(blocks)),
        need_ends=needs.ends,
        day_of=_day_of(blocks, max((way.cutover_offset for way in ways), default=0)),
    )


def _movable(blocks: Blocks) -> list[int]:
    """Blocks that have a choice."""
    return [b for b, block in enumerate(blocks.blocks) if sum(int(way.allowed.sum()) for way in block.ways) > 1]


def _ints(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _starts(lengths: list[int]) -> Ints:
    return np.array([0, *accumulate(lengths)], dtype=np.int64)


def _ranges(allowed: Mask) -> list[tuple[int, int]]:
    """Where a mask holds: first positions and those after the last."""
    changes = np.flatnonzero(np.diff(allowed.astype(np.int8), prepend=0, append=0)).tolist()
    return list(zip(changes[::2], changes[1::2], strict=True))


def _rises(pounds: Pounds) -> bool:
    finite = pounds[np.isfinite(pounds)]
    return bool(np.all(np.diff(finite) >= 0))


def _arcs_by_block(blocks: Blocks) -> list[list[tuple[Arc, bool]]]:
    """Arcs of every block to others, and whether the block waits."""
    found: list[list[tuple[Arc, bool]]] = [[] for _ in blocks.blocks]
    for arc in blocks.instance.arcs:
        p, s = blocks.block_of[arc.predecessor], blocks.block_of[arc.successor]
        if p != s:
            found[s].append((arc, True))
            found[p].append((arc, False))
    return found


Tie = tuple[int, bool, list[int]]


def _ties_of(blocks: Blocks, b: int, arcs: list[tuple[Arc, bool]]) -> list[Tie]:
    """Precedences of a block, and the groups whose members stay apart as two of them: neither cutover may be earlier."""
    ties: list[Tie] = []
    for arc, waits in arcs:
        other = blocks.block_of[arc.predecessor if waits else arc.successor]
        ties.append((other, waits, _lags(blocks, arc, b, other, waits)))
    for group in blocks.apart:
        for other in {blocks.block_of[i] for i in group.members} - {b}:
            if b in {blocks.block_of[i] for i in group.members}:
                ties.append((other, True, _cutover_lags(blocks, b, other, +1)))
                ties.append((other, False, _cutover_lags(blocks, b, other, -1)))
    return ties


def _cutover_lags(blocks: Blocks, b: int, other: int, sign: int) -> list[int]:
    """Lag that brings two cutovers together, by way of the block and way of the other."""
    return [
        sign * (there.cutover_offset - here.cutover_offset)
        for here in blocks.blocks[b].ways
        for there in blocks.blocks[other].ways
    ]


def _lags(blocks: Blocks, arc: Arc, b: int, other: int, waits: bool) -> list[int]:
    lags: list[int] = []
    successor = b if waits else other
    member = blocks.blocks[successor].members.index(arc.successor)
    modes = blocks.instance.migrations[arc.successor].modes
    for here in blocks.blocks[b].ways:
        for there in blocks.blocks[other].ways:
            before, after = (there, here) if waits else (here, there)
            begun = modes[after.modes[member]].begun
            lags.append(NO_LAG if begun else start_lags(blocks, arc, before, after))
    return lags


def _contracts_of(blocks: Blocks) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in blocks.blocks]
    for c in sorted(blocks.shared):
        for b in blocks.shared[c]:
            found[b].append(c)
    return found


class _Needs:
    """The ends of need by way and shared contract: offsets where calendar days are counted, else rows of a table.

    Ways with the same need share a row.
    """

    def __init__(self, blocks: Blocks, contracts_of: list[list[int]]) -> None:
        held = zip(blocks.blocks, contracts_of, strict=True)
        needs = [way.needs[c] for block, contracts in held for way in block.ways for c in contracts]
        self.ends: Ints = np.zeros((0, 0), dtype=np.int64)
        if blocks.axis.days.is_calendar:
            self.offsets_or_rows = [need[0][0] for need in needs]
            return
        row = {need: r for r, need in enumerate(dict.fromkeys(needs))}
        self.offsets_or_rows = [row[need] for need in needs]
        if row:
            self.ends = np.vstack([blocks.axis.need_index(need) for need in row])


def _day_of(blocks: Blocks, reach: int) -> Ints:
    """The calendar day of every position that a cutover may fall on; nothing where calendar days are counted."""
    axis = blocks.axis
    if axis.days.is_calendar:
        return _ints([])
    return axis.days_at(np.arange(axis.first_day, axis.until_day + reach + 1))


def _users(blocks: Blocks) -> list[list[int]]:
    users: list[list[int]] = [[] for _ in blocks.instance.resources]
    for b, block in enumerate(blocks.blocks):
        for r in sorted({use.resource for way in block.ways for use in way.uses}):
            users[r].append(b)
    return users
