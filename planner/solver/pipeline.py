"""All components searched side by side: first plans at once, then bounds and better plans where most is to gain.

The main thread raises bounds and anneals (Python and numpy); a second one runs exact searches (CP-SAT, outside the
interpreter lock). In deterministic mode everything runs in turn and is counted in steps instead of seconds.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from planner.solver.bound.ascent_kernels import Prices
from planner.solver.bound.limit_ascent import LimitAscent
from planner.solver.bound.option_prices import PricedOptions, with_prices
from planner.solver.model.exact import ExactModel, Proof
from planner.solver.model.instance import Instance
from planner.solver.model.parts import components
from planner.solver.monitor import Monitor
from planner.solver.search.component_search import CHUNK_STEPS, ComponentSearch, NoWayError, chunks
from planner.solver.search.exact_visits import EXACT_BLOCKS, ExactVisits
from planner.solver.search.lexicographic import NEAR_SHARE, break_ties, minimise_exactly
from planner.solver.search.option_timing import OptionLooks
from planner.solver.search.whole_model import whole_model

PRICED_CHAPTERS = (0.03, 0.97)
PRICED_CHAPTER = 1
"""Shares of the time where limits tie the options of contracts together; before the second chapter they are priced,"""
PRICING_SHARE = 0.1
LIMIT_ROUNDS = 100
LIMIT_ROUNDS_IN_TURN = 10
"""for at most so much of the time and so many rounds."""
EXACT_COUPLED = 60
SMALL_CHAPTERS = (0.03, 0.17, 0.3, 0.5)
EXACT_CHAPTER = 2
"""Up to so many migrations the third chapter belongs to the exact model of everything; near a proof all that is left."""
FIRST_STEPS = 40
LATER_STEPS = 200
SHORTEST_SLICE_SECONDS = 0.1
SLICE_SECONDS_PER_BLOCK = 0.05
ROUNDS = 6
"""Runs of local search are short enough for so many of them in every component and area;"""
LAST_SLICE = 1.5
"""the last one is up to so many times as long;"""
SHARES_OF_MANY = (0.25, 0.25, 0.25, 1.0)
"""where many small components are open, three of four runs are short."""
STALE_RUNS = 3
STALE_RUNS_OF_PARTS = 12
"""After so many runs of local search that found nothing the first thread raises bounds as well; runs in a component taken
apart move some of its parts only."""
EXACT_AT_ONCE = 2
"""Exact searches between two rounds of raising bounds."""
STEPS_PER_SECOND = 10_000
"""What a second of effort is worth in local search, in deterministic mode."""
MOST_TIED = 200
"""Ties between plans of one cost are broken up to so many migrations."""
FAR_SHARE = 0.03
"""Gaps above this share of the cost are far from a proof."""


@dataclass
class Pipeline:
    """The search in a whole instance.

    `searches`: one for each component of `priced`, the instance with its limits on options priced.
    """

    instance: Instance
    monitor: Monitor
    searches: list[ComponentSearch] = field(default_factory=list)
    priced: PricedOptions = field(init=False)
    _chapter_seconds: float = 0.0
    _chapter_end: float = 0.0
    _seconds: float = 0.0
    _looks: OptionLooks = field(init=False)
    _visits: ExactVisits = field(init=False)
    _annealed_seconds: float = 0.0
    _exact_seconds: float = 0.0

    def __post_init__(self) -> None:
        self._looks = OptionLooks(self.instance, self.monitor)
        self._visits = ExactVisits(self.monitor, self._over, lambda: len(self._open()))

    def run(self) -> Proof:
        """Search until the time is up, the gap is closed or somebody stops it.

        Where limits tie the options of contracts together, they are priced as soon as there is a plan, at what makes the
        bound high; from then on each contract chooses alone.
        """
        if any(contract.contradictory for contract in self.instance.contracts):
            return Proof.INFEASIBLE
        self._chapter_end = self.monitor.seconds
        self._seconds = self.monitor.settings.time_limit_seconds - self.monitor.seconds
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
        if self.monitor.proved and len(self.instance.migrations) <= MOST_TIED:
            break_ties(self._exact_model(), self.monitor, self.monitor.settings.time_limit_seconds)
        return Proof.NOTHING if self.monitor.best is None else Proof.FEASIBLE

    def _chapters(self) -> tuple[float, ...]:
        """Shares of the time."""
        if not self.instance.couples_options:
            return (1.0,)
        return SMALL_CHAPTERS if len(self.instance.migrations) <= EXACT_COUPLED else PRICED_CHAPTERS

    def _run_chapter(self, number: int, share: float, *, last: bool) -> Proof:
        """Search in the components for a share of the time; INFEASIBLE where one of them has no plan."""
        self._chapter_seconds = share * self._seconds
        self._chapter_end += self._chapter_seconds
        try:
            if number == 0:
                self._begin(with_prices(self.instance, [0.0] * len(self.instance.limits)))
            elif number == PRICED_CHAPTER:
                ascent = self._price_limits()
                self._begin(ascent.priced, ascent.capacity_prices)
        except NoWayError:
            return Proof.INFEASIBLE
        if self.monitor.settings.deterministic:
            self._run_in_turn(share)
        else:
            self._run_side_by_side()
        self._publish("end", at_once=last or self.monitor.done)
        return Proof.INFEASIBLE if any(search.infeasible for search in self.searches) else Proof.NOTHING

    def _search_whole(self, share: float) -> Proof:
        """The exact model of everything, all limits on options kept; near a proof for all the time that is left."""
        seconds = share * self._seconds
        near = self.monitor.gap_share < NEAR_SHARE
        if near:
            seconds = sum(SMALL_CHAPTERS[EXACT_CHAPTER:]) * self._seconds
        proof = minimise_exactly(self._exact_model(guided=not near), self.monitor, seconds, guided=not near)
        self._chapter_end = self.monitor.seconds
        return proof

    def _exact_model(self, *, guided: bool = False) -> ExactModel:
        """Without the starts that only plans dearer than the best have."""
        best = self.monitor.best_rank
        return whole_model(self.instance, self.priced, self.searches, best and best[1], guided=guided)

    def _begin(self, priced: PricedOptions, capacity_prices: Sequence[Prices] = ()) -> None:
        """Searches of the components at some prices of the limits, from the best plan and prices of capacity on."""
        self.priced = priced
        seed = self.monitor.settings.seed
        best = self.monitor.best
        parts = components(priced.instance)
        self.searches = [ComponentSearch(part, seed + 1000 * k) for k, part in enumerate(parts)]
        for search, prices in zip_longest(self.searches, capacity_prices):
            search.try_orders()
            if prices is not None:
                search.dual.go_on_from(prices)
            if best is not None:
                search.offer_part_of(best)
        self._publish("list schedule")

    def _price_limits(self) -> LimitAscent:
        """Prices for the limits that make the bound high, and the prices of capacity that go with them."""
        best = self.monitor.best_rank
        until = self.monitor.seconds + PRICING_SHARE * self._seconds
        deterministic = self.monitor.settings.deterministic

        def should_stop() -> bool:
            return self.monitor.done or (not deterministic and self.monitor.seconds >= until)

        ascent = LimitAscent(self.instance)
        rounds = LIMIT_ROUNDS_IN_TURN if deterministic else LIMIT_ROUNDS
        ascent.run(rounds, None if best is None else best[1], should_stop)
        if ascent.bound_pounds is not None:
            self.monitor.raise_bound(ascent.bound_pounds, "prices of limits")
        return ascent

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
                    search.ascend(LATER_STEPS, self._over)
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
            return search.stale_runs >= STALE_RUNS_OF_PARTS
        return self._one_of_many(search) and search.stale_runs >= STALE_RUNS

    def _one_of_many(self, search: ComponentSearch) -> bool:
        """Whether it is small enough for the exact model, and so many others are open that all time counts."""
        return not self._visits.few and len(search.blocks.blocks) <= EXACT_BLOCKS

    def _anneal_for(self, search: ComponentSearch, seconds: float) -> None:
        began = time.monotonic()
        search.anneal(lambda: 1.0 if self._over() else (time.monotonic() - began) / seconds)

    def _slice_seconds(self, search: ComponentSearch) -> float:
        """As long as its size is worth, but short enough for some runs everywhere; the last one takes what is left."""
        blocks = ROUNDS * max(1, sum(other.movable for other in self._open()))
        seconds = min(SLICE_SECONDS_PER_BLOCK, self._chapter_seconds / blocks) * search.rounds.worth
        if self._one_of_many(search):
            seconds *= SHARES_OF_MANY[search.runs % len(SHARES_OF_MANY)]
        left = self._chapter_end - self.monitor.seconds
        return max(SHORTEST_SLICE_SECONDS, left if left < LAST_SLICE * seconds else seconds)

    def _exact_loop(self) -> None:
        """Bounds first, a little everywhere and then more; exact searches once a bound has settled."""
        while not self._over() and self._open():
            rising = [search for search in self._by_gap() if not search.dual.converged]
            for search in rising:
                if self._over():
                    return
                search.ascend(LATER_STEPS if search.dual.steps else FIRST_STEPS, self._over)
                search.try_orders()
            self._publish("relaxation")
            for search in self._by_gap(fewest_visits=True)[: EXACT_AT_ONCE if rising else None]:
                if self._over():
                    return
                if search.dual.converged:
                    self._publish(self._improve_or_prove(search))

    def _improve_or_prove(self, search: ComponentSearch) -> str:
        """Exact searches; far from a proof local search for half of the time. The name of the stage."""
        far = (
            not self._one_of_many(search)
            and search.stale_runs < STALE_RUNS
            and search.pounds is not None
            and search.gap_pounds > FAR_SHARE * search.pounds
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
        rounds = 3
        for _ in range(rounds):
            for search in self._by_gap():
                search.ascend(LATER_STEPS, self._over)
                search.try_orders()
                steps = max(CHUNK_STEPS, int(STEPS_PER_SECOND * effort / (rounds * len(self.searches))))
                search.anneal(chunks(steps // CHUNK_STEPS))
                self._visits.visit_in_turn(search, effort / (2 * rounds * len(self.searches)))
                self._publish("in turn")
                if self._over():
                    return

    def _over(self) -> bool:
        if self.monitor.done:
            return True
        return (
            not self.monitor.settings.deterministic and self.monitor.seconds >= self._chapter_end - self._looks.seconds
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
        if not (at_once or self._looks.due):
            return
        placed = self._placed()
        whole = None if placed is None else self._looks.choose(*placed)
        if whole is not None:
            self.monitor.offer(whole, stage)

    def _bound(self) -> int | None:
        """What the components prove together; None before each has a bound."""
        bounds = [search.bound for search in self.searches]
        known = [bound for bound in bounds if bound is not None]
        if len(known) < len(bounds):
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
