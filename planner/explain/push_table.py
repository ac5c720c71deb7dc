"""The push table of a contract under one plan: every record that stops it from being off earlier, and on which days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.explain.blockers.block import Block
from planner.explain.blockers.capacity import asking, overload_on
from planner.explain.blockers.rules import BLOCKS
from planner.explain.pushing import LONG_AGO, Push
from planner.explain.records import Blocker, Category, Overload, PushRow, RecordRef, Step
from planner.explain.spans import Span, covers, merged

RANK: Mapping[Category, int] = {
    Category.OWN_WORK: 0,
    Category.DEPENDENCY: 1,
    Category.COMMITMENT: 2,
    Category.READINESS: 3,
    Category.CALENDAR: 4,
    Category.OWN_CAPACITY: 5,
    Category.COMPETITION: 5,
}
"""The order of causes that tie; capacity is one of them, whoever holds it."""

Path = tuple[Step, ...]
Cause = tuple[int, str, str]
"""What tells causes apart, and puts them in order: the rank of the category, then table and key of the record."""


@dataclass(frozen=True)
class Stop:
    """All days on which one record stops the shifted plan, and its blocks."""

    cause: Cause
    blocks: tuple[Block, ...]

    @property
    def record(self) -> RecordRef:
        return self.blocks[0].record

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        return merged(block.days for block in self.blocks)

    @cached_property
    def own_spans(self) -> tuple[Span, ...]:
        """The days on which a resource is over with the feeders alone."""
        return merged(block.days for block in self.blocks if block.category is Category.OWN_CAPACITY)

    def span(self, day: int) -> Span | None:
        """The unbroken stretch of blocked days that holds this day; None where it is not blocked."""
        return next((span for span in self.spans if span[0] <= day < span[1]), None)

    def since(self, day: int) -> int | None:
        """The first day of that stretch."""
        span = self.span(day)
        return None if span is None else span[0]


@dataclass(frozen=True)
class PushTable:
    """The stops of a contract under a plan, in the order of their causes."""

    push: Push

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        found: dict[Cause, list[Block]] = {}
        for blocks in BLOCKS.values():
            for block in blocks(self.push):
                found.setdefault((RANK[block.category], *block.record.place), []).append(block)
        return tuple(Stop(cause, tuple(found[cause])) for cause in sorted(found))

    def row(self, day: int) -> PushRow:
        """What stops the contract from being off by a day."""
        blocking = [stop for stop in self.stops if stop.since(day) is not None]
        blockers = tuple(self.blocker(stop, day) for stop in blocking)
        return PushRow(day=day, shifted=self.push.shifted(day), blockers=blockers)

    def blocker(self, stop: Stop, day: int) -> Blocker:
        """One stop on a day that it blocks."""
        if stop.blocks[0].migration is None:
            return self._of_resource(stop, day)
        block, path = min(self._stopped(stop, day), key=lambda found: (-found[0].days[1], *_order(found[1])))
        via = self.push.waits.refs(block.via)
        return self._blocker(
            stop, day, block.category, path, opens_day=block.opens_day, via=via, lag_days=block.lag_days
        )

    def _stopped(self, stop: Stop, day: int) -> Iterator[tuple[Block, Path]]:
        """The blocks of a day, each with the path to the migration that it stops."""
        for block in stop.blocks:
            if block.migration is not None and block.days[0] <= day < block.days[1]:
                yield block, self.push.path(block.migration, day)

    def _of_resource(self, stop: Stop, day: int) -> Blocker:
        """Competition where others hold units on the first day it is over, or the feeders alone would not be over."""
        resource = self.push.case.portfolio.resource_by_id[stop.record.key]
        overload = overload_on(self.push, resource, day)
        assert overload is not None, (stop.record.key, day)
        others = any(holding.migration not in self.push.feeders for holding in overload.holders)
        category = Category.COMPETITION if others or not covers(stop.own_spans, day) else Category.OWN_CAPACITY
        paths = [self.push.path(id, day) for id in asking(self.push, resource.id, day, overload.day)]
        return self._blocker(stop, day, category, min(paths, key=_order), overload=overload)

    def _blocker(
        self,
        stop: Stop,
        day: int,
        category: Category,
        path: Path,
        *,
        opens_day: int | None = None,
        via: tuple[RecordRef, ...] = (),
        lag_days: int | None = None,
        overload: Overload | None = None,
    ) -> Blocker:
        span = stop.span(day)
        assert span is not None, (stop.cause, day)
        return Blocker(
            record=stop.record,
            category=category,
            path=path,
            since_day=None if span[0] == LONG_AGO else span[0],
            until_day=span[1],
            opens_day=opens_day,
            via=via,
            lag_days=lag_days,
            overload=overload,
        )


def _order(path: Path) -> tuple[int, tuple[str, ...]]:
    """The shortest path first, then in order of ids."""
    return len(path), tuple(step.migration for step in path)
