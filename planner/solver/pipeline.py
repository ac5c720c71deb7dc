"""All components searched side by side: first plans at once, then bounds and better plans where most is to gain.

The main thread raises bounds and anneals (Python and numpy); a second one runs exact searches (CP-SAT, outside the
interpreter lock). In deterministic mode everything runs in turn and is counted in steps instead of seconds.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from planner.solver.bound.ascent_kernels import Prices
from planner.solver.bound.option_prices import PricedOptions, with_prices
from planner.solver.model.candidate import Wish
from planner.solver.model.exact import ExactModel, Proof
from planner.solver.model.instance import Instance
from planner.solver.model.parts import Part, components
from planner.solver.monitor import Monitor
from planner.solver.search.component_search import ComponentSearch
from planner.solver.search.decided_bundles import DecidedBundles
from planner.solver.search.exact_visits import ExactVisits
from planner.solver.search.lexicographic import break_ties, minimise_exactly
from planner.solver.search.limit_pricing import LimitPricing
from planner.solver.search.local_search import NoWayError, chunks
from planner.solver.search.memory import SolverMemory
from planner.solver.search.option_timing import OptionTiming
from planner.solver.search.whole_model import whole_model
from planner.solver.tuning import PipelineTuning

PRICED_CHAPTER, EXACT_CHAPTER = 1, 2
"""Before this chapter limits on options are priced; this one belongs to the exact model of everything where there are more
than two."""


@dataclass
class Pipeline:
    """The search in a whole instance.

    `wishes`: a start that may break rules, none without one. `memory`: what earlier solves have left. `searches`: one for
    each component of `priced`, the instance with its limits on options priced.
    """

    instance: Instance
    monitor: Monitor
    wishes: Sequence[Wish | None] = ()
    memory: SolverMemory | None = None
    searches: list[ComponentSearch] = field(default_factory=list)
    priced: PricedOptions = field(init=False)
    _chapter_seconds: float = 0.0
    _chapter_end: float = 0.0
    _seconds: float = 0.0
    _pricing: LimitPricing = field(init=False)
    _timing: OptionTiming = field(init=False)
    _visits: ExactVisits = field(init=False)
    _annealed_seconds: float = 0.0
    _exact_seconds: float = 0.0

    @property
    def _tuning(self) -> PipelineTuning:
        return self.monitor.tuning.pipeline

    def __post_init__(self) -> None:
        self._timing = OptionTiming(self.instance, self.monitor)
        self._pricing = LimitPricing(self.instance, self.monitor, self.memory)
        self._visits = ExactVisits(self.monitor, self._over, lambda: len(self._open()))

    def run(self) -> Proof:
        """As `_run`; what was found out is left to the memory."""
        proof = self._run()
        if self.memory is not None:
            self.memory.keep(self.searches)
        return proof

    def _run(self) -> Proof:
        """Search until the time is up, the gap is closed or somebody stops it.

        Limits that tie the options of contracts together are priced as soon as there is a plan, so that the bound is high.
        From then on each contract chooses alone.
        """
        if self.instance.contradictory:
            return Proof.INFEASIBLE
        self._chapter_end = self.monitor.seconds
        seconds = self.monitor.settings.time_limit_seconds - self.monitor.seconds
        self._seconds = (1.0 - self._decided_share) * seconds
        chapters = self._chapters()
        for number, share in enumerate(chapters):
            if number == EXACT_CHAPTER:
                proof = self._search_whole(share)
            else:
                proof = self._run_chapter(number, share, last=number == len(chapters) - 1)
            if proof is Proof.INFEASIBLE:
                return proof
            if self.monitor.done:
                break
        if self._decided_share and not self.monitor.done:
            self._search_decided(seconds)
        if self.monitor.proved and len(self.instance.migrations) <= self.monitor.tuning.exact.most_tied_migrations:
            break_ties(self._exact_model(), self.monitor, self.monitor.settings.time_limit_seconds)
        return Proof.NOTHING if self.monitor.best is None else Proof.FEASIBLE

    def _chapters(self) -> tuple[float, ...]:
        """Shares of the time."""
        if not self.instance.couples_options:
            return (1.0,)
        only_bundles = all(limit.exact for limit in self.instance.limits)
        return self._tuning.small_chapters if self._is_small and not only_bundles else self._tuning.priced_chapters

    @property
    def _is_small(self) -> bool:
        """Whether the exact model of everything is worth its time."""
        return len(self.instance.migrations) <= self._tuning.exact_coupled_migrations

    @property
    def _decided_share(self) -> float:
        """The share of the time in which bundles are decided first; 0 where there are none."""
        return self._tuning.decided_share if any(limit.exact for limit in self.instance.limits) else 0.0

    def _run_chapter(self, number: int, share: float, *, last: bool) -> Proof:
        """Search in the components for a share of the time; INFEASIBLE where one of them has no plan."""
        self._chapter_seconds = share * self._seconds
        self._chapter_end += self._chapter_seconds
        try:
            if number == 0:
                self._begin(with_prices(self.instance, [0.0] * len(self.instance.limits)))
            elif number == PRICED_CHAPTER:
                self._begin(*self._pricing.run(self._tuning.pricing_share * self._seconds))
        except NoWayError:
            return Proof.INFEASIBLE
        self._search_parts(share, at_once=last)
        return Proof.INFEASIBLE if any(search.infeasible for search in self.searches) else Proof.NOTHING

    def _search_parts(self, share: float, *, at_once: bool) -> None:
        """Search in the components until the end of the chapter."""
        if self.monitor.settings.deterministic:
            self._run_in_turn(share)
        else:
            self._run_side_by_side()
        self._publish("end", at_once=at_once or self.monitor.done)

    def _search_decided(self, seconds: float) -> None:
        """The rest of the time with bundles decided; near a proof, in small instances, the exact model of everything."""
        if self._is_small and self.monitor.gap_share < self._tuning.decided_near_share:
            minimise_exactly(self._exact_model(), self.monitor, self._decided_share * seconds)
            return
        end = self.monitor.seconds + self._decided_share * seconds
        priced, searches = self.priced, self.searches
        share, left = self._decided_share / self._tuning.decided_rounds, self._tuning.decided_rounds
        choices = DecidedBundles(self.instance)
        while left and not self.monitor.done and self.monitor.best is not None:
            instance = choices.next(self.monitor.best)
            if instance is None:
                break
            left -= 1
            self._chapter_seconds = share * seconds
            self._chapter_end = min(end, self.monitor.seconds + self._chapter_seconds)
            self._begin(self._as_decided(instance), [search.dual.best_prices for search in searches])
            self._search_parts(share, at_once=True)
        self.priced, self.searches = priced, searches
        if not self.monitor.done and (left or not self.monitor.settings.deterministic):
            self._chapter_seconds, self._chapter_end = max(0.0, end - self.monitor.seconds), end
            self._search_parts(left * share, at_once=True)

    def _as_decided(self, instance: Instance) -> PricedOptions:
        """An instance with its bundles decided, its other limits priced as before."""
        known = zip(instance.limits, self._pricing.prices, strict=True)
        prices = [0.0 if limit.exact else price for limit, price in known]
        return replace(with_prices(instance, prices), proves=False)

    def _search_whole(self, share: float) -> Proof:
        """The exact model of everything, all limits on options kept; near a proof for all the time that is left."""
        seconds = share * self._seconds
        near = self.monitor.gap_share < self.monitor.tuning.exact.near_share
        if near:
            seconds = sum(self._tuning.small_chapters[EXACT_CHAPTER:]) * self._seconds
        proof = minimise_exactly(self._exact_model(guided=not near), self.monitor, seconds, guided=not near)
        self._chapter_end = self.monitor.seconds
        return proof

    def _exact_model(self, *, guided: bool = False) -> ExactModel:
        """Without the starts that only plans dearer than the best have."""
        best = self.monitor.best_rank
        return whole_model(
            self.instance, self.priced, self.searches, best and best[1], self.monitor.tuning.exact, guided=guided
        )

    def _begin(self, priced: PricedOptions, capacity_prices: Sequence[Prices] = ()) -> None:
        """Searches of the components at some prices of the limits, from the best plan and prices of capacity on."""
        self.priced = priced
        seed = self.monitor.settings.seed
        best = self.monitor.best
        parts = components(priced.instance)
        memory = self.memory if priced.proves else None
        if memory is not None:
            memory.keep(self.searches)
            self.searches = []
        self.searches = [self._search_of(part, seed + 1000 * k, memory) for k, part in enumerate(parts)]
        for search, prices in zip_longest(self.searches, capacity_prices):
            search.try_orders()
            if prices is not None and search.dual.bound_pounds is None:
                search.dual.go_on_from(prices)
            if best is not None:
                search.offer_part_of(best)
            elif self.wishes:
                search.try_wishes(self.wishes)
        self._publish("list schedule")

    def _search_of(self, part: Part, seed: int, memory: SolverMemory | None) -> ComponentSearch:
        if memory is None:
            return ComponentSearch(part, seed, self.monitor.tuning)
        return memory.search_of(part, seed, self.monitor.tuning)

    def _run_side_by_side(self) -> None:
        """With one worker everything in turn; else a second thread raises bounds, then searches exactly."""
        exact = threading.Thread(target=self._exact_loop, daemon=True)
        if self.monitor.settings.workers > 1:
            exact.start()
        self._improve_loop()
        while exact.is_alive():
            exact.join(0.05)

    def _improve_loop(self) -> None:
        alone = self.monitor.settings.workers == 1
        while not self._over() and self._open():
            for search in self._by_gap():
                if self._over():
                    break
                if alone:
                    search.ascend(self._tuning.later_ascent_steps, self._over)
                    search.try_orders()
                if not alone and self._stale(search):
                    search.stale_runs = 0
                    self._visits.raise_bound(search)
                else:
                    self._anneal_for(search, self._slice_seconds(search))
                if alone and search.dual.converged:
                    self._visits.visit(search)
                self._publish("local search")

    def _stale(self, search: ComponentSearch) -> bool:
        """Whether proving is worth more than further local search."""
        if not search.dual.converged:
            return False
        if search.open_parts:
            return self._stale_runs(search) >= self._tuning.stale_runs_of_parts
        return self._one_of_many(search) and self._stale_runs(search) >= self._tuning.stale_runs

    def _stale_runs(self, search: ComponentSearch) -> float:
        """Runs that found nothing since the last that did; short ones count as what they are of a full one."""
        return search.stale_runs * self._length_share(search)

    def _one_of_many(self, search: ComponentSearch) -> bool:
        """Whether it is small enough for the exact model, and so many others are open that all time counts."""
        return not self._visits.few and len(search.blocks.blocks) <= self.monitor.tuning.visits.exact_blocks

    def _anneal_for(self, search: ComponentSearch, seconds: float) -> None:
        began = time.monotonic()
        search.anneal(lambda: 1.0 if self._over() else (time.monotonic() - began) / seconds)

    def _slice_seconds(self, search: ComponentSearch) -> float:
        """As long as its size is worth, but short enough for some runs everywhere; the last one takes what is left.

        With few components the first ones are short, and each round makes them longer.
        """
        blocks = self._tuning.rounds * max(1, sum(other.movable for other in self._open()))
        share = self._length_share(search)
        longest = self._tuning.slice_seconds_per_block * share
        seconds = min(longest, self._chapter_seconds / blocks) * search.rounds.worth
        if self._one_of_many(search):
            seconds *= self._tuning.shares_of_many[search.runs % len(self._tuning.shares_of_many)]
        left = self._chapter_end - self.monitor.seconds
        seconds = left if left < self._tuning.last_slice * seconds else seconds
        return max(self._tuning.shortest_slice_seconds * share, seconds)

    def _length_share(self, search: ComponentSearch) -> float:
        """How long its runs are, as a share of their full length."""
        if not self._visits.few:
            return 1.0
        rounds = search.rounds.done
        log_share = math.log(self._tuning.first_slice_share) + rounds * math.log(self._tuning.slice_growth)
        return math.exp(min(0.0, log_share))

    def _exact_loop(self) -> None:
        """Bounds first, a little everywhere and then more; exact searches once a bound has settled."""
        while not self._over() and self._open():
            rising = [search for search in self._by_gap() if not search.dual.converged]
            for search in rising:
                if self._over():
                    return
                search.ascend(
                    self._tuning.later_ascent_steps if search.dual.steps else self._tuning.first_ascent_steps,
                    self._over,
                )
                search.try_orders()
            self._publish("relaxation")
            for search in self._by_gap(fewest_visits=True)[: self._tuning.exact_at_once if rising else None]:
                if self._over():
                    return
                if search.dual.converged:
                    self._publish(self._improve_or_prove(search))

    def _improve_or_prove(self, search: ComponentSearch) -> str:
        """Exact searches; far from a proof local search for half of the time. The name of the stage."""
        far = (
            not self._one_of_many(search)
            and self._stale_runs(search) < self._tuning.stale_runs
            and search.pounds is not None
            and search.gap_pounds > self._tuning.far_share * search.pounds
        )
        began = self.monitor.seconds
        if far and self._annealed_seconds <= self._exact_seconds:
            self._anneal_for(search, self._slice_seconds(search))
            self._annealed_seconds += self.monitor.seconds - began
            return "local search"
        self._visits.visit(search)
        if far:
            self._exact_seconds += self.monitor.seconds - began
        return "exact neighbourhoods"

    def _run_in_turn(self, share: float) -> None:
        """The same stages in a fixed order; the time limit counts effort, not seconds."""
        effort = share * self.monitor.settings.time_limit_seconds
        rounds = self._tuning.rounds_in_turn
        for _ in range(rounds):
            for search in self._by_gap():
                search.ascend(self._tuning.later_ascent_steps, self._over)
                search.try_orders()
                chunk = self.monitor.tuning.local.chunk_steps
                steps = max(chunk, int(self._tuning.steps_per_second * effort / (rounds * len(self.searches))))
                search.anneal(chunks(steps // chunk))
                self._visits.visit_in_turn(search, effort / (2 * rounds * len(self.searches)))
                self._publish("in turn")
                if self._over():
                    return

    def _over(self) -> bool:
        if self.monitor.done:
            return True
        return (
            not self.monitor.settings.deterministic and self.monitor.seconds >= self._chapter_end - self._timing.seconds
        )

    def _open(self) -> list[ComponentSearch]:
        if any(search.infeasible for search in self.searches):
            return []
        return [search for search in self.searches if search.gap_pounds > 0]

    def _by_gap(self, *, fewest_visits: bool = False) -> list[ComponentSearch]:
        """Components that are not proved yet: most to gain first (for the exact thread: a share for everyone)."""
        if fewest_visits:
            return sorted(self._open(), key=lambda s: (s.best is not None, s.visits, -s.gap_pounds))
        return sorted(self._open(), key=lambda s: -s.gap_pounds)

    def _publish(self, stage: str, *, at_once: bool = False) -> None:
        """Tell the monitor what the components have together; options under limits only when it is time or `at_once`."""
        bound = self._bound()
        if bound is not None:
            self.monitor.raise_bound(bound, stage)
        if not (at_once or self._timing.due):
            return
        placed = self._placed()
        whole = None if placed is None else self._timing.choose(*placed)
        if whole is not None:
            self.monitor.offer(whole, stage)

    def _bound(self) -> int | None:
        """What the components prove together; None before each has a bound."""
        bounds = [search.bound for search in self.searches]
        known = [bound for bound in bounds if bound is not None]
        if len(known) < len(bounds) or not self.priced.proves:
            return None
        return self.priced.bound(sum(known))

    def _placed(self) -> tuple[list[int], list[int]] | None:
        """Starts and modes of the best plans of all components; None before each has one."""
        starts = [0] * len(self.instance.migrations)
        modes = [0] * len(self.instance.migrations)
        for search in self.searches:
            plan = search.best
            if plan is None:
                return None
            for k, i in enumerate(search.part.migrations):
                starts[i], modes[i] = plan.starts[k], plan.modes[k]
        return starts, modes
