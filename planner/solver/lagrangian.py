"""A proved lower bound at day resolution: capacity priced, precedence kept, cover kept.

Lagrangian relaxation in the spirit of Möhring, Schulz, Stork, Uetz 2003 ("Solving project scheduling problems by minimum
cut computations"): the capacity of resource r on day d gets a price λ_rd ≥ 0. For every λ

    L(λ) = min over starts and modes of [ cost + Σ_rd λ_rd · use_rd ] − Σ_rd λ_rd · capacity_rd  ≤  optimum,

because a plan that keeps capacity pays Σ λ (use − capacity) ≤ 0 on top of its cost. What is minimised inside is
relaxed further in three ways, each of which can only lower the minimum:

- constraints are left out: arcs that close a cycle, coupling of options by budgets;
- members of a group that may be split at a price are pulled together: price · (max C − min C) ≥ Σ_i Σ_t a_i(t) · [C_i > t]
  for pulls with Σ_i a_i(t) ≤ 0 and Σ_i max(0, a_i(t)) ≤ price at every t;
- the cost of a contract that several blocks release is split: f_c(max_i N_i) ≥ Σ_i Σ_t w_i(t) · Δf_c(t) · [N_i ≥ t] for
  weights w_i(t) ≥ 0 that add up to at most 1 at every t.

So L is a bound of day-exact plans whatever the prices are: how they were found plays no part in the argument. All costs
are whole pounds, prices and pulls are multiples of 2⁻¹⁰ pound and weights of 2⁻²⁰, rounded so that the conditions
hold, and one pound is taken off for what is left of rounding in sums.

The prices are improved by subgradient steps (Polyak's step length with a target between bound and best plan), and the
average of the inner solutions estimates the solution of the linear relaxation (Barahona and Anbil 2000, volume algorithm).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from planner.solver.blocks import Blocks, Pounds
from planner.solver.dual_kernels import FlatForest, least_totals, priced_costs, solve_inner, use_by_day
from planner.solver.flat_blocks import FlatBlocks, Ints
from planner.solver.forest import flatten_forest, spanning_forest

PRICE_GRID = 1024.0
WEIGHT_GRID = 1048576.0


@dataclass
class Prices:
    """Price of each resource and day (`capacity[r, d]`); each block's share of shared contracts by day of need
    (`weights[c][k, t]`); each member's pull in the groups that may be split at a price (`pulls[g][k, t]`)."""

    capacity: Pounds
    weights: dict[int, Pounds]
    pulls: dict[int, Pounds]


@dataclass(frozen=True)
class Evaluation:
    """L at some prices: the bound in pounds, position and way of every block in the inner solution, use by day.

    Infinite pounds: no starts keep even the rules that are left, and the rest says nothing.
    """

    pounds: float
    position: Ints
    way: Ints
    use: Pounds


@dataclass
class LagrangianBound:
    """Evaluates the bound of an instance at prices."""

    blocks: Blocks
    flat: FlatBlocks
    forest: FlatForest = field(init=False)
    capacity: Pounds = field(init=False)
    deltas: dict[int, Pounds] = field(init=False)
    bridges: tuple[tuple[int, tuple[int, ...]], ...] = field(init=False)
    _base: float = field(init=False)

    def __post_init__(self) -> None:
        self.forest = flatten_forest(self.blocks, spanning_forest(self.blocks))
        self.capacity = capacity_by_day(self.blocks)
        self.deltas = {c: np.diff(curve, prepend=curve[0]) for c, curve in self.blocks.cover_pounds.items()}
        self.bridges = self.blocks.bridges
        self._base = self.blocks.constant_pounds + sum(float(curve[0]) for curve in self.blocks.cover_pounds.values())

    def start_prices(self) -> Prices:
        """No price on capacity, equal shares of shared contracts, no pulls."""
        size = self.blocks.axis.size
        return Prices(
            capacity=np.zeros_like(self.capacity),
            weights={c: np.full((len(b), size), 1.0 / len(b)) for c, b in self.blocks.shared.items()},
            pulls={g: np.zeros((len(blocks), size)) for g, (_, blocks) in enumerate(self.bridges)},
        )

    def costs(self, prices: Prices) -> Pounds:
        """Cost of every way (numbered through) and reference position under the prices, the use of capacity included."""
        sums = np.zeros((prices.capacity.shape[0], prices.capacity.shape[1] + 1))
        np.cumsum(prices.capacity, axis=1, out=sums[:, 1:])
        size = self.blocks.axis.size
        shares = [np.cumsum(prices.weights[c] * self.deltas[c], axis=1) for c in sorted(self.blocks.shared)]
        pulls = [_sums_before(prices.pulls[g]) for g in range(len(self.bridges))]
        return priced_costs(self.flat, sums, _stacked(shares, size), _stacked(pulls, size))

    def evaluate(self, prices: Prices) -> Evaluation:
        """L(λ) with its inner solution. Prices must lie on their grids for the bound to be exact; see `on_grid`."""
        count = len(self.blocks.blocks)
        position, way = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
        inner = solve_inner(self.flat, self.forest, self.costs(prices), position, way)
        if not math.isfinite(inner):
            return Evaluation(math.inf, position, way, np.zeros_like(prices.capacity))
        priced = prices.capacity > 0
        pounds = inner + self._base - float((prices.capacity[priced] * self.capacity[priced]).sum())
        return Evaluation(pounds, position, way, use_by_day(self.flat, position, way, len(self.capacity)))

    def least_pounds(self, prices: Prices) -> Pounds:
        """The bound with every way and position forced: no plan that starts a block there costs less."""
        total = self.costs(prices)
        least_totals(self.flat, self.forest, total)
        bound = self.evaluate(prices).pounds
        tree_least = np.minimum.reduceat(total.min(axis=1), self.flat.way_from[:-1])
        result: Pounds = total - np.repeat(tree_least, np.diff(self.flat.way_from))[:, None] + bound
        return result

    def needs(self, evaluation: Evaluation) -> dict[int, Ints]:
        """End of need (as a position) of every block that releases a shared contract."""
        return {
            c: np.array(
                [
                    evaluation.position[b] + self.blocks.blocks[b].ways[evaluation.way[b]].need_offsets[c]
                    for b in sharing
                ]
            )
            for c, sharing in self.blocks.shared.items()
        }

    def cutovers(self, evaluation: Evaluation) -> dict[int, Ints]:
        """Cutover (as a position) of every member of the groups that may be split."""
        return {
            g: np.array(
                [evaluation.position[b] + self.blocks.blocks[b].ways[evaluation.way[b]].cutover_offset for b in members]
            )
            for g, (_, members) in enumerate(self.bridges)
        }


def _stacked(rows: list[Pounds], size: int) -> Pounds:
    return np.vstack(rows) if rows else np.zeros((0, size))


def _sums_before(rows: Pounds) -> Pounds:
    """`result[k, t] = Σ_{u < t} rows[k, u]`."""
    sums = np.zeros_like(rows)
    np.cumsum(rows[:, :-1], axis=1, out=sums[:, 1:])
    return sums


def capacity_by_day(blocks: Blocks) -> Pounds:
    """Capacity of every resource on every day of the axis; before the status date nothing is scarce."""
    axis = blocks.axis
    capacity = np.full((len(blocks.instance.resources), axis.size), np.inf)
    for r, resource in enumerate(blocks.instance.resources):
        for first, until, amount in resource.pieces(axis.until_day):
            capacity[r, axis.index(first) : axis.index(until)] = amount
    return capacity


def on_grid(prices: Prices) -> Prices:
    """The same prices rounded so that sums of them are exact: capacity to 2⁻¹⁰ pound, weights to 2⁻²⁰ (rounded down)."""
    return Prices(
        capacity=np.round(np.maximum(prices.capacity, 0.0) * PRICE_GRID) / PRICE_GRID,
        weights={c: np.floor(np.clip(w, 0.0, 1.0) * WEIGHT_GRID) / WEIGHT_GRID for c, w in prices.weights.items()},
        pulls={g: np.floor(a * PRICE_GRID) / PRICE_GRID for g, a in prices.pulls.items()},
    )


def safe_pounds(evaluation: Evaluation) -> int:
    """The bound as whole pounds, one taken off for rounding; the cost of every plan is a whole number."""
    return math.ceil(evaluation.pounds - 1.0)
