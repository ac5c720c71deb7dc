"""Lists of blocks turned into plans: every block in turn begins as early as capacity and the rules leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.plan.entries import Plan
from planner.risk.execution.flat_program import Ints
from planner.risk.robust.listing_kernels import place_again
from planner.solver.bound.blocks import Blocks, make_blocks
from planner.solver.bound.flat_blocks import FlatBlocks, flatten
from planner.solver.bound.lagrangian import capacity_by_day
from planner.solver.bound.option_prices import with_prices
from planner.solver.model.candidate import from_plan, to_plan
from planner.solver.model.instance import Instance
from planner.solver.model.option_choice import with_options
from planner.solver.model.parts import components
from planner.solver.search.placement import AMPLE
from planner.solver.search.placing_kernels import Workspace, make_workspace
from planner.solver.tuning import DEFAULT_TUNING


@dataclass(frozen=True)
class Listing:
    """The blocks of a plan, each in the modes of the plan. `planned`: where the plan has them, as positions of the axis.

    `parts`: the blocks that share nothing with others. `ways`: the way of each block that has the modes of the plan.
    """

    instance: Instance
    blocks: Blocks
    flat: FlatBlocks
    parts: tuple[tuple[int, ...], ...]
    ways: Ints
    planned: Ints
    modes: tuple[int, ...]

    @classmethod
    def of(cls, instance: Instance, plan: Plan) -> Listing | None:
        """The blocks of a plan; None where it leaves migrations out, or has a block where it cannot be."""
        own = from_plan(instance, plan)
        if own is None:
            return None
        free = with_prices(instance, [0.0] * len(instance.limits)).instance
        blocks = make_blocks(free, DEFAULT_TUNING.bound.most_ways)
        found = [_placed(blocks, b, own.starts, own.modes) for b in range(len(blocks.blocks))]
        placed = [item for item in found if item is not None]
        if len(placed) < len(found):
            return None
        return cls(
            instance=instance,
            blocks=blocks,
            flat=_without_waiting(flatten(blocks)),
            parts=tuple(_blocks_of(blocks, part.migrations) for part in components(free)),
            ways=np.array([way for way, _ in placed], dtype=np.int64),
            planned=np.array([at for _, at in placed], dtype=np.int64),
            modes=own.modes,
        )

    @cached_property
    def capacity(self) -> Ints:
        """The units of every resource on every day."""
        found = capacity_by_day(self.blocks)
        return np.where(np.isinf(found), AMPLE, found).astype(np.int64)

    @cached_property
    def free_to_move(self) -> tuple[int, ...]:
        """The blocks that may begin on more than one day."""
        first, last = self.flat.first_open, self.flat.last_open
        ways = self.flat.way_from[:-1] + self.ways
        return tuple(int(b) for b in range(len(ways)) if first[ways[b]] < last[ways[b]])

    def starts(self, positions: Ints) -> Ints:
        """The start of every migration, a position on the axis of days."""
        found, _ = self.blocks.starts_and_modes(positions, self.ways)
        return np.array(found, dtype=np.int64)

    def plan(self, positions: Ints) -> Plan | None:
        """The plan with the options that are cheapest for these starts; None where limits leave no choice of options."""
        chosen = with_options(self.instance, self.starts(positions).tolist(), self.modes, DEFAULT_TUNING.options)
        return None if chosen is None else to_plan(self.instance, chosen)


def _without_waiting(flat: FlatBlocks) -> FlatBlocks:
    """The same blocks, where nobody waits by choice: neither for a better price, nor for others of a split group."""
    return flat._replace(rising=np.ones_like(flat.rising), bridge_from=np.zeros_like(flat.bridge_from))


def _placed(blocks: Blocks, b: int, starts: Sequence[int], modes: Sequence[int]) -> tuple[int, int] | None:
    """Way and position of a block in a plan; None where its members do not stand as they must."""
    block = blocks.blocks[b]
    wanted = tuple(modes[i] for i in block.members)
    for place, way in enumerate(block.ways):
        days = {starts[i] - shift for i, shift in zip(block.members, way.shifts, strict=True)}
        if way.modes == wanted and len(days) == 1:
            return place, blocks.axis.index(days.pop())
    return None


def _blocks_of(blocks: Blocks, migrations: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted({blocks.block_of[i] for i in migrations}))


class ListPlacer:
    """Places the blocks of a part in the order of a list. It belongs to one thread."""

    def __init__(self, listing: Listing) -> None:
        self._listing = listing
        self._space: Workspace = make_workspace(listing.flat)
        self._free = listing.capacity.copy()
        self._way = listing.ways.copy()
        self.positions: Ints = np.full(len(listing.ways), -1, dtype=np.int64)

    def place(self, order: Ints) -> bool:
        """Place all blocks of a part in their order; False where one finds no day.

        Parts share nothing, so it does not matter where the blocks of other parts are.
        """
        days_tried = DEFAULT_TUNING.local.moves.days_tried
        return bool(
            place_again(self._listing.flat, self.positions, self._way, self._free, order, days_tried, self._space)
        )
