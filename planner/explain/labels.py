"""One label for each late day: of the records that block it, the one that blocks the longest unbroken stretch before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.explain.push_table import Cause, Stop
from planner.explain.spans import Span, merged, within


@dataclass(frozen=True)
class Label:
    """Neighbouring days of one stop."""

    days: Span
    stop: Stop


def labels(stops: Sequence[Stop], first: int, until: int, after: Cause | None = None) -> list[Label]:
    """The labels of the days `[first, until)`, from the last day back; every day must be blocked.

    The longest stretch is the one that begins first, and it may begin before `first`. Of equal ones the label of the day
    after stays (`after`: that of the day `until`), then the order of causes decides.
    """
    found: list[Label] = []
    for days in _pieces(stops, first, until):
        stop = min(_blocking(stops, days), key=lambda found: (found[0], found[1].cause != after, found[1].cause))[1]
        after = stop.cause
        found.append(Label(days, stop))
    return list(_joined(found))


def first_free_day(stops: Sequence[Stop], first: int, until: int) -> int | None:
    """The first of the days `[first, until)` that nothing blocks."""
    blocked = merged(span for stop in stops for span in within(stop.spans, first, until))
    if not blocked or blocked[0][0] > first:
        return first if first < until else None
    return blocked[0][1] if blocked[0][1] < until else None


def _pieces(stops: Iterable[Stop], first: int, until: int) -> Iterator[Span]:
    """The days in pieces on which the same stops block, from the last back."""
    cuts = {first, until}
    for stop in stops:
        for span in within(stop.spans, first, until):
            cuts.update(span)
    days = sorted(cuts)
    yield from reversed(list(pairwise(days)))


def _blocking(stops: Iterable[Stop], days: Span) -> Iterator[tuple[int, Stop]]:
    """The stops of a piece, each with the first day of its stretch."""
    for stop in stops:
        since = stop.since(days[0])
        if since is not None:
            yield since, stop


def _joined(pieces: Iterable[Label]) -> Iterator[Label]:
    current: Label | None = None
    for piece in pieces:
        if current is not None and piece.stop is current.stop:
            current = Label((piece.days[0], current.days[1]), current.stop)
        else:
            if current is not None:
                yield current
            current = piece
    if current is not None:
        yield current
