"""Stretches of days, half-open."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]
"""The first day, and the first day after it."""


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same days as fewest stretches, in order; neighbours become one."""
    found: list[Span] = []
    for first, until in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], until)
        elif first < until:
            found.append((first, until))
    return tuple(found)


def within(spans: Iterable[Span], first: int, until: int) -> tuple[Span, ...]:
    """The days of `[first, until)` that lie in one of the stretches."""
    cut = ((max(first, a), min(until, b)) for a, b in spans)
    return tuple((a, b) for a, b in cut if a < b)


def day_count(spans: Iterable[Span]) -> int:
    """How many days they have; they must not overlap."""
    return sum(until - first for first, until in spans)


def covers(spans: Iterable[Span], day: int) -> bool:
    """Whether a day lies in one of the stretches."""
    return any(first <= day < until for first, until in spans)
