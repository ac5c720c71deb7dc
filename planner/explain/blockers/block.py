"""Days for which a record stops the shifted plan: what every rule gives back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.domain.migrations import Precedence
from planner.explain.pushing import LONG_AGO, Push
from planner.explain.records import Category, RecordRef
from planner.explain.spans import Span


@dataclass(frozen=True)
class Block:
    """The record stops a migration on every day asked for of `days`; None: it stops several together (a resource).

    `opens_day`: the first day on which the record stops it no more, where it has such a day.
    """

    record: RecordRef
    category: Category
    days: Span
    migration: str | None = None
    opens_day: int | None = None
    via: tuple[Precedence, ...] = ()
    lag_days: int | None = None


def days_of_starts(push: Push, id: str, starts: Iterable[Span]) -> Iterator[Span]:
    """The days asked for on which a feeder would start in one of these half-open stretches of positions."""
    planned = push.works[id].start
    for first, until in starts:
        until = min(until, planned)
        if first < until:
            begins = LONG_AGO if first == LONG_AGO else push.first_day(id, first)
            ends = push.first_day(id, until)
            if begins < ends:
                yield begins, ends
