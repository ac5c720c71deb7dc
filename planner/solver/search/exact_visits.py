"""What the exact stage does at one visit to a component, and for how long: the whole, targets, parts, neighbourhoods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from planner.solver.model.exact import SearchLimits
from planner.solver.monitor import Monitor
from planner.solver.search.component_search import ComponentSearch, Limits
from planner.solver.tuning import VisitTuning


@dataclass(frozen=True)
class ExactVisits:
    """Visits under the limits of a monitor.

    `over`: whether the time for visits is over. `open_count`: how many components are not proved yet.
    """

    monitor: Monitor
    over: Callable[[], bool]
    open_count: Callable[[], int]

    @property
    def tuning(self) -> VisitTuning:
        return self.monitor.tuning.visits

    @property
    def few(self) -> bool:
        """Whether so few components are open that each has time for everything."""
        return self.open_count() <= self.tuning.few_components

    def visit(self, search: ComponentSearch) -> None:
        """One visit: what is small or has no plan whole; larger components by their parts and neighbourhoods of the plan."""
        size = len(search.blocks.blocks)
        if search.best is None or size <= self.tuning.tiny_blocks:
            search.search_exactly(self._limits_of_whole(search, self._whole_seconds()))
        elif size <= self.tuning.exact_blocks:
            self._prove(search)
        else:
            search.visits += 1
            neighbourhoods = 1 if self._visit_parts(search) else self.tuning.parts_at_once
            for _ in range(neighbourhoods):
                if self.over():
                    return
                search.search_neighbourhood(self._limits(search, self._neighbourhood_seconds()))

    def raise_bound(self, search: ComponentSearch) -> None:
        """What is left to do for a component in which local search finds nothing more."""
        if len(search.blocks.blocks) > self.tuning.exact_blocks:
            self._visit_parts(search)
        else:
            search.search_below(self._limits(search, self._target_seconds(search)))

    def visit_in_turn(self, search: ComponentSearch, seconds: float) -> None:
        """One visit in deterministic mode."""
        parts = self._open_parts(search) if search.best is not None else []
        small = len(search.blocks.blocks) <= self.tuning.exact_blocks
        if parts:
            search.search_part(parts[0], self._limits(search, seconds))
        elif search.best is not None and search.visits % 2 and small:
            search.search_below(self._limits(search, seconds))
        elif search.best is None or small:
            search.search_exactly(self._limits_of_whole(search, seconds))
        else:
            search.search_neighbourhood(self._limits(search, seconds))

    def _limits(self, search: ComponentSearch, seconds: float) -> Limits:
        """One worker for so many seconds, fewer where fewer are left."""
        settings = self.monitor.settings
        left = seconds if settings.deterministic else min(seconds, max(0.05, self.monitor.seconds_left))
        limits = SearchLimits(
            seconds=left,
            workers=1,
            seed=settings.seed + search.visits,
            tuning=self.monitor.tuning.exact,
            deterministic=settings.deterministic,
        )
        return Limits(limits, self.over)

    def _limits_of_whole(self, search: ComponentSearch, seconds: float) -> Limits:
        """Near a proof, in every other visit, all for the proof; else one worker more, which looks for better plans."""
        limits = self._limits(search, seconds * (1 + search.wholes // 2))
        near_pounds = self.monitor.tuning.exact.near_share * (search.pounds or 0)
        near = search.wholes % 2 == 0 and search.gap_pounds < near_pounds
        workers = 1 if near else self.monitor.settings.workers
        return replace(limits, search=replace(limits.search, near=near, workers=workers))

    def _prove(self, search: ComponentSearch) -> None:
        """The whole once, shortly; then targets, and where few are open now and then the whole with reduced costs."""
        if not search.visits:
            search.search_exactly(self._limits_of_whole(search, self.tuning.first_visit_seconds))
        elif search.visits % 3 == 2 and self.few:
            limits = self._limits(search, self._whole_seconds())
            guided = replace(limits.search, guided=True, workers=self.monitor.settings.workers)
            search.search_exactly(replace(limits, search=guided))
        else:
            search.search_below(self._limits(search, self._target_seconds(search)))

    def _visit_parts(self, search: ComponentSearch) -> bool:
        """Some of the parts, those a visit promises most for; whether there are any left to prove."""
        parts = self._open_parts(search) if len(search.blocks.blocks) <= self.tuning.split_blocks else []
        for part in parts[: self.tuning.parts_at_once]:
            if self.over():
                break
            search.search_part(part, self._limits(search, self._target_seconds(part)))
        return bool(parts)

    def _open_parts(self, search: ComponentSearch) -> list[ComponentSearch]:
        search.parts(self.over)
        parts = [part for part in search.open_parts if len(part.blocks.blocks) <= self.tuning.exact_blocks]
        return sorted(parts, key=lambda p: (-p.promise, p.visits, -p.gap_pounds))

    def _whole_seconds(self) -> float:
        return min(self.tuning.whole_share, 1 / max(1, self.open_count())) * self._all_seconds

    def _target_seconds(self, search: ComponentSearch) -> float:
        if not search.visits:
            return self.tuning.first_visit_seconds
        return min(self.tuning.target_seconds * (1 + search.visits / 4), self.tuning.whole_share * self._all_seconds)

    def _neighbourhood_seconds(self) -> float:
        return min(self.tuning.neighbourhood_seconds, self.tuning.neighbourhood_share * self._all_seconds)

    @property
    def _all_seconds(self) -> float:
        return self.monitor.settings.time_limit_seconds
