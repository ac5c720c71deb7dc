"""The late days of a contract by cause, from the last day back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from planner.explain.labels import Label, labels
from planner.explain.push_table import Cause, PushTable
from planner.explain.records import Also, Band, Category, Segment
from planner.explain.spans import Span, day_count, merged, within


@dataclass(frozen=True)
class BandDays:
    """The late days of one band, and the push table that says what blocks them."""

    band: Band
    days: Span
    table: PushTable


def segments_of(bands: Iterable[BandDays]) -> tuple[Segment, ...]:
    """The segments of the bands, the latest band first; neighbours with one label are one, also across two bands."""
    found: list[Segment] = []
    after: Cause | None = None
    for band in bands:
        for label in labels(band.table.stops, *band.days, after=after):
            after = label.stop.cause
            _append(found, _segment(band, label))
    return tuple(found)


def _append(found: list[Segment], segment: Segment) -> None:
    """Add a segment; it goes on with the one after it where both have one label."""
    last = found[-1] if found else None
    if last is None or (last.category, last.record) != (segment.category, segment.record):
        found.append(segment)
        return
    remaining = last.remaining_days + segment.remaining_days
    also = _added(last.also, segment.also)
    found[-1] = replace(last, from_day=segment.from_day, also=also, remaining_days=remaining)


def _added(later: tuple[Also, ...], earlier: tuple[Also, ...]) -> tuple[Also, ...]:
    """What two parts of a segment say of others, days added up."""
    days = {also.record.place: also for also in later}
    for also in earlier:
        known = days.get(also.record.place)
        days[also.record.place] = also if known is None else replace(known, days=known.days + also.days)
    return tuple(sorted(days.values(), key=_most_first))


def _segment(band: BandDays, label: Label) -> Segment:
    first, until = label.days
    cause = band.table.blocker(label.stop, until - 1)
    if (
        cause.category is Category.OWN_CAPACITY
        and day_count(within(label.stop.own_spans, first, until)) < until - first
    ):
        cause = replace(cause, category=Category.COMPETITION)
    return Segment(
        band=band.band,
        category=cause.category,
        from_day=first,
        until_day=until,
        cause=cause,
        also=tuple(sorted(_also(band.table, label), key=_most_first)),
        remaining_days=_remaining_days(band.table, label),
    )


def _remaining_days(table: PushTable, label: Label) -> int:
    others = (span for stop in table.stops if stop is not label.stop for span in stop.spans)
    return day_count(within(merged(others), *label.days))


def _also(table: PushTable, label: Label) -> Iterator[Also]:
    for stop in table.stops:
        spans = within(stop.spans, *label.days)
        if spans and stop is not label.stop:
            blocker = table.blocker(stop, spans[-1][1] - 1)
            yield Also(record=stop.record, category=blocker.category, days=day_count(spans), path=blocker.path)


def _most_first(also: Also) -> tuple[int, tuple[str, str]]:
    return -also.days, also.record.place
