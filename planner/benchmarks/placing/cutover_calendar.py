"""The days on which a migration may cut over: outside its freezes, inside the wave windows of its cluster."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from planner.domain.calendar import add_months
from planner.domain.migrations import Migration
from planner.domain.portfolio import Portfolio
from planner.domain.resources import FreezePeriod, FreezeScope

Interval = tuple[int, int]
"""Days `[from, until)`."""


class CutoverCalendar:
    """Answers for the next day on which a migration may cut over; yearly freezes are repeated to `until_day`."""

    def __init__(self, portfolio: Portfolio, until_day: int) -> None:
        self._portfolio = portfolio
        self._until_day = until_day
        self._freezes: dict[tuple[FreezeScope, str | None], list[Interval]] = {}
        for freeze in portfolio.freezes:
            key = (freeze.scope, None if freeze.scope is FreezeScope.EVERYONE else freeze.subject)
            self._freezes.setdefault(key, []).extend(self._occurrences(freeze))
        windows: dict[str, list[Interval]] = {}
        for window in portfolio.wave_windows:
            interval = (portfolio.day_of(window.from_date), portfolio.day_of(window.until_date))
            windows.setdefault(window.cluster, []).append(interval)
        self._windows = {cluster: _disjoint(intervals) for cluster, intervals in windows.items()}
        self._merged = lru_cache(maxsize=None)(self._merge_freezes)

    def next_allowed_day(self, migration: Migration, day: int) -> int | None:
        """The first day from `day` on which the migration may cut over; None where no window is left."""
        while True:
            freeze = _interval_at(self._merged(migration.organisation, migration.cluster), day)
            if freeze is not None:
                day = freeze[1]
            if migration.cluster not in self._windows:
                return day
            opening = _opening_from(self._windows[migration.cluster], day)
            if opening is None or (opening == day and freeze is None):
                return opening
            day = opening

    def _merge_freezes(self, organisation: str, cluster: str) -> tuple[Interval, ...]:
        scopes = (
            (FreezeScope.EVERYONE, None),
            (FreezeScope.CLUSTER, cluster),
            (FreezeScope.ORGANISATION, organisation),
        )
        return _disjoint(interval for scope in scopes for interval in self._freezes.get(scope, []))

    def _occurrences(self, freeze: FreezePeriod) -> list[Interval]:
        found: list[Interval] = []
        year = 0
        while True:
            begins = self._portfolio.day_of(add_months(freeze.from_date, 12 * year))
            if begins >= self._until_day or (year and not freeze.yearly):
                return found
            found.append((begins, self._portfolio.day_of(add_months(freeze.until_date, 12 * year))))
            year += 1


def _interval_at(intervals: Sequence[Interval], day: int) -> Interval | None:
    """The interval of disjoint sorted ones that holds the day."""
    position = bisect_right(intervals, (day, 1 << 60)) - 1
    return intervals[position] if position >= 0 and day < intervals[position][1] else None


def _opening_from(windows: Sequence[Interval], day: int) -> int | None:
    """The first day from `day` inside one of the disjoint sorted windows."""
    position = bisect_right(windows, (day, 1 << 60)) - 1
    if position >= 0 and day < windows[position][1]:
        return day
    return windows[position + 1][0] if position + 1 < len(windows) else None


def _disjoint(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same days as sorted intervals that neither overlap nor touch."""
    merged: list[Interval] = []
    for begins, ends in sorted(intervals):
        if merged and begins <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(ends, merged[-1][1]))
        else:
            merged.append((begins, ends))
    return tuple(merged)
