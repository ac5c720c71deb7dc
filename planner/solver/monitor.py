"""The best plan and the best bound of a solve, from whatever stage they come, and when to stop."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from planner.domain.rules import Term
from planner.plan.outcome import Progress
from planner.solver.interruption import CallerStop, Interruption
from planner.solver.model.candidate import Candidate, pounds_by_term, rank
from planner.solver.model.instance import Instance
from planner.solver.settings import SolveSettings
from planner.solver.tuning import SearchTuning

ProgressListener = Callable[[Progress], None]
Rank = tuple[int, int, int]


@dataclass
class Monitor:
    """Shared by all stages and their threads.

    `best` is the best candidate so far with its `rank` and its pounds of the term `no route`; `bound_pounds` the highest
    proved bound of the objective.
    `first_level_proved`: False while cover comes first and no proof says that exposure is as small as it can be.
    """

    instance: Instance
    settings: SolveSettings
    tuning: SearchTuning
    listener: ProgressListener | None = None
    best: Candidate | None = None
    best_rank: Rank | None = None
    no_route_pounds: int = 0
    bound_pounds: int | None = None
    interruption: Interruption = field(default_factory=Interruption)
    caller: CallerStop = field(default_factory=CallerStop)
    first_level_proved: bool = True
    log: list[Progress] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def seconds(self) -> float:
        """Wall-clock seconds since the beginning."""
        return time.monotonic() - self.started

    @property
    def seconds_left(self) -> float:
        """Wall-clock seconds until the time limit; not used in deterministic mode."""
        return max(0.0, self.settings.time_limit_seconds - self.seconds)

    @contextmanager
    def uncounted(self) -> Iterator[None]:
        """What is done inside does not count against the time limit."""
        before = time.monotonic()
        try:
            yield
        finally:
            self.started += time.monotonic() - before

    def offer(self, candidate: Candidate, stage: str) -> bool:
        """Keep the candidate if it is better than the best; it must keep every rule."""
        offered = rank(self.instance, candidate)
        with self._lock:
            if self.best_rank is not None and offered >= self.best_rank:
                return False
            self.best, self.best_rank = candidate, offered
            self.no_route_pounds = pounds_by_term(self.instance, candidate)[Term.NO_ROUTE]
            self._report(stage)
        return True

    def raise_bound(self, pounds: int, stage: str) -> None:
        """Keep the bound if it is higher than the highest."""
        with self._lock:
            if self.bound_pounds is None or pounds > self.bound_pounds:
                self.bound_pounds = pounds
                self._report(stage)

    @property
    def proved(self) -> bool:
        """Whether cost and bound meet, and cover is proved best where it comes first."""
        if self.best_rank is None or self.bound_pounds is None or not self.first_level_proved:
            return False
        return self.best_rank[1] <= self.bound_pounds

    @property
    def gap(self) -> float | None:
        """(cost − bound) / (cost without the term `no route`), 0 where both meet; None where that is no share."""
        if self.best_rank is None or self.bound_pounds is None:
            return None
        difference, base = self.best_rank[1] - self.bound_pounds, self.best_rank[1] - self.no_route_pounds
        if difference <= 0:
            return 0.0
        return difference / base if base > 0 else None

    @property
    def close_enough(self) -> bool:
        """Whether the plan is proved, or proved within the gap that was wished."""
        wished = self.settings.gap_target > 0 and self.first_level_proved
        return self.proved or (wished and self.gap is not None and self.gap <= self.settings.gap_target)

    @property
    def gap_share(self) -> float:
        """What is between plan and bound, as a share of the cost of the plan; infinite while one of them is missing."""
        if self.best_rank is None or self.bound_pounds is None:
            return math.inf
        pounds = self.best_rank[1]
        return max(0, pounds - self.bound_pounds) / max(1, abs(pounds))

    def stop(self) -> None:
        """Ask every stage to end."""
        self._stopped.set()

    def stopped(self) -> bool:
        """Whether somebody asked to stop."""
        return self._stopped.is_set() or self.interruption.wished or self.caller()

    @property
    def interrupted(self) -> bool:
        """Whether the user asked to stop."""
        return self.interruption.wished

    @property
    def out_of_time(self) -> bool:
        """Whether the time is used up, or somebody asked to stop. In deterministic mode searches count for themselves."""
        if self.stopped():
            return True
        return not self.settings.deterministic and self.seconds_left <= 0

    @property
    def done(self) -> bool:
        """Whether a stage that looks for better plans or bounds should end."""
        return self.out_of_time or self.close_enough

    def _report(self, stage: str) -> None:
        pounds = self.best_rank[1] if self.best_rank else None
        progress = Progress(seconds=self.seconds, objective_pounds=pounds, bound_pounds=self.bound_pounds, stage=stage)
        self.log.append(progress)
        if self.listener is not None:
            self.listener(progress)
