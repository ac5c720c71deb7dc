"""Orders tried on a fixed set of draws: what a plan does in each of them, and workers that try other orders."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np

from planner.domain.portfolio import Portfolio
from planner.risk.draws import Batch, DrawKey, Keys, Purpose
from planner.risk.execution.carrying_out import drawn_lengths, milestone_positions
from planner.risk.execution.flat_program import Components, FlatProgram, Ints, room_for
from planner.risk.execution.grouped_rows import grouped
from planner.risk.execution.program import Program
from planner.risk.robust.day_prices import day_prices
from planner.risk.robust.flat_orders import Draws, Prices, Rivals, future_for
from planner.risk.robust.listing import Listing, ListPlacer
from planner.risk.robust.order_kernels import adopt, try_order
from planner.risk.robust.ranks import ActivityRanks
from planner.risk.uncertainty import Uncertainty

SEARCH_DRAWS = 768
"""Draws that orders are tried on."""
ERRORS = 1.0
"""An order that is dearer by so many standard errors is given up before all draws are carried out."""

Arrays = TypeVar("Arrays")


@dataclass(frozen=True)
class Trials:
    """What orders are tried on. The components of `base` are the parts of `listing`, in their order."""

    listing: Listing
    base: FlatProgram
    ranks: ActivityRanks
    rivals: Rivals
    prices: Prices
    draws: Draws
    migrations: int

    @classmethod
    def of(
        cls, portfolio: Portfolio, program: Program, listing: Listing, uncertainty: Uncertainty, seed: int
    ) -> Trials:
        """Those of a program that carries the plan out as early as possible."""
        return cls(
            listing=listing,
            base=program.flat._replace(components=_by_part(program, listing)),
            ranks=ActivityRanks.of(program),
            rivals=_rivals(program.flat),
            prices=day_prices(portfolio, program, uncertainty),
            draws=_draws(program, uncertainty, seed),
            migrations=len(program.instance.migrations),
        )

    def order(self, positions: Ints) -> Ints:
        """The order of activities of the plan that has its blocks at these positions."""
        return self.ranks.order(self.listing.starts(positions))


def _draws(program: Program, uncertainty: Uncertainty, seed: int) -> Draws:
    batch = Batch.of(Keys.of(uncertainty), DrawKey(seed, Purpose.FIT, 0))
    dates, lengths = milestone_positions(program, uncertainty, batch), drawn_lengths(program, uncertainty, batch)
    return Draws(np.ascontiguousarray(dates[:SEARCH_DRAWS]), np.ascontiguousarray(lengths[:SEARCH_DRAWS]))


def _rivals(base: FlatProgram) -> Rivals:
    users: dict[int, set[int]] = {}
    count = len(base.activities.bound)
    used: list[set[int]] = [set() for _ in range(count)]
    for rows in (base.peaks, base.spans):
        for activity in range(count):
            for place in range(rows.first[activity], rows.first[activity + 1]):
                users.setdefault(int(rows.resource[place]), set()).add(activity)
                used[activity].add(int(rows.resource[place]))
    return Rivals(*grouped(sorted({o for r in used[a] for o in users[r]} - {a}) for a in range(count)))


def _by_part(program: Program, listing: Listing) -> Components:
    """The components of a program, all those of one part together."""
    laid, part_of = program.flat.components, {}
    for part, blocks in enumerate(listing.parts):
        part_of.update({i: part for b in blocks for i in listing.blocks.blocks[b].members})
    rows: list[list[set[int]]] = [[set() for _ in listing.parts] for _ in range(3)]
    for component in range(len(laid.first) - 1):
        first = int(laid.activity[laid.first[component]])
        part = part_of[program.activities[first].member.place]
        for found, (firsts, entries) in zip(
            rows,
            ((laid.first, laid.activity), (laid.first_use, laid.resource), (laid.first_step, laid.step)),
            strict=True,
        ):
            found[part].update(entries[firsts[component] : firsts[component + 1]].tolist())
    activities, resources, steps = (grouped(sorted(group) for group in found) for found in rows)
    return Components(*activities, *resources, *steps)


class Worker:
    """Tries orders in one thread, with arrays of its own. `found` is what the last one does."""

    def __init__(self, trials: Trials) -> None:
        base, draws = trials.base, trials.draws.dates.shape[0]
        activities = len(base.activities.bound)
        self.trials = trials
        self._laid: FlatProgram = _copied(base)
        self._room = room_for(base)
        self._pairs: Ints = np.zeros(len(trials.rivals.activity) + 2, dtype=np.int64)
        self.placer = ListPlacer(trials.listing)
        self.place: Ints = np.zeros(activities, dtype=np.int64)
        self.hit: Ints = np.zeros(draws, dtype=np.int64)
        self.found = future_for(draws, trials.migrations, activities)

    def carry_out(self, order: Ints) -> None:
        """Carry an order out in all draws, part by part."""
        self.found.cutovers.fill(self.trials.base.horizon)
        for part in range(len(self.trials.listing.parts)):
            self._try(part, order, self, np.inf, every=True)

    def more_pounds(self, part: int, order: Ints, now: Worker, margin: float) -> float:
        """How much an order costs more in the mean than what `now` has carried out; given up where above the margin."""
        return self._try(part, order, now, margin, every=False)

    def _try(self, part: int, order: Ints, now: Worker, margin: float, *, every: bool) -> float:
        trials = self.trials
        return float(
            try_order(
                trials.base, self._laid, self._room, part, order, self.place, now.place, trials.rivals, self._pairs,
                trials.draws, trials.prices, now.found, self.found, self.hit, every, margin, ERRORS,
            )
        )  # fmt: skip


def compile_kernels(trials: Trials) -> None:
    """Run every kernel once on one draw: the first run on a machine compiles them, which takes longer than a search."""
    one = Worker(replace(trials, draws=Draws(trials.draws.dates[:1], trials.draws.lengths[:1])))
    other = Worker(one.trials)
    order = trials.order(trials.listing.planned)
    one.carry_out(order)
    for part, blocks in enumerate(trials.listing.parts[:1]):
        other.placer.place(np.array(blocks, dtype=np.int64))
        other.more_pounds(part, order, one, 0.0)
        adopt(one.found, other.found, other.hit)


def _copied(value: Any) -> Any:
    """A record of arrays with arrays of its own."""
    if isinstance(value, tuple):
        return type(value)(*map(_copied, value))
    return value.copy() if isinstance(value, np.ndarray) else value
