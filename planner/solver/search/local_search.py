"""Local search in one component: a bound from prices, plans from lists, and plans that annealing makes better."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

import numpy as np

from planner.solver.bound.blocks import Blocks, make_blocks
from planner.solver.bound.dual_ascent import DualAscent
from planner.solver.model.candidate import Candidate, Wish, cheapest_prefixes, objective_pounds
from planner.solver.model.instance import Instance
from planner.solver.model.parts import Part
from planner.solver.search.areas import Rounds
from planner.solver.search.list_orders import by_expiry, by_urgency, by_wish
from planner.solver.search.placement import Placement
from planner.solver.search.repairing import repair, shift
from planner.solver.tuning import SearchTuning


class NoWayError(Exception):
    """A component has no plan, because a block of it has no way to run; see `planner.solver.bound.blocks`."""


class LocalSearch:
    """Best plan and bound of one component; safe to use from two threads: both may anneal, one raises prices.

    `exact_bound`: what exact searches have proved. `runs`: of local search; `stale_runs`: those since the last that found
    something.
    """

    def __init__(self, part: Part, seed: int, tuning: SearchTuning) -> None:
        self.part = part
        self.tuning = tuning
        self.rng = Random(seed)
        self.blocks: Blocks = make_blocks(part.instance, tuning.bound.most_ways)
        if not all(block.ways for block in self.blocks.blocks):
            raise NoWayError("migrations that must cut over together have no day they can all start")
        self.dual = DualAscent(self.blocks, tuning.bound)
        self._flat = self.dual.flat
        self.rounds = Rounds(self._flat, self.rng, tuning.local.areas)
        self.best: Candidate | None = None
        self.pounds: int | None = None
        self.exact_bound: int | None = None
        self.infeasible = False
        self.runs = 0
        self.stale_runs = 0
        self._lock = threading.Lock()

    @property
    def instance(self) -> Instance:
        return self.part.instance

    @property
    def bound(self) -> int | None:
        """The best proved bound of the component."""
        bounds = (self.dual.bound_pounds, self.exact_bound)
        return max((bound for bound in bounds if bound is not None), default=None)

    @property
    def gap_pounds(self) -> float:
        """Pounds between plan and bound; infinite while one of them is missing."""
        if self.pounds is None or self.bound is None:
            return float("inf")
        return max(0, self.pounds - self.bound)

    def offer(self, candidate: Candidate, base: Candidate | None = None) -> bool:
        """Keep a candidate that is better than the best.

        `base`: the plan it was made from. Where another thread has found a better one since, what both have changed is put
        together if it fits.
        """
        with self._lock:
            if base is not None and self.best is not None and self.best is not base:
                candidate = self._put_together(candidate, base, self.best)
            pounds = objective_pounds(self.instance, candidate)
            if self.pounds is not None and pounds >= self.pounds:
                return False
            self.best, self.pounds = candidate, pounds
            if self.bound is not None and self.bound >= pounds:
                self.exact_bound = pounds
        return True

    def offer_part_of(self, whole: Candidate) -> bool:
        """Keep the part of a plan of the whole, with its own cheapest options, if it is better than the best."""
        kept = self.part.narrow(whole)
        return self.offer(replace(kept, prefixes=cheapest_prefixes(self.instance, kept.starts, kept.modes)))

    def try_wishes(self, wishes: Sequence[Wish | None]) -> bool:
        """A start of the whole that may break rules, repaired in three ways; whether one is better than the best.

        What fits is kept and the rest placed around it; all is shifted as far as needed; only the order is kept.
        """
        return self.try_own_wishes([wishes[i] for i in self.part.migrations])

    def try_own_wishes(self, wishes: Sequence[Wish | None]) -> bool:
        """The same for a start of the component alone."""
        found = False
        for make in (repair, shift):
            placement = self._placement()
            found |= make(placement, wishes) and self.offer(placement.best())
        return self._try(by_wish(self.blocks, wishes)) or found

    def _put_together(self, candidate: Candidate, base: Candidate, best: Candidate) -> Candidate:
        """The best plan with what the candidate has changed of its base; the candidate itself where that does not fit."""
        starts, modes = list(best.starts), list(best.modes)
        for i, (start, mode) in enumerate(zip(candidate.starts, candidate.modes, strict=True)):
            if (start, mode) != (base.starts[i], base.modes[i]):
                starts[i], modes[i] = start, mode
        both = Candidate(tuple(starts), tuple(modes), cheapest_prefixes(self.instance, starts, modes))
        placement = self._placement()
        fits = placement.load(both) and placement.fits()
        if fits and objective_pounds(self.instance, both) < objective_pounds(self.instance, candidate):
            return both
        return candidate

    def try_orders(self) -> bool:
        """List schedules in the orders people and the relaxation suggest; whether one is better than the best."""
        orders = [by_expiry(self.blocks), by_urgency(self.blocks)]
        if self.dual.steps:
            mean = self.dual.mean_position
            orders = [list(np.argsort(mean, kind="stable"))] + (orders if self.best is None else [])
        tried = [self._try(order) for order in orders]
        return any(tried)

    def _try(self, order: list[int]) -> bool:
        placement = self._placement()
        return placement.schedule(order) and self.offer(placement.best())

    def ascend(self, steps: int, should_stop: Callable[[], bool]) -> None:
        """Raise the bound."""
        self.dual.run(steps, self.pounds, should_stop)
        self.infeasible = self.infeasible or self.dual.impossible
        with self._lock:
            if self.pounds is not None and (self.dual.bound_pounds or 0) >= self.pounds:
                self.exact_bound = self.pounds

    @property
    def movable(self) -> int:
        """How many blocks have a choice."""
        return int(self._flat.movable.size)

    def anneal(self, progress: Callable[[], float]) -> int:
        """Local search from the best plan while `progress()`, the share of the run that is over, is below 1.

        From hot to cold in chunks of steps, moving what is next in `rounds`. Returns the steps taken.
        """
        base = self.best
        if base is None:
            return 0
        placement = self._placement()
        if not placement.load(base):
            return 0
        flat = self.rounds.take()
        steps, at_once = 0, self.tuning.local.chunk_steps
        offered = placement.forget_best()
        heat = self.rng.choice(self.tuning.local.heats) if self.runs else self.tuning.local.first_heat
        self.runs += 1
        while (over := progress()) < 1.0:
            placement.anneal(flat, self.rng.randrange(2**31), at_once, heat * (1.0 - over) ** 2)
            steps += at_once
            if steps % self.tuning.local.offer_steps == 0 and placement.best_pounds < offered - 0.5:
                offered = placement.best_pounds
                self.offer(placement.best(), base)
        if placement.best_pounds < offered - 0.5:
            self.offer(placement.best(), base)
        self.stale_runs = self.stale_runs + 1 if self.best is base else 0
        return steps

    def _placement(self) -> Placement:
        return Placement(self.blocks, self._flat, self.tuning.local.moves)

    def raise_exact_bound(self, pounds: int) -> None:
        """Keep a bound proved for the component, if it is higher than what exact searches have proved."""
        with self._lock:
            self.exact_bound = pounds if self.exact_bound is None else max(self.exact_bound, pounds)


def chunks(count: int) -> Callable[[], float]:
    """Progress of a run of so many chunks."""
    taken = 0

    def progress() -> float:
        nonlocal taken
        taken += 1
        return (taken - 1) / count

    return progress
