"""The best schedule and the best bound of an RCPSP solve, shared by its threads."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, isfinite

from planner.benchmarks.rcpsp.project import RcpspProject
from planner.plan.outcome import Status
from planner.solver.settings import SolveSettings

RcpspAnswer = tuple[tuple[int, ...] | None, int | None, int | None, Status]
"""Starts, makespan, proved lower bound, status."""


@dataclass
class Incumbent:
    """`starts` is the best schedule so far with its `makespan`, `bound` the highest proved lower bound of the makespan."""

    project: RcpspProject
    settings: SolveSettings
    starts: tuple[int, ...]
    bound: int
    makespan: int = field(init=False)
    _started: float = field(default_factory=time.monotonic)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.makespan = self.project.makespan(self.starts)

    def offer(self, starts: Sequence[int]) -> None:
        """Keep a schedule that is shorter than the best; it must keep every rule."""
        offered = tuple(int(start) for start in starts)
        makespan = self.project.makespan(offered)
        with self._lock:
            if makespan < self.makespan:
                self.starts, self.makespan = offered, makespan

    def raise_bound(self, bound: float) -> None:
        """Keep a bound that is higher than the best, rounded to the integer that a float stands for or up to the next."""
        if isfinite(bound):
            with self._lock:
                self.bound = max(self.bound, ceil(bound - 1e-6))

    @property
    def enough(self) -> int:
        """The makespan that would be proved within the gap target."""
        allowed = int(self.settings.gap_target * self.makespan)
        return min(self.makespan, self.bound + allowed)

    @property
    def proved(self) -> bool:
        """Whether makespan and bound meet."""
        return self.makespan <= self.bound

    @property
    def close_enough(self) -> bool:
        """Whether they lie no further apart than the gap target."""
        return self.makespan <= self.enough

    @property
    def seconds(self) -> float:
        """Wall-clock seconds since the beginning."""
        return time.monotonic() - self._started

    @property
    def seconds_left(self) -> float:
        """Wall-clock seconds until the time limit."""
        return max(0.0, self.settings.time_limit_seconds - self.seconds)

    def stop(self) -> None:
        """Ask every thread to end."""
        self._stopped.set()

    @property
    def over(self) -> bool:
        """Whether to end: close enough, or somebody asked, or (outside deterministic mode) the time is up."""
        out_of_time = not self.settings.deterministic and self.seconds_left <= 0
        return self.close_enough or self._stopped.is_set() or out_of_time

    def answer(self) -> RcpspAnswer:
        """Schedule, makespan and bound as they stand together, and what they prove."""
        with self._lock:
            status = Status.OPTIMAL if self.proved else Status.FEASIBLE
            return self.starts, self.makespan, self.bound, status
