"""What the exact stage does at one visit to a component, and for how long: the whole, targets, parts, neighbourhoods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from planner.solver.model.exact import SearchLimits
from planner.solver.monitor import Monitor
from planner.solver.search.component_search import ComponentSearch, Limits
from planner.solver.search.lexicographic import NEAR_SHARE

EXACT_BLOCKS = 60
"""Components and parts up to this size are searched whole by the exact model;"""
FEW = 2
"""with so many open ones or fewer, now and then by all workers, some of which look for plans."""
TINY_BLOCKS = 8
"""Components up to this size are left to the exact model alone."""
SPLIT_BLOCKS = 2_000
"""Components up to this size are taken apart."""
PARTS_AT_ONCE = 4
"""Parts, or neighbourhoods where there are none, looked at in one visit."""
FIRST_LOOK_SECONDS = 0.5
"""For the whole component at the first visit, with a linear relaxation, which proves what is easy."""
TARGET_SECONDS = 1.0
"""For a plan below a target at the second visit; each further one has a quarter of it more."""
NEIGHBOURHOOD_SECONDS = 2.0
NEIGHBOURHOOD_SHARE = 0.05
WHOLE_SHARE = 0.25
"""Share of the time limit for a look at a whole component, at most; with many components each has its part."""


@dataclass(frozen=True)
class ExactVisits:
    """Visits under the limits of a monitor.

    `over`: whether the time for visits is over. `open_count`: how many components are not proved yet.
    """

    monitor: Monitor
    over: Callable[[], bool]
    open_count: Callable[[], int]

    @property
    def few(self) -> bool:
        """Whether so few components are open that each has time for everything."""
        return self.open_count() <= FEW

    def visit(self, search: ComponentSearch) -> None:
        """One visit: what is small or has no plan whole; larger components by their parts and neighbourhoods of the plan."""
        size = len(search.blocks.blocks)
        if search.best is None or size <= TINY_BLOCKS:
            search.search_exactly(self._limits_of_whole(search, self._whole_seconds()))
        elif size <= EXACT_BLOCKS:
            self._prove(search)
        else:
            search.visits += 1
            neighbourhoods = 1 if self._visit_parts(search) else PARTS_AT_ONCE
            for _ in range(neighbourhoods):
                if self.over():
                    return
                search.search_neighbourhood(self._limits(search, self._neighbourhood_seconds()))

    def raise_bound(self, search: ComponentSearch) -> None:
        """What is left to do for a component in which local search finds nothing more."""
        if len(search.blocks.blocks) > EXACT_BLOCKS:
            self._visit_parts(search)
        else:
            search.search_below(self._limits(search, self._target_seconds(search)))

    def visit_in_turn(self, search: ComponentSearch, seconds: float) -> None:
        """One visit in deterministic mode."""
        parts = self._open_parts(search) if search.best is not None else []
        small = len(search.blocks.blocks) <= EXACT_BLOCKS
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
        return Limits(
            SearchLimits(
                seconds=left, workers=1, seed=settings.seed + search.visits, deterministic=settings.deterministic
            ),
            self.over,
        )

    def _limits_of_whole(self, search: ComponentSearch, seconds: float) -> Limits:
        """Near a proof, in every other visit, all for the proof; else one worker more, which looks for better plans."""
        limits = self._limits(search, seconds * (1 + search.wholes // 2))
        near = search.wholes % 2 == 0 and search.gap_pounds < NEAR_SHARE * (search.pounds or 0)
        workers = 1 if near else self.monitor.settings.workers
        return replace(limits, search=replace(limits.search, near=near, workers=workers))

    def _prove(self, search: ComponentSearch) -> None:
        """The whole once, shortly; then targets, and where few are open now and then the whole with reduced costs."""
        if not search.visits:
            search.search_exactly(self._limits_of_whole(search, FIRST_LOOK_SECONDS))
        elif search.visits % 3 == 2 and self.few:
            limits = self._limits(search, self._whole_seconds())
            guided = replace(limits.search, guided=True, workers=self.monitor.settings.workers)
            search.search_exactly(replace(limits, search=guided))
        else:
            search.search_below(self._limits(search, self._target_seconds(search)))

    def _visit_parts(self, search: ComponentSearch) -> bool:
        """Some of the parts, those a visit promises most for; whether there are any left to prove."""
        parts = self._open_parts(search) if len(search.blocks.blocks) <= SPLIT_BLOCKS else []
        for part in parts[:PARTS_AT_ONCE]:
            if self.over():
                break
            search.search_part(part, self._limits(search, self._target_seconds(part)))
        return bool(parts)

    def _open_parts(self, search: ComponentSearch) -> list[ComponentSearch]:
        search.parts(self.over)
        parts = [part for part in search.open_parts if len(part.blocks.blocks) <= EXACT_BLOCKS]
        return sorted(parts, key=lambda p: (-p.promise, p.visits, -p.gap_pounds))

    def _whole_seconds(self) -> float:
        return min(WHOLE_SHARE, 1 / max(1, self.open_count())) * self.monitor.settings.time_limit_seconds

    def _target_seconds(self, search: ComponentSearch) -> float:
        if not search.visits:
            return FIRST_LOOK_SECONDS
        return min(TARGET_SECONDS * (1 + search.visits / 4), WHOLE_SHARE * self.monitor.settings.time_limit_seconds)

    def _neighbourhood_seconds(self) -> float:
        return min(NEIGHBOURHOOD_SECONDS, NEIGHBOURHOOD_SHARE * self.monitor.settings.time_limit_seconds)
