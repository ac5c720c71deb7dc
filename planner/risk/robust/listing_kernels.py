"""Blocks placed anew in the order of a list, compiled."""

from __future__ import annotations

from planner.risk.execution.flat_program import Ints
from planner.solver.bound.flat_blocks import FlatBlocks
from planner.solver.compiling import lean
from planner.solver.search.placing_kernels import Workspace, place_all, take_capacity


@lean
def place_again(
    f: FlatBlocks, position: Ints, way: Ints, free: Ints, order: Ints, days_tried: int, space: Workspace
) -> bool:
    """Take these blocks off and place them in their order, each in the way it has; False where one finds no day."""
    for b in order:
        if position[b] >= 0:
            take_capacity(f, free, f.way_from[b] + way[b], position[b], 1)
            position[b] = -1
    return place_all(f, position, way, free, order, True, days_tried, space)
