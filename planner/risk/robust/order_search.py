"""The order of a plan improved: moves tried side by side on a fixed set of drawn futures."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from queue import SimpleQueue

import numpy as np

from planner.risk.execution.flat_program import Ints
from planner.risk.robust.first_lists import first_lists, urgency
from planner.risk.robust.order_kernels import adopt
from planner.risk.robust.order_moves import Move, Movers, drawn_move
from planner.risk.robust.trials import Trials, Worker

ROUND = 8
"""Moves tried at once, however many threads there are: so these change no answer."""
STALE_ROUNDS = 60
"""After so many rounds without a gain the search goes on from an order that is a little dearer."""
KICK = 0.002
"""By what share of the cost each of these moves may be dearer."""
KICKS = 3
"""Such moves, one after the other."""


@dataclass(frozen=True)
class Listed:
    """A plan as lists of blocks, one for each part; where its blocks are, the order of its activities, and its mean cost."""

    lists: tuple[Ints, ...]
    positions: Ints
    order: Ints
    pounds: float


@dataclass(frozen=True)
class Tried:
    """A list tried for a part: the move it came from, the plan it leads to, and how much that costs more in the mean."""

    part: int
    move: Move | None
    plan: Listed
    more: float


class OrderSearch:
    """Hill climbing over lists of blocks from the plan given, with a few steps down wherever it is stuck.

    `tried` and `accepted` count moves.
    """

    def __init__(self, trials: Trials, seed: int, threads: int) -> None:
        self._trials, self._threads = trials, threads
        self._movers = Movers.of(trials.listing)
        self._random = np.random.default_rng([seed, len(trials.listing.ways)])
        self._workers: SimpleQueue[Worker] = SimpleQueue()
        for _ in range(threads):
            self._workers.put(Worker(trials))
        self._held = Worker(trials)
        planned = trials.listing.planned
        lists = tuple(
            np.array(sorted(part, key=lambda b: (planned[b], b)), dtype=np.int64) for part in trials.listing.parts
        )
        self._left: list[Move] = []
        self.tried = self.accepted = 0
        self.now = self._carried_out(Listed(lists, planned, trials.order(planned), 0.0))
        self.given = self.best = self.now

    @property
    def gained_pounds(self) -> float:
        """How much cheaper than the plan given the best one is on the draws of the search, which flatter it."""
        return self.given.pounds - self.best.pounds

    def run(self, is_over: Callable[[], bool], on_round: Callable[[], None] = lambda: None) -> None:
        """Try moves until the time is over."""
        stale = 0
        self._begin()
        with ThreadPoolExecutor(self._threads) as pool:
            while len(self._movers.blocks) and not is_over():
                if stale == STALE_ROUNDS and self.now is not self.best:
                    self.now = self._carried_out(self.best)
                before, kicks = self.now.pounds, stale >= STALE_ROUNDS
                found = self._round(pool, KICK * self.given.pounds if kicks else 0.0)
                self._go_on(found[:1] if kicks else sorted(found, key=lambda item: item.more))
                stale = 0 if self.now.pounds < before or stale == STALE_ROUNDS + KICKS else stale + 1
                on_round()

    def _round(self, pool: ThreadPoolExecutor, margin: float) -> list[Tried]:
        """A round of moves; those that cost no more than the margin."""
        fresh = ROUND - len(self._left)
        moves = [*self._left, *(drawn_move(self._movers, self._random) for _ in range(fresh))]
        self.tried += len(moves)
        found = pool.map(lambda move: self._try(move, margin), moves)
        return [item for item in found if item is not None and item.more < margin]

    def _try(self, move: Move, margin: float) -> Tried | None:
        """What comes of a move; None where it changes no order, or a block then finds no day."""
        part = self._movers.part[move.block]
        return self._try_list(part, move.applied(self.now.lists[part], self.now.positions), margin, move)

    def _try_list(self, part: int, listed: Ints, margin: float, move: Move | None = None) -> Tried | None:
        worker, now = self._workers.get(), self.now
        try:
            if not worker.placer.place(listed):
                return None
            positions = now.positions.copy()
            positions[listed] = worker.placer.positions[listed]
            order = self._trials.order(positions)
            if np.array_equal(order, now.order):
                return None
            more = worker.more_pounds(part, order, self._held, margin)
        finally:
            self._workers.put(worker)
        lists = (*now.lists[:part], listed, *now.lists[part + 1 :])
        return Tried(part, move, Listed(lists, positions, order, now.pounds + more), more)

    def _begin(self) -> None:
        """For every part go on from the best of some lists by urgency, where one of them is better than the plan."""
        urgent = urgency(self._trials, self._held.found)
        for part, listed in enumerate(self.now.lists):
            found = [self._try_list(part, other, 0.0) for other in first_lists(listed, urgent)]
            self._go_on(sorted((item for item in found if item and item.more < 0.0), key=lambda item: item.more)[:1])

    def _go_on(self, found: list[Tried]) -> None:
        """From the first of these; the moves of others that gain are tried again in the next round."""
        self._left = [item.move for item in found[1:] if item.more < 0.0 and item.move is not None]
        if found:
            self.now = self._adopted(found[0])
            self.accepted += 1
            if self.now.pounds < self.best.pounds:
                self.best = self.now

    def _adopted(self, item: Tried) -> Listed:
        worker = self._workers.get()
        worker.more_pounds(item.part, item.plan.order, self._held, np.inf)
        adopt(self._held.found, worker.found, worker.hit)
        self._held.place[:] = worker.place
        self._workers.put(worker)
        return item.plan

    def _carried_out(self, plan: Listed) -> Listed:
        self._held.carry_out(plan.order)
        return replace(plan, pounds=float(self._held.found.pounds.mean()))
