"""What a bar or marker says when somebody points at it, tabs to it or reads it in a table."""

from __future__ import annotations

from planner.present.charts.palette import MARKER_WORDS
from planner.present.gantt.model import (
    Band,
    BandKind,
    Bar,
    BarKind,
    CutoverRange,
    Gantt,
    Marker,
    MarkerKind,
    Row,
    RowKind,
)
from planner.present.wording import plain_day

NAMED_BY_KIND = (BarKind.IN_FORCE, BarKind.UNCOVERED, BarKind.LEGACY_NEEDED)
"""Kinds whose label adds nothing to the name of the kind."""


def short_date(gantt: Gantt, day: int) -> str:
    """A date as short as it can be read, for instance `31 Oct 2027`."""
    return plain_day(gantt.date_of(day))


def bar_words(gantt: Gantt, bar: Bar) -> str:
    """Kind, name, first and last day, length, price and note of a bar."""
    name = bar.kind.value if bar.kind in NAMED_BY_KIND or bar.label == "in force" else f"{bar.kind.value}: {bar.label}"
    first, last = short_date(gantt, bar.from_day), short_date(gantt, bar.until_day - 1)
    days = f"to {last}" if bar.kind is BarKind.IN_FORCE else f"{first} to {last}, {days_words(bar.days)}"
    price = f", {bar.pounds:,} {gantt.currency}" if bar.pounds is not None else ""
    return f"{name}, {days}{price}" + (f"; {bar.note}" if bar.note else "")


def days_words(days: int) -> str:
    """For instance `1 day`, `1,200 days`."""
    return f"{days:,} day{'' if days == 1 else 's'}"


def marker_words(gantt: Gantt, marker: Marker) -> str:
    """Kind and day of a marker, what it belongs to, and how the day came about."""
    what = f"last day to {marker.verb}" if marker.kind is MarkerKind.DECISION else MARKER_WORDS[marker.kind]
    words = f"{what}: {short_date(gantt, marker.day)}{' assumed' if marker.assumed else ''}"
    belongs = marker.kind in (MarkerKind.NOTICE, MarkerKind.DECISION, MarkerKind.RULE)
    act = (
        f"; act by {short_date(gantt, marker.act_day)}"
        if marker.act_day is not None and marker.act_day != marker.day
        else ""
    )
    return words + act + (f", {marker.label}" if belongs else "") + (f"; {marker.note}" if marker.note else "")


def decide_words(gantt: Gantt, marker: Marker) -> str:
    """What stands on a flag: the day to act by, and what to look at on it where there is a rule."""
    day = marker.day if marker.act_day is None else marker.act_day
    rule = f" {marker.threshold}" if marker.threshold else ""
    return f"{marker.verb} by {short_date(gantt, day)}{' assumed' if marker.assumed else ''}{rule}"


def range_words(gantt: Gantt, found: CutoverRange) -> str:
    """The range of a cutover, for instance `cutover in eight of ten futures: 3 Feb 2028 to 9 May 2029; P50 1 Aug 2028`."""
    first, middle, last = (short_date(gantt, day) for day in (found.first_day, found.middle_day, found.last_day))
    return f"cutover in eight of ten futures: {first} to {last}; P50 {middle}"


def band_words(gantt: Gantt, band: Band) -> str:
    """Kind, reason and days of a freeze, a wave window or closed days."""
    name = "freeze, no cutover" if band.kind is BandKind.FREEZE else band.kind.value
    return f"{name}: {band.note}, {short_date(gantt, band.from_day)} to {short_date(gantt, band.until_day - 1)}"


def key_words(gantt: Gantt, row: Row) -> str:
    """The one date of a row: last day covered, cutover, or day of the milestone."""
    if row.kind is RowKind.CONTRACT:
        return short_date(gantt, max((bar.until_day for bar in _covered(row)), default=0) - 1)
    kind = MarkerKind.CUTOVER if row.kind is RowKind.MIGRATION else MarkerKind.MILESTONE
    marker = next(marker for marker in row.markers if marker.kind is kind)
    return short_date(gantt, marker.day)


def _covered(row: Row) -> tuple[Bar, ...]:
    return tuple(bar for bar in row.bars if bar.kind is not BarKind.UNCOVERED)


def remark_words(row: Row) -> str:
    """What is wrong at the end of a contract, for instance `178 d uncovered`; "" where nothing is."""
    uncovered = row.days_of(BarKind.UNCOVERED)
    return f"{uncovered:,} d uncovered" if uncovered else ""


def end_words(gantt: Gantt, row: Row) -> str:
    """The one date of a row with what it is, and what is wrong at its end."""
    if row.kind is RowKind.MILESTONE:
        return key_words(gantt, row) + ("" if row.markers[0].settled else " (forecast)")
    what = "covered until" if row.kind is RowKind.CONTRACT else "cutover"
    remark = remark_words(row)
    return f"{what} {key_words(gantt, row)}" + (f", {remark}" if remark else "")


def moved_words(row: Row) -> str:
    """How much later a row is than in the baseline, for instance `+76 d`, `−3 d`; "" where it did not move."""
    days = row.before.moved_days if row.before is not None else 0
    return f"{'+' if days > 0 else '−'}{abs(days):,} d" if days else ""


def before_words(gantt: Gantt, row: Row) -> str:
    """What the outline of the baseline says."""
    if row.before is None:
        return ""
    what = "last day covered" if row.kind is RowKind.CONTRACT else "cutover"
    days = row.before.moved_days
    moved = f"{days_words(abs(days))} {'later' if days > 0 else 'earlier'}" if days else "unchanged"
    return f"against {gantt.baseline}: {what} {moved}, now {key_words(gantt, row)}"


def provenance_words(row: Row) -> str:
    """Source, basis and confidence of the row the figures come from."""
    origin = row.provenance
    dated = f" ({origin.source_date.isoformat()})" if origin.source_date else ""
    reason = f"; {origin.reason}" if origin.reason else ""
    return f"{origin.source or 'no source stated'}{dated}; basis {origin.basis}; confidence {origin.confidence}{reason}"
