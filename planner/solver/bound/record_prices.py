"""Prices of a bound by the records they belong to, so that they can be laid on an instance that was edited.

The bound of `lagrangian` holds at any prices, so old ones never make it wrong: at worst it starts low. Two conditions must
hold: weights of a contract add up to at most 1, and pulls stay within the price of a bridge. They hold day by day, so a
contract or a bridge is taken over whole or not at all. Days count from the status date of each portfolio.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from planner.solver.arrays import Pounds
from planner.solver.bound.ascent_kernels import Prices
from planner.solver.bound.blocks import Blocks
from planner.solver.bound.dual_ascent import DualAscent

Ids = tuple[str, ...]
"""The migrations of a block, by id."""


@dataclass(frozen=True)
class DatedRows:
    """Rows of numbers by name, all from one day on. `most`: what pulls were held below; 0 for others."""

    first_day: int
    rows: Mapping[Ids, Pounds]
    most: int = 0

    def lay(self, target: Pounds, first_day: int, place: Mapping[Ids, int]) -> bool:
        """Overwrite the rows of the target on the days both know; nothing, and False, where the names differ."""
        if place.keys() != self.rows.keys():
            return False
        for name, row in self.rows.items():
            low, high = max(first_day, self.first_day), min(first_day + target.shape[1], self.first_day + row.size)
            if low < high:
                target[place[name], low - first_day : high - first_day] = row[
                    low - self.first_day : high - self.first_day
                ]
        return True


@dataclass
class RecordPrices:
    """The latest prices of capacity by resource, weights by contract, and pulls by the blocks of a group."""

    capacity: dict[str, DatedRows] = field(default_factory=dict)
    weights: dict[str, DatedRows] = field(default_factory=dict)
    pulls: dict[Ids, DatedRows] = field(default_factory=dict)

    def learn(self, dual: DualAscent) -> None:
        """Remember the best prices of an ascent."""
        prices, axis = dual.best_prices, dual.blocks.axis
        for name, row in _resource_rows(dual.blocks).items():
            self.capacity[name] = DatedRows(axis.first_day, {(): prices.capacity[row].copy()})
        for name, places in _weight_rows(dual).items():
            rows = {ids: prices.weights[row].copy() for ids, row in places.items()}
            self.weights[name] = DatedRows(axis.first_need, rows)
        for members, (price, places) in _pull_rows(dual).items():
            rows = {ids: prices.pulls[row].copy() for ids, row in places.items()}
            self.pulls[members] = DatedRows(axis.first_day, rows, price)

    def lay_on(self, dual: DualAscent) -> Prices | None:
        """Prices for an ascent that has not begun; None where nothing is known of its records."""
        prices, axis, known = dual.lagrangian.start_prices(), dual.blocks.axis, False
        for name, row in _resource_rows(dual.blocks).items():
            if name in self.capacity:
                known |= self.capacity[name].lay(prices.capacity, axis.first_day, {(): row})
        prices.capacity[np.isinf(dual.lagrangian.relaxation.capacity)] = 0.0
        for name, places in _weight_rows(dual).items():
            if name in self.weights:
                known |= self.weights[name].lay(prices.weights, axis.first_need, places)
        for members, (price, places) in _pull_rows(dual).items():
            if members in self.pulls and self.pulls[members].most <= price:
                known |= self.pulls[members].lay(prices.pulls, axis.first_day, places)
        return prices if known else None


def block_ids(blocks: Blocks, b: int) -> Ids:
    """The migrations of a block."""
    return tuple(blocks.instance.migrations[i].id for i in blocks.blocks[b].members)


def _resource_rows(blocks: Blocks) -> dict[str, int]:
    return {resource.id: row for row, resource in enumerate(blocks.instance.resources)}


def _weight_rows(dual: DualAscent) -> dict[str, dict[Ids, int]]:
    """By shared contract the row of each block that holds it."""
    blocks, flat = dual.blocks, dual.flat
    return {
        blocks.instance.contracts[c].id: {
            block_ids(blocks, b): int(flat.holder_from[k]) + place for place, b in enumerate(blocks.shared[c])
        }
        for k, c in enumerate(sorted(blocks.shared))
    }


def _pull_rows(dual: DualAscent) -> dict[Ids, tuple[int, dict[Ids, int]]]:
    """By the migrations of a group that may be split its price, and the row of each block in it."""
    blocks, flat = dual.blocks, dual.flat
    found: dict[Ids, tuple[int, dict[Ids, int]]] = {}
    for g, (price, members) in enumerate(blocks.bridges):
        places = {block_ids(blocks, b): int(flat.member_from[g]) + place for place, b in enumerate(members)}
        found[tuple(sorted(id for ids in places for id in ids))] = price, places
    return found
