"""Components taken apart: what their parts share is priced, and each part is searched on its own.

Clusters that share specialists or contracts form one component. The bound has prices λ for a shared resource, and weights
for a contract that several parts release. Every start pays these for what it takes (`ModeCase.start_pounds`), and the parts
are independent. This is the Lagrangian bound of `lagrangian` with all other rules kept in the inner problem. So for plans
of the whole

    cost ≥ Σ_parts (least cost of the part, starts paid for) + Σ_contracts cut f_c(first day) − Σ_rd λ_rd · capacity_rd

over the resources r cut. So a proof of the exact model about small parts is a proof about the whole.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.rules import Term
from planner.solver.arrays import Ints, Pounds
from planner.solver.bound.ascent_kernels import Prices, rebate
from planner.solver.bound.dual_ascent import DualAscent
from planner.solver.model.instance import Instance, MigrationCase, ModeCase
from planner.solver.model.parts import Part, components, together
from planner.solver.model.prices import FixedPrice


@dataclass(frozen=True)
class Decomposition:
    """`parts`: none where it is not worth while. The bounds of all of them and `base_pounds` add up to one of the whole."""

    parts: tuple[Part, ...]
    base_pounds: int


def decompose(instance: Instance, dual: DualAscent) -> Decomposition:
    """The parts without the resources that tie most together, and without contracts that span several parts."""
    resources = resources_to_cut(instance, dual.tuning.largest_part_share)
    if resources is None:
        return Decomposition((), 0)
    part_of = [0] * len(instance.migrations)
    for p, members in enumerate(together(instance, resources, contracts=False)):
        for i in members:
            part_of[i] = p
    contracts = {c for c, k in enumerate(instance.contracts) if len({part_of[i] for i in k.releasing}) > 1}
    prices = _StartPrices(instance, dual, resources, contracts)
    cut = replace(
        instance,
        migrations=tuple(prices.migration(i) for i in range(len(instance.migrations))),
        contracts=tuple(replace(k, releasing=()) if c in contracts else k for c, k in enumerate(instance.contracts)),
    )
    return Decomposition(tuple(components(cut)), prices.base_pounds)


def resources_to_cut(instance: Instance, largest_share: float) -> set[int] | None:
    """Resources without which the instance falls apart where contracts tie nothing; None where none do.

    No part may then have more than `largest_share` of the migrations. Resources whose users compete for most others go
    first: they tie clusters together, not the blocks of one.
    """
    competing: dict[int, set[int]] = defaultdict(set)
    for migration in instance.migrations:
        used = {use.resource for mode in migration.modes for use in mode.uses}
        for resource in used:
            competing[resource] |= used
    cut: set[int] = set()
    for resource in sorted(competing, key=lambda r: (-len(competing[r]), r)):
        if _falls_apart(instance, cut, largest_share):
            break
        cut.add(resource)
    if not _falls_apart(instance, cut, largest_share):
        return None
    for resource in sorted(cut):
        if _falls_apart(instance, cut - {resource}, largest_share):
            cut.discard(resource)
    return cut


def _falls_apart(instance: Instance, cut: Collection[int], largest_share: float) -> bool:
    parts = together(instance, cut, contracts=False)
    return max(len(part) for part in parts) <= largest_share * len(instance.migrations)


def inherit_prices(whole: DualAscent, part: Part, own: DualAscent) -> None:
    """Let a part begin at the best prices of the whole for what is left to it: at its share of the bound of the whole."""
    prices, axis = whole.best_prices, own.blocks.axis
    outer = whole.blocks.axis
    days = np.clip(np.arange(axis.size) + axis.first_day - outer.first_day, 0, outer.size - 1)
    needs = np.clip(np.arange(axis.need_size) + axis.first_need - outer.first_need, 0, outer.need_size - 1)
    block = [whole.blocks.block_of[part.migrations[block.members[0]]] for block in own.blocks.blocks]
    row = {c: r for r, c in enumerate(sorted(whole.blocks.shared))}
    holders = [
        int(whole.flat.holder_from[row[part.contracts[c]]]) + whole.blocks.shared[part.contracts[c]].index(block[b])
        for c in sorted(own.blocks.shared)
        for b in own.blocks.shared[c]
    ]
    inside = set(block)
    members = [
        int(whole.flat.member_from[g]) + k
        for g, (_, of_group) in enumerate(whole.blocks.bridges)
        if inside.issuperset(of_group)
        for k in range(len(of_group))
    ]
    own.go_on_from(
        Prices(
            prices.capacity[list(part.resources)][:, days],
            prices.weights[holders][:, needs],
            prices.pulls[members][:, days],
        )
    )


class _StartPrices:
    """What every start pays for the resources and contracts cut, rounded down to whole pounds."""

    def __init__(
        self, instance: Instance, dual: DualAscent, resources: Collection[int], contracts: Collection[int]
    ) -> None:
        self._instance = instance
        self._blocks, self._flat = dual.blocks, dual.flat
        self._resources, self._contracts = resources, contracts
        prices = dual.best_prices
        self._price_sums, self._shares, _ = dual.lagrangian.sums(prices)
        self._row = {c: row for row, c in enumerate(sorted(self._blocks.shared))}
        rows = sorted(resources)
        taken_off = rebate(prices.capacity[rows], dual.lagrangian.relaxation.capacity[rows])
        first_days = sum(float(self._flat.curves[self._row[c], 0]) for c in contracts)
        self.base_pounds = math.floor(first_days - taken_off - 1.0)

    def migration(self, i: int) -> MigrationCase:
        """The migration without what is cut, its starts paid for."""
        case = self._instance.migrations[i]
        return replace(case, modes=tuple(self._mode(i, mode) for mode in case.modes))

    def _mode(self, i: int, mode: ModeCase) -> ModeCase:
        first = 0 if mode.fixed_start_day is None else min(0, mode.fixed_start_day)
        days = np.arange(first, self._instance.horizon_position + 1)
        pounds = np.zeros(days.size)
        for use in mode.uses:
            if use.resource in self._resources:
                sums = self._price_sums[use.resource]
                pounds += use.amount * (
                    self._at(sums, days + use.until_offset) - self._at(sums, days + use.from_offset)
                )
        b = self._blocks.block_of[i]
        for c in self._instance.releases[i]:
            if c in self._contracts and i == self._payer(b, c):
                needs = self._blocks.axis.days_at(days + mode.need_offset) + mode.need_days
                shares = self._shares[self._holder(b, c)]
                pounds += shares[np.clip(needs - self._blocks.axis.first_need, 0, shares.size - 1)]
        whole = np.floor(pounds).astype(np.int64)
        kept = tuple(use for use in mode.uses if use.resource not in self._resources)
        if mode.begun:
            return replace(mode, uses=kept, fixed=(*mode.fixed, FixedPrice(Term.MODES, int(whole[0]))))
        return replace(mode, uses=kept, start_pounds=tuple(whole.tolist()) if whole.any() else ())

    def _at(self, row: Pounds, days: Ints) -> Pounds:
        return row[np.clip(days - self._blocks.axis.first_day, 0, row.size - 1)]

    def _payer(self, b: int, c: int) -> int:
        """The member of a block that pays its share of a contract: the last to need it, in the block's first way.

        The share belongs to the latest end of need of all members. In other ways, and in working days on other days, another
        may be the last; then the one that pays pays less, never more.
        """
        block = self._blocks.blocks[b]
        first = block.ways[0]
        ends = {
            i: self._instance.need_day(self._instance.migrations[i].modes[mode], shift)
            for i, mode, shift in zip(block.members, first.modes, first.shifts, strict=True)
            if c in self._instance.releases[i]
        }
        return max(ends, key=lambda i: ends[i])

    def _holder(self, b: int, c: int) -> int:
        return int(self._flat.holder_from[self._row[c]]) + self._blocks.shared[c].index(b)
