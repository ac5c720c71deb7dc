"""Starts that no better plan can have, by reduced cost.

If the bound with a block forced to start on day t is not below the cost of a known plan, no better plan starts it there.
What is left is what the exact model needs to look at; its answer "nothing better" is a proof for the whole component.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from ortools.sat.python import cp_model

from planner.solver.arrays import Mask
from planner.solver.bound.blocks import Blocks
from planner.solver.bound.dual_ascent import DualAscent
from planner.solver.model.variables import Variables


def open_positions(blocks: Blocks, dual: DualAscent, pounds: int) -> list[list[Mask]]:
    """For every block and way the reference positions a plan cheaper than `pounds` may use."""
    least = iter(dual.lagrangian.least_pounds(dual.best_prices))
    return [[(next(least) < pounds) & way.allowed for way in block.ways] for block in blocks.blocks]


def restrict_starts(
    variables: Variables, blocks: Blocks, dual: DualAscent, pounds: int, migrations: Sequence[int] | None = None
) -> None:
    """Leave every migration only the starts that a plan cheaper than `pounds` may have.

    `migrations`: where the migrations of the blocks stand among the variables, if these are of a larger instance.
    """
    for block, masks in zip(blocks.blocks, open_positions(blocks, dual, pounds), strict=True):
        for m, i in enumerate(block.members):
            days: set[int] = set()
            for way, mask in zip(block.ways, masks, strict=True):
                days.update((np.flatnonzero(mask) + blocks.axis.first_day + way.shifts[m]).tolist())
            domain = cp_model.Domain.from_values(sorted(days))
            start = variables.start[i if migrations is None else migrations[i]]
            variables.model.add_linear_expression_in_domain(start, domain)
