"""What a plan costs at least, block by block, as an expression of the exact model: the bound and what starts add to it.

In a tree of precedences let `A_b(t)` be the priced cost of block b started on t, with the best answers of everything
farther from the root. Let `m_b(t)` be the least `A_b` that a start t of the block nearer to the root leaves. Both come from
the dynamic programme of `dual_kernels`. Each block takes from its neighbour the answers it brings in itself. So the sum of
all `A_b(t_b) − m_b(t_near)` is the priced cost of the tree, and no difference is negative. A plan that keeps capacity
therefore costs

    cost ≥ L + Σ_roots [A_b(t_b) − least A_b] + Σ_others [A_b(t_b) − m_b(t_near)].

The exact model sees the cost of a plan only when most starts are known. These differences rise as soon as a single start
moves away from where the relaxation has it. Together they end a search early, which pruning start by start does not.

Functions of a start become steps. Neighbouring starts of nearly the same value share one Boolean and the least of their
values (`A`) or the largest (`m`), rounded down or up to whole pounds. So every difference is at most what it stands for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from planner.solver.arrays import Mask, Pounds
from planner.solver.bound.blocks import Blocks
from planner.solver.bound.dual_ascent import DualAscent
from planner.solver.bound.dual_kernels import find_answers, gather, running_least
from planner.solver.bound.lagrangian import safe_pounds
from planner.solver.bound.pruning import open_positions
from planner.solver.model.steps import level
from planner.solver.model.variables import Expression, Variables


@dataclass
class _Steps:
    """Makes functions of the starts of blocks; see `least_cost`."""

    variables: Variables
    blocks: Blocks
    migrations: Sequence[int]
    open: list[list[Mask]]
    tolerance: float
    share: float

    def function(self, b: int, rows: Sequence[Pounds], *, least: bool) -> cp_model.LinearExpr:
        """A whole number of pounds for every way and start of block b that is open: `rows[way]`, rounded down or up."""
        steps = [
            (way, first, last, int(np.floor(value) if least else np.ceil(value)))
            for way, row in enumerate(rows)
            for first, last, value in level(row, self.open[b][way], self.tolerance, self.share, least=least)
        ]
        if len({value for *_, value in steps}) <= 1:
            return cp_model.LinearExpr.constant(steps[0][3] if steps else 0)
        literals = [self._literal(b, way, first, last) for way, first, last, _ in steps]
        self.variables.model.add_exactly_one(literals)
        return cp_model.LinearExpr.weighted_sum(literals, [value for *_, value in steps])

    def _literal(self, b: int, way: int, first: int, last: int) -> cp_model.IntVar:
        """True where the block runs in this way and starts in these positions."""
        model, block, axis = self.variables.model, self.blocks.blocks[b], self.blocks.axis
        literal = model.new_bool_var("")
        chosen = block.ways[way]
        shift = axis.first_day + chosen.shifts[0]
        start = self.variables.start[self.migrations[block.members[0]]]
        model.add_linear_constraint(start, first + shift, last + shift).only_enforce_if(literal)
        for i, mode in zip(block.members, chosen.modes, strict=True):
            model.add_implication(literal, self.variables.presence[self.migrations[i]][mode])
        return literal


def least_cost(
    variables: Variables, blocks: Blocks, dual: DualAscent, target_pounds: int, migrations: Sequence[int] | None = None
) -> Expression:
    """No more than a plan of these blocks costs, for plans that cost no more than the target.

    `migrations`: where the migrations of the blocks stand among the variables, if these are of a larger instance.
    """
    bound = safe_pounds(dual.lagrangian.pounds(dual.best_prices))
    flat, forest = dual.flat, dual.lagrangian.forest
    total = dual.lagrangian.costs(dual.best_prices)
    gather(flat, forest, total)
    most = max(0, target_pounds - bound) + 1
    steps = _Steps(
        variables,
        blocks,
        range(len(blocks.instance.migrations)) if migrations is None else migrations,
        open_positions(blocks, dual, target_pounds + 1),
        most / dual.tuning.steps,
        dual.tuning.step_share,
    )
    by_block = [total[flat.way_from[b] : flat.way_from[b + 1]] for b in range(len(blocks.blocks))]
    above: list[cp_model.LinearExprT] = []
    for b in forest.roots.tolist():
        above.append(steps.function(b, list(np.minimum(by_block[b] - by_block[b].min(), most)), least=True))
    answers = np.empty(total.shape[1])
    for k, (far, near) in enumerate(zip(forest.block.tolist(), forest.near.tolist(), strict=True)):
        best = running_least(flat, total, far, forest.waits[k])
        rows = []
        for n in range(len(blocks.blocks[near].ways)):
            answers[:] = np.inf
            find_answers(flat, forest, k, n, best, answers)
            rows.append(np.where(steps.open[near][n], answers, -np.inf) - by_block[far].min())
        largest = max(float(row.max()) for row in rows)
        own = list(np.minimum(by_block[far] - by_block[far].min(), max(0.0, largest) + most))
        difference = variables.model.new_int_var(0, most, "")
        variables.model.add(
            difference >= steps.function(far, own, least=True) - steps.function(near, rows, least=False)
        )
        above.append(difference)
    return bound + cp_model.LinearExpr.sum(above)
