"""The search in one component: local search, and the exact model of the whole, of its parts, and of neighbourhoods."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from planner.solver.bound.decomposition import decompose, inherit_prices
from planner.solver.bound.pruning import restrict_starts
from planner.solver.bound.reduced_costs import least_cost
from planner.solver.model.candidate import Candidate, objective_pounds
from planner.solver.model.exact import ExactModel, Proof, SearchLimits, SearchResult, build, search
from planner.solver.model.neighbourhood import NeighbourhoodMaker
from planner.solver.model.parts import Part
from planner.solver.search.competing_blocks import competing_blocks
from planner.solver.search.local_search import LocalSearch, chunks
from planner.solver.search.targets import Targets
from planner.solver.tuning import SearchTuning


@dataclass(frozen=True)
class Limits:
    """How one exact search may run, and when it must end."""

    search: SearchLimits
    should_stop: Callable[[], bool]


class ComponentSearch(LocalSearch):
    """Local search with exact searches; safe to use from two threads: both may anneal and prove, one raises prices.

    `settled`: the exact model is solved; what is left of the gap comes from prices of starts, which it rounds. `busy`: held
    by the thread that visits it as a part of another component.
    """

    def __init__(self, part: Part, seed: int, tuning: SearchTuning) -> None:
        super().__init__(part, seed, tuning)
        self.visits = 0
        self.wholes = 0
        self.settled = False
        self._parts: list[ComponentSearch] | None = None
        self._parts_base = 0
        self._targets = Targets(tuning.visits.targets)
        self._maker = NeighbourhoodMaker(part.instance)
        self._exact_random = Random(seed + 1)
        self._from_below = threading.Lock()
        self.busy = threading.Lock()

    @property
    def bound(self) -> int | None:
        """The best proved bound of the component, or of its parts together."""
        bounds = (super().bound, self._bound_of_parts())
        return max((bound for bound in bounds if bound is not None), default=None)

    def _bound_of_parts(self) -> int | None:
        bounds = [part.bound for part in self._parts or ()]
        known = [bound for bound in bounds if bound is not None]
        return sum(known) + self._parts_base if known and len(known) == len(bounds) else None

    def search_exactly(self, limits: Limits) -> Proof:
        """The exact model of the whole component, its starts pruned by reduced costs, from the best plan on.

        Where the search is guided, the model also knows what starts add to the bound (`reduced_costs`).
        """
        exact = build(self.instance, self.tuning.exact)
        pruned_against = self.pounds
        if pruned_against is not None:
            restrict_starts(exact.variables, self.blocks, self.dual, pruned_against)
            if limits.search.guided:
                least = least_cost(exact.variables, self.blocks, self.dual, pruned_against - 1)
                exact.model.add(exact.objective >= least)
        if self.best is not None:
            exact.variables.hint(self.best)
        gap = self.gap_pounds
        result = self._search(exact, limits, on_candidate=self.offer)
        self.visits += 1
        self.wholes += 1
        if result.proof is Proof.INFEASIBLE:
            if pruned_against is None:
                self.infeasible = True
            else:
                self.raise_exact_bound(pruned_against)
        elif result.bound is not None:
            self.raise_exact_bound(result.bound if pruned_against is None else min(result.bound, pruned_against))
        self._targets.learn(gap, self.gap_pounds, result.seconds)
        return result.proof

    @property
    def promise(self) -> float:
        """Pounds of gap a second that another visit may close."""
        return self._targets.promise(self.gap_pounds)

    def search_below(self, limits: Limits) -> Proof:
        """Look for a plan that costs no more than a target between bound and plan: it is found, or the bound rises to it.

        Destructive lower bounds (Klein and Scholl 1999); the nearer the target is to the bound, the more starts and partial
        plans reduced costs cut off. Where another thread is at it already, the target is just below the best plan.
        """
        bound, pounds = self.bound, self.pounds
        if bound is None or pounds is None or bound >= pounds:
            return Proof.NOTHING
        self.visits += 1
        if not self._from_below.acquire(blocking=False):
            return self._search_up_to(pounds - 1, limits).proof
        try:
            result = self._search_up_to(self._targets.between(bound, pounds), limits)
        finally:
            self._from_below.release()
        self._targets.adapt(result, limits.search.seconds)
        return result.proof

    def _search_up_to(self, target: int, limits: Limits) -> SearchResult:
        """The exact model for plans that cost no more than the target."""
        gap = self.gap_pounds
        exact = build(self.instance, self.tuning.exact)
        restrict_starts(exact.variables, self.blocks, self.dual, target + 1)
        exact.model.add(exact.objective <= target)
        exact.model.add(least_cost(exact.variables, self.blocks, self.dual, target) <= target)
        result = self._search(
            exact, replace(limits, search=replace(limits.search, guided=True)), on_candidate=self.offer
        )
        if result.proof is Proof.INFEASIBLE:
            self.raise_exact_bound(target + 1)
        elif result.bound is not None:
            self.raise_exact_bound(min(result.bound, target + 1))
        self.settled = self.settled or result.proof is Proof.OPTIMAL
        self._targets.learn(gap, self.gap_pounds, result.seconds)
        return result

    def parts(self, should_stop: Callable[[], bool]) -> list[ComponentSearch]:
        """Searches of the parts the component is taken apart into (`decomposition`); none when stopped."""
        if self._parts is None:
            taken_apart = decompose(self.instance, self.dual)
            searches = []
            for part in taken_apart.parts:
                if should_stop():
                    return []
                search = ComponentSearch(part, self.rng.randrange(2**31), self.tuning)
                inherit_prices(self.dual, part, search.dual)
                search.try_orders()
                searches.append(search)
            self._parts, self._parts_base = searches, taken_apart.base_pounds
        return self._parts

    @property
    def known_parts(self) -> list[ComponentSearch]:
        """The parts there are already."""
        return self._parts or []

    @property
    def open_parts(self) -> list[ComponentSearch]:
        """The parts there are already that further visits may raise the bound of."""
        return [part for part in self._parts or () if part.gap_pounds > 0 and not part.settled]

    def search_part(self, part: ComponentSearch, limits: Limits) -> None:
        """Raise the bound of a part; when its best plan is new, fit it into that of the whole, all others kept.

        Does nothing while another thread is at the same part.
        """
        if part.busy.acquire(blocking=False):
            try:
                self._search_part(part, limits)
            finally:
                part.busy.release()

    def _search_part(self, part: ComponentSearch, limits: Limits) -> None:
        if not part.visits:
            part.ascend(self.tuning.local.part_ascent_steps, limits.should_stop)
            part.try_orders()
            part.anneal(chunks(self.tuning.local.part_chunks))
        if self.best is not None:
            part.offer_part_of(self.best)
        before = part.best
        if part.visits:
            part.search_below(limits)
        else:
            part.search_exactly(limits)
        if part.best is not before:
            self.search_neighbourhood(limits, part.part.migrations)

    def search_neighbourhood(self, limits: Limits, free: Sequence[int] | None = None) -> bool:
        """The exact model of a few migrations, all others kept as in the best plan; whether it found better.

        Without `free` some blocks that compete at about the same time.
        """
        plan = self.best
        if plan is None:
            return False
        placement = self._placement()
        if not placement.load(plan):
            return False
        if free is None:
            free = [
                i
                for b in competing_blocks(
                    self.blocks, placement.position, self._exact_random, self.tuning.visits.neighbourhood_blocks
                )
                for i in self.blocks.blocks[b].members
            ]
        part = self._maker.make(plan, free, placement.free, self.blocks.axis.first_day)
        exact = build(part.instance, self.tuning.exact)
        exact.model.add(exact.objective <= objective_pounds(part.instance, part.narrow(plan)) - 1)
        result = self._search(exact, limits)
        if result.candidate is None:
            return False
        return self.offer(part.widen(plan, result.candidate), plan)

    def _search(
        self, exact: ExactModel, limits: Limits, on_candidate: Callable[[Candidate], object] | None = None
    ) -> SearchResult:
        return search(
            exact,
            limits.search,
            minimise=exact.objective,
            should_stop=limits.should_stop,
            on_candidate=on_candidate,
        )
