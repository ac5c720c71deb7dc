"""Wave windows: where a cluster has them, cutovers fall only on their days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from planner.domain.portfolio import Portfolio
from planner.explain.blockers.block import Block, days_of_starts
from planner.explain.places import windows_ref
from planner.explain.pushing import Push
from planner.explain.records import Category
from planner.explain.spans import Span, merged


def window_blocks(push: Push) -> Iterator[Block]:
    """Cutovers are asked from the status date on."""
    closed = {cluster: _between(opened) for cluster, opened in _windows(push.case.portfolio).items()}
    for id in push.moving:
        work = push.works[id]
        cluster, offset = work.entry.migration.cluster, work.cutover_offset
        for first, until in closed.get(cluster, ()):
            for days in days_of_starts(push, id, [(first - offset, until - offset)]):
                yield Block(windows_ref(cluster), Category.CALENDAR, days, id, work.axis.day(until))


def _windows(portfolio: Portfolio) -> Mapping[str, list[Span]]:
    """By cluster the positions on which its windows are open."""
    found: dict[str, list[Span]] = defaultdict(list)
    for window in portfolio.wave_windows:
        span = portfolio.position_of(window.from_date), portfolio.position_of(window.until_date)
        found[window.cluster].append((max(0, span[0]), span[1]))
    return found


def _between(opened: list[Span]) -> list[Span]:
    """The positions from the status date up to the last window that lie in none; a plan has no cutover after it."""
    windows = merged(span for span in opened if span[0] < span[1])
    ends = [0, *(until for _, until in windows)]
    return [(end, first) for end, (first, _) in zip(ends, windows, strict=False) if end < first]
