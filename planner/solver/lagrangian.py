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
import numpy.typing as npt

from planner.solver.blocks import Blocks, Pounds, shifted
from planner.solver.forest import Choice, ForestProgramme, spanning_forest
from planner.solver.instance import Use

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
    """L at some prices: the bound in pounds, the inner solution, the use of every resource by day."""

    pounds: float
    choice: Choice
    use: Pounds


@dataclass
class LagrangianBound:
    """Evaluates and improves the bound of an instance."""

    blocks: Blocks
    programme: ForestProgramme = field(init=False)
    capacity: Pounds = field(init=False)
    deltas: dict[int, Pounds] = field(init=False)
    bridges: list[tuple[int, tuple[int, ...]]] = field(init=False)
    _base: float = field(init=False)
    _flat: _FlatUses = field(init=False)

    def __post_init__(self) -> None:
        self.programme = ForestProgramme(self.blocks, spanning_forest(self.blocks))
        self.capacity = capacity_by_day(self.blocks)
        self.deltas = {c: np.diff(curve, prepend=curve[0]) for c, curve in self.blocks.cover_pounds.items()}
        self._base = self.blocks.constant_pounds + sum(curve[0] for curve in self.blocks.cover_pounds.values())
        self.bridges = bridges_between(self.blocks)
        self._flat = _flat_uses(self.blocks)

    def start_prices(self) -> Prices:
        """No price on capacity, equal shares of shared contracts."""
        size = self.blocks.axis.size
        return Prices(
            capacity=np.zeros_like(self.capacity),
            weights={c: np.full((len(b), size), 1.0 / len(b)) for c, b in self.blocks.shared.items()},
            pulls={g: np.zeros((len(blocks), size)) for g, (_, blocks) in enumerate(self.bridges)},
        )

    def costs(self, prices: Prices) -> list[list[Pounds]]:
        """Cost of every block, way and reference position under the prices, the use of capacity included."""
        sums = np.zeros((prices.capacity.shape[0], prices.capacity.shape[1] + 1))
        np.cumsum(prices.capacity, axis=1, out=sums[:, 1:])
        curves: dict[tuple[Use, ...], Pounds] = {}
        shares = {
            (c, b): np.cumsum(prices.weights[c][k] * self.deltas[c])
            for c, sharing in self.blocks.shared.items()
            for k, b in enumerate(sharing)
        }
        pulls = self._pulls_by_block(prices)
        costs: list[list[Pounds]] = []
        for b, block in enumerate(self.blocks.blocks):
            costs.append([])
            for way in block.ways:
                if way.uses not in curves:
                    curves[way.uses] = _priced_use(way.uses, sums, self.blocks.axis.size)
                total = way.pounds + curves[way.uses]
                for c, offset in way.need_offsets.items():
                    if (c, b) in shares:
                        total = total + shifted(shares[c, b], offset)
                for pull in pulls.get(b, ()):
                    total = total + shifted(pull, way.cutover_offset)
                costs[-1].append(total)
        return costs

    def _pulls_by_block(self, prices: Prices) -> dict[int, list[Pounds]]:
        """What the bridges add to every member by its cutover: `Σ_{t < cutover} a(t)`."""
        found: dict[int, list[Pounds]] = {}
        for g, (_, members) in enumerate(self.bridges):
            for k, b in enumerate(members):
                sums = np.cumsum(prices.pulls[g][k])
                found.setdefault(b, []).append(np.concatenate([[0.0], sums[:-1]]))
        return found

    def cutovers(self, choice: Choice) -> dict[int, npt.NDArray[np.int64]]:
        """Cutover (as a position) of every member of the groups that may be split."""
        return {
            g: np.array(
                [choice.positions[b] + self.blocks.blocks[b].ways[choice.ways[b]].cutover_offset for b in members]
            )
            for g, (_, members) in enumerate(self.bridges)
        }

    def evaluate(self, prices: Prices) -> Evaluation:
        """L(λ) with its inner solution. Prices must lie on their grids for the bound to be exact; see `on_grid`."""
        choice = self.programme.cheapest(self.costs(prices))
        priced = prices.capacity > 0
        pounds = choice.pounds + self._base - float((prices.capacity[priced] * self.capacity[priced]).sum())
        return Evaluation(pounds, choice, self.use_of(choice))

    def use_of(self, choice: Choice) -> Pounds:
        """Use of every resource by day of an inner solution."""
        changes = np.zeros((self.capacity.shape[0], self.blocks.axis.size + 1))
        resources, firsts, untils, amounts = self._flat.gather(choice)
        size = self.blocks.axis.size
        np.add.at(changes, (resources, np.minimum(firsts, size)), amounts)
        np.add.at(changes, (resources, np.minimum(untils, size)), -amounts)
        return np.cumsum(changes, axis=1)[:, :-1]

    def needs(self, choice: Choice) -> dict[int, npt.NDArray[np.int64]]:
        """End of need (as a position) of every block that releases a shared contract."""
        return {
            c: np.array(
                [choice.positions[b] + self.blocks.blocks[b].ways[choice.ways[b]].need_offsets[c] for b in sharing]
            )
            for c, sharing in self.blocks.shared.items()
        }


def bridges_between(blocks: Blocks) -> list[tuple[int, tuple[int, ...]]]:
    """Price per day and blocks of every group that may be split."""
    found = []
    for group in blocks.bridged:
        members = tuple(sorted({blocks.block_of[i] for i in group.members}))
        if len(members) > 1:
            found.append((group.bridge_pounds_per_day or 0, members))
    return found


def capacity_by_day(blocks: Blocks) -> Pounds:
    """Capacity of every resource on every day of the axis; before the status date nothing is scarce."""
    axis = blocks.axis
    capacity = np.full((len(blocks.instance.resources), axis.size), np.inf)
    for r, resource in enumerate(blocks.instance.resources):
        for first, until, amount in resource.pieces(axis.until_day):
            capacity[r, axis.index(first) : axis.index(until)] = amount
    return capacity


def _priced_use(uses: tuple[Use, ...], sums: Pounds, size: int) -> Pounds:
    """Price of the uses by reference position; what lies beyond the axis is free."""
    total = np.zeros(size)
    for use in uses:
        row = sums[use.resource]
        whole = max(0, size - use.until_offset)
        length = use.until_offset - use.from_offset
        inside = row[use.from_offset : use.from_offset + whole + length]
        total[:whole] += use.amount * (inside[length : length + whole] - inside[:whole])
        tail = np.arange(max(0, size - use.until_offset), size)
        total[tail] += use.amount * (row[size] - row[np.minimum(tail + use.from_offset, size)])
    return total


@dataclass(frozen=True)
class _FlatUses:
    """All uses of all ways in arrays, so that the use of a choice is gathered at once."""

    block: npt.NDArray[np.int64]
    way: npt.NDArray[np.int64]
    resource: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    until: npt.NDArray[np.int64]
    amount: npt.NDArray[np.int64]

    def gather(self, choice: Choice) -> tuple[npt.NDArray[np.int64], ...]:
        ways, positions = np.asarray(choice.ways), np.asarray(choice.positions)
        chosen = ways[self.block] == self.way
        at = positions[self.block[chosen]]
        return self.resource[chosen], at + self.first[chosen], at + self.until[chosen], self.amount[chosen]


def _flat_uses(blocks: Blocks) -> _FlatUses:
    rows = [
        (b, w, use.resource, use.from_offset, use.until_offset, use.amount)
        for b, block in enumerate(blocks.blocks)
        for w, way in enumerate(block.ways)
        for use in way.uses
    ]
    table = np.array(rows, dtype=np.int64).reshape(-1, 6)
    return _FlatUses(*(table[:, k] for k in range(6)))


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
