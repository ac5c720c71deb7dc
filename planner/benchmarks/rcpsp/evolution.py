"""Generations of list schedules: how large a population the time allows, and when to begin a fresh one."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from planner.benchmarks.rcpsp.flat_project import flatten_project, reversed_project
from planner.benchmarks.rcpsp.incumbent import Incumbent
from planner.benchmarks.rcpsp.project_kernels import FlatProject, Population, evolve, populate

LEAST_PEOPLE, MOST_PEOPLE = 60, 1500
CHILDREN_PER_PERSON = 120
"""About as many as a population makes before it has become uniform."""
SLICE_SECONDS = 0.05
LEAST_SLICE = 20
PATIENCE = 40
"""Children per person without a shorter schedule after which a fresh population is begun."""
CHILDREN_PER_DETERMINISTIC_SECOND = 3_000


@dataclass
class Evolution:
    """A genetic algorithm on the lists of one project; every better schedule goes to the incumbent.

    `ready` is called once the first schedules are there (and the kernels compiled).
    """

    incumbent: Incumbent
    order: list[int]
    ready: Callable[[], None] = lambda: None
    forward: FlatProject = field(init=False)
    reverse: FlatProject = field(init=False)
    _seed: int = field(init=False)
    _children_per_second: float = field(init=False, default=float(CHILDREN_PER_DETERMINISTIC_SECOND))

    def __post_init__(self) -> None:
        project = self.incumbent.project
        self.forward = flatten_project(project, self.order)
        self.reverse = flatten_project(reversed_project(project), self.order[::-1])
        self._seed = self.incumbent.settings.seed

    def run(self, seconds: float) -> None:
        """Breed for these seconds (not counting compilation); deterministic seconds are a number of children."""
        self._populate(1)
        deterministic = self.incumbent.settings.deterministic
        if not deterministic:
            self._measure_speed()
        self.ready()
        left = seconds * self._children_per_second
        until = time.monotonic() + seconds
        while left > 0 and not self.incumbent.over:
            left -= self._one_population(left)
            if not deterministic:
                left = (until - time.monotonic()) * self._children_per_second

    def _measure_speed(self) -> None:
        """Children a second, from some first schedules; making a child is about as dear as sampling one."""
        began = time.monotonic()
        self._populate(LEAST_PEOPLE)
        self._children_per_second = LEAST_PEOPLE / max(1e-6, time.monotonic() - began)

    def _one_population(self, allowed: float) -> float:
        """Breed one population until it stops improving or so many children are made; gives their number."""
        size = int(min(MOST_PEOPLE, max(LEAST_PEOPLE, allowed / CHILDREN_PER_PERSON)))
        people = self._populate(size)
        made, last = float(size), 0.0
        best = int(people.spans.min())
        while made < allowed and not self.incumbent.over and made - last < PATIENCE * size:
            slice_ = max(LEAST_SLICE, int(min(self._children_per_second * SLICE_SECONDS, allowed - made)))
            began = time.monotonic()
            now, _ = evolve(self.forward, self.reverse, people, self._next_seed(), slice_, self.incumbent.enough)
            if not self.incumbent.settings.deterministic:
                self._children_per_second = max(1.0, now / max(1e-6, time.monotonic() - began))
            made += max(now, 1)
            if people.spans.min() < best:
                best, last = int(people.spans.min()), made
                self._offer(people)
        return made

    def _populate(self, size: int) -> Population:
        n = self.forward.duration.size
        rows = np.zeros((size, n), dtype=np.int64)
        people = Population(rows, rows.copy(), np.zeros(size, dtype=np.int64))
        populate(self.forward, self.reverse, people, self._next_seed(), 0)
        self._offer(people)
        return people

    def _offer(self, people: Population) -> None:
        self.incumbent.offer(people.starts[int(people.spans.argmin())].tolist())

    def _next_seed(self) -> int:
        self._seed = (self._seed + 1) % 2**31
        return self._seed
