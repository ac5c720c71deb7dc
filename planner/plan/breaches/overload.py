"""When a sum of intervals exceeds a limit that changes over time: one sweep over sorted events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """Something taken by a subject on the days `[from_day, until_day)`."""

    subject: str
    from_day: int
    until_day: int
    amount: int


@dataclass(frozen=True)
class Overload:
    """A longest period `[from_day, until_day)` on whose every day the limit is exceeded.

    `peak_day` is the first day of the greatest excess, with the load and the limit of that day.
    """

    from_day: int
    until_day: int
    peak_day: int
    peak_load: int
    peak_limit: int
    subjects: tuple[str, ...]

    @property
    def excess(self) -> int:
        """By how much the limit is exceeded at the peak."""
        return self.peak_load - self.peak_limit


@dataclass
class _Sweep:
    """Loads in progress while the sweep passes over the days."""

    running: dict[str, int]
    total: int = 0

    def change(self, subject: str, amount: int) -> None:
        self.total += amount
        self.running[subject] += amount
        if self.running[subject] == 0:
            del self.running[subject]


@dataclass
class _Open:
    """An overload that has begun and not yet ended."""

    from_day: int
    peak_day: int
    peak_load: int
    peak_limit: int
    subjects: set[str]

    def close(self, until_day: int) -> Overload:
        subjects = tuple(sorted(self.subjects))
        return Overload(self.from_day, until_day, self.peak_day, self.peak_load, self.peak_limit, subjects)

    def rise(self, day: int, load: int, limit: int) -> None:
        if load - limit > self.peak_load - self.peak_limit:
            self.peak_day, self.peak_load, self.peak_limit = day, load, limit


def overloads(loads: Iterable[Load], base_limit: int, limit_steps: Mapping[int, int]) -> Iterator[Overload]:
    """The periods in which the loads together exceed the limit, in order of time.

    The limit is `base_limit` until the first step; `limit_steps` gives the limit from a day on. Loads that are empty or
    zero take nothing.
    """
    changes: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for load in loads:
        if load.from_day < load.until_day and load.amount:
            changes[load.from_day].append((load.subject, load.amount))
            changes[load.until_day].append((load.subject, -load.amount))
    sweep, limit, opened = _Sweep(defaultdict(int)), base_limit, None
    for day in sorted(changes.keys() | limit_steps.keys()):
        limit = limit_steps.get(day, limit)
        for subject, amount in changes.get(day, ()):
            sweep.change(subject, amount)
        if sweep.total <= limit or sweep.total == 0:
            if opened is not None:
                yield opened.close(day)
            opened = None
        elif opened is None:
            opened = _Open(day, day, sweep.total, limit, set(sweep.running))
        else:
            opened.rise(day, sweep.total, limit)
            opened.subjects.update(subject for subject, amount in changes.get(day, ()) if amount > 0)
