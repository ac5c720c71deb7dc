"""A proved lower bound at day resolution: capacity priced, precedence kept, cover kept.

Lagrangian relaxation in the spirit of Möhring, Schulz, Stork, Uetz 2003 ("Solving project scheduling problems by minimum
cut computations"): the capacity of resource r on day d gets a price λ_rd ≥ 0. For every λ

    L(λ) = min over starts and modes of [ cost + Σ_rd λ_rd · use_rd ] − Σ_rd λ_rd · capacity_rd  ≤  optimum,

because a plan that keeps capacity pays Σ λ (use − capacity) ≤ 0 on top of its cost. What is minimised inside is
relaxed further in three ways, each of which can only lower the minimum:

- constraints are left out: arcs that close a cycle, coupling of options by budgets.
- members of a group that may be split at a price are pulled together: price · (max C − min C) ≥ Σ_i Σ_t a_i(t) · [C_i > t]
  for pulls with Σ_i a_i(t) ≤ 0 and Σ_i max(0, a_i(t)) ≤ price at every t.
- the cost of a contract that several blocks release is split: f_c(max_i N_i) ≥ Σ_i Σ_t w_i(t) · Δf_c(t) · [N_i ≥ t] for
  weights w_i(t) ≥ 0 that add up to at most 1 at every t.

So L is a bound of day-exact plans whatever the prices are: how they were found plays no part in the argument. All costs
are whole pounds. Prices and pulls are multiples of 2⁻¹⁰ pound and weights of 2⁻²⁰, rounded so that the conditions hold.
One pound is taken off for the rounding that is left in sums.

Subgradient steps improve the prices, with Polyak's step length and a target between bound and best plan. The average of the
inner solutions estimates the solution of the linear relaxation (Barahona and Anbil 2000, volume algorithm).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from planner.solver.arrays import Pounds
from planner.solver.bound.ascent_kernels import WEIGHT_GRID, Prices, Relaxation, rebate
from planner.solver.bound.blocks import Blocks
from planner.solver.bound.day_kernels import pull_sums
from planner.solver.bound.dual_kernels import (
    FlatForest,
    cover_shares,
    least_totals,
    priced_costs,
    reach_of,
    solve_inner,
    sums_before,
)
from planner.solver.bound.flat_blocks import FlatBlocks
from planner.solver.bound.forest import flatten_forest, spanning_forest


@dataclass
class LagrangianBound:
    """Evaluates the bound of an instance at prices."""

    blocks: Blocks
    flat: FlatBlocks
    forest: FlatForest = field(init=False)
    relaxation: Relaxation = field(init=False)

    def __post_init__(self) -> None:
        self.forest = flatten_forest(self.blocks, spanning_forest(self.blocks))
        self.take_over_curves()

    def take_over_curves(self) -> None:
        """Take over the shared curves of `flat`."""
        curves = self.flat.curves
        self.relaxation = Relaxation(
            capacity=capacity_by_day(self.blocks),
            deltas=np.diff(curves, axis=1, prepend=curves[:, :1]),
            base=self.blocks.constant_pounds + float(curves[:, 0].sum()),
        )

    def start_prices(self) -> Prices:
        """No price on capacity, equal shares of shared contracts, no pulls."""
        size = self.blocks.axis.size
        sharing = np.diff(self.flat.holder_from)
        share = np.floor(WEIGHT_GRID / np.repeat(sharing, sharing)) / WEIGHT_GRID
        return Prices(
            capacity=np.zeros_like(self.relaxation.capacity),
            weights=np.repeat(share[:, None], self.blocks.axis.need_size, axis=1),
            pulls=np.zeros((self.flat.members.size, size)),
        )

    def scratch(self) -> Pounds:
        """A table of ways and positions for the kernels, infinite where a way is not open."""
        return np.full_like(self.flat.pounds, np.inf)

    def sums(self, prices: Prices) -> tuple[Pounds, Pounds, Pounds]:
        """By position, and some beyond the axis: prices of resources before it, shares of shared contracts, pulls."""
        beyond = reach_of(self.flat) + 1
        size = self.blocks.axis.size + beyond
        sums = np.empty((prices.capacity.shape[0], size))
        shares = np.empty((prices.weights.shape[0], self.blocks.axis.need_size + beyond))
        pulls = np.empty((prices.pulls.shape[0], size))
        sums_before(prices.capacity, sums)
        cover_shares(self.flat, prices.weights, self.relaxation.deltas, shares)
        pull_sums(self.flat, prices.pulls, pulls)
        return sums, shares, pulls

    def costs(self, prices: Prices) -> Pounds:
        """Cost of every way (numbered through) and reference position under the prices, the use of capacity included."""
        total = self.scratch()
        priced_costs(self.flat, *self.sums(prices), total)
        return total

    def pounds(self, prices: Prices) -> float:
        """L at some prices, which must lie on their grids for it to be exact; infinite where nothing keeps the rules."""
        count = len(self.blocks.blocks)
        position, way = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
        inner = float(solve_inner(self.flat, self.forest, self.costs(prices), position, way))
        return inner + self.relaxation.base - float(rebate(prices.capacity, self.relaxation.capacity))

    def least_pounds(self, prices: Prices) -> Pounds:
        """The bound with every way and position forced: no plan that starts a block there costs less."""
        total = self.costs(prices)
        least_totals(self.flat, self.forest, total)
        tree_least = np.minimum.reduceat(total.min(axis=1), self.flat.way_from[:-1])
        result: Pounds = total - np.repeat(tree_least, np.diff(self.flat.way_from))[:, None] + self.pounds(prices)
        return result


def capacity_by_day(blocks: Blocks) -> Pounds:
    """Capacity of every resource on every day of the axis; before the status date nothing is scarce."""
    axis = blocks.axis
    capacity = np.full((len(blocks.instance.resources), axis.size), np.inf)
    for r, resource in enumerate(blocks.instance.resources):
        for first, until, amount in resource.pieces(axis.until_day):
            capacity[r, axis.index(first) : axis.index(until)] = amount
    return capacity


def safe_pounds(pounds: float) -> int:
    """The bound as whole pounds, one taken off for rounding; the cost of every plan is a whole number."""
    return math.ceil(pounds - 1.0)
