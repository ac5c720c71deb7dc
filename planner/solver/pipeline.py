"""All components searched side by side: first plans at once, then bounds and better plans where most is to gain.

The main thread raises bounds and anneals (Python and numpy); a second one runs exact searches (CP-SAT, outside the
interpreter lock). In deterministic mode everything runs in turn and is counted in steps instead of seconds.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from planner.solver.candidate import Candidate
from planner.solver.component_search import CHUNK_STEPS, ComponentSearch, Limits
from planner.solver.exact import Proof, SearchLimits
from planner.solver.instance import Instance
from planner.solver.monitor import Monitor
from planner.solver.neighbourhood import components
from planner.solver.option_choice import with_options

EXACT_BLOCKS = 60
"""Components up to this size are also searched whole by the exact model."""
FIRST_STEPS = 40
LATER_STEPS = 80
SHORTEST_SLICE_SECONDS = 0.1
LONGEST_SLICE_SECONDS = 1.0
EXACT_AT_ONCE = 2
"""Exact searches between two rounds of raising bounds."""
NEIGHBOURHOOD_SECONDS = 2.0
STEPS_PER_SECOND = 10_000
"""What a second of effort is worth in local search, in deterministic mode."""
WHOLE_SECONDS = 8.0


@dataclass
class Pipeline:
    """The search in a whole instance. `run` returns whether the instance was proved infeasible."""

    instance: Instance
    monitor: Monitor
    searches: list[ComponentSearch] = field(default_factory=list)

    def run(self) -> Proof:
        """Search until the time is up, the gap is closed or somebody stops it."""
        seed = self.monitor.settings.seed
        self.searches = [ComponentSearch(part, seed + 1000 * k) for k, part in enumerate(components(self.instance))]
        for search in self.searches:
            search.try_orders()
        self._publish("list schedule")
        if self.monitor.settings.deterministic:
            self._run_in_turn()
        else:
            self._run_side_by_side()
        self._publish("end")
        if any(search.infeasible for search in self.searches):
            return Proof.INFEASIBLE
        return Proof.NOTHING if self.monitor.best is None else Proof.FEASIBLE

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
                self._anneal_for(search, self._slice_seconds(search))
                if alone and search.dual.converged:
                    self._search_exactly(search)
                self._publish("local search")

    def _anneal_for(self, search: ComponentSearch, seconds: float) -> None:
        began = time.monotonic()
        search.anneal(lambda: 1.0 if self._over() else (time.monotonic() - began) / seconds)

    def _slice_seconds(self, search: ComponentSearch) -> float:
        """A fair share of a quarter of the time left, no shorter than a glance, no longer than its size is worth."""
        share = self.monitor.seconds_left / (4 * max(1, len(self._open())))
        return min(LONGEST_SLICE_SECONDS * (1 + len(search.blocks.blocks) / 50), max(SHORTEST_SLICE_SECONDS, share))

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
                    self._search_exactly(search)
                    self._publish("exact neighbourhoods")

    def _search_exactly(self, search: ComponentSearch) -> None:
        whole = len(search.blocks.blocks) <= EXACT_BLOCKS
        if search.best is None or (whole and search.visits % 4 == 3) or len(search.blocks.blocks) <= 8:
            search.search_exactly(self._limits(search, WHOLE_SECONDS * (1 + search.visits // 4)))
            return
        search.visits += 1
        for _ in range(4):
            if self._over():
                return
            search.search_neighbourhood(self._limits(search, NEIGHBOURHOOD_SECONDS))

    def _limits(self, search: ComponentSearch, seconds: float) -> Limits:
        settings = self.monitor.settings
        left = seconds if settings.deterministic else min(seconds, max(0.05, self.monitor.seconds_left))
        return Limits(
            SearchLimits(
                seconds=left, workers=1, seed=settings.seed + search.visits, deterministic=settings.deterministic
            ),
            self._over,
        )

    def _run_in_turn(self) -> None:
        """The same stages in a fixed order; the time limit counts effort, not seconds."""
        effort = self.monitor.settings.time_limit_seconds
        rounds = 3
        for _ in range(rounds):
            for search in self._by_gap():
                search.ascend(LATER_STEPS, self._over)
                search.try_orders()
                steps = max(CHUNK_STEPS, int(STEPS_PER_SECOND * effort / (rounds * len(self.searches))))
                search.anneal(_counting(steps // CHUNK_STEPS))
                seconds = effort / (2 * rounds * len(self.searches))
                if len(search.blocks.blocks) <= EXACT_BLOCKS or search.best is None:
                    search.search_exactly(self._limits(search, seconds))
                else:
                    search.search_neighbourhood(self._limits(search, seconds))
                self._publish("in turn")
                if self._over():
                    return

    def _over(self) -> bool:
        return self.monitor.done

    def _open(self) -> list[ComponentSearch]:
        return [search for search in self.searches if search.gap_pounds > 0 and not search.infeasible]

    def _by_gap(self, *, fewest_visits: bool = False) -> list[ComponentSearch]:
        """Components that are not proved yet: most to gain first (for the exact thread: a share for everyone)."""
        if fewest_visits:
            return sorted(self._open(), key=lambda s: (s.best is not None, s.visits, -s.gap_pounds))
        return sorted(self._open(), key=lambda s: -s.gap_pounds)

    def _publish(self, stage: str) -> None:
        """Tell the monitor what the components have together."""
        bounds = [search.bound for search in self.searches]
        if all(bound is not None for bound in bounds):
            stuck = sum(c.least_pounds(self.instance.horizon_day) for c in self.instance.contracts if c.no_route)
            self.monitor.raise_bound(sum(bound for bound in bounds if bound is not None) + stuck, stage)
        whole = self._whole()
        if whole is not None:
            self.monitor.offer(whole, stage)

    def _whole(self) -> Candidate | None:
        starts = [0] * len(self.instance.migrations)
        modes = [0] * len(self.instance.migrations)
        for search in self.searches:
            plan = search.best
            if plan is None:
                return None
            for k, i in enumerate(search.part.migrations):
                starts[i], modes[i] = plan.starts[k], plan.modes[k]
        return with_options(self.instance, starts, modes)


def _counting(steps: int) -> Callable[[], float]:
    taken = 0

    def progress() -> float:
        nonlocal taken
        taken += 1
        return (taken - 1) / steps

    return progress
