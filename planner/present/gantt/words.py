"""What a bar or marker says when somebody points at it, tabs to it or reads it in a table."""

from __future__ import annotations

from datetime import date

from planner.present.charts.palette import MARKER_WORDS
from planner.present.gantt.model import Band, BandKind, Bar, BarKind, Gantt, Marker, MarkerKind, Row, RowKind

NAMED_BY_KIND = (BarKind.IN_FORCE, BarKind.UNCOVERED, BarKind.LEGACY_NEEDED)
"""Kinds whose label adds nothing to the name of the kind."""


def short_date(gantt: Gantt, day: int) -> str:
    """A date as short as it can be read, for instance `31 Oct 2027`."""
    return day_text(gantt.date_of(day))


def day_text(day: date) -> str:
    """A date without its weekday."""
    return f"{day.day} {day:%b %Y}"


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
    words = f"{MARKER_WORDS[marker.kind]}: {short_date(gantt, marker.day)}"
    belongs = marker.kind in (MarkerKind.NOTICE, MarkerKind.DECISION)
    return words + (f", {marker.label}" if belongs else "") + (f"; {marker.note}" if marker.note else "")


def band_words(gantt: Gantt, band: Band) -> str:
    """Kind, reason and days of a freeze or wave window."""
    name = "freeze, no cutover" if band.kind is BandKind.FREEZE else "wave window"
    return f"{name}: {band.note}, {short_date(gantt, band.from_day)} to {short_date(gantt, band.until_day - 1)}"


def end_note(gantt: Gantt, row: Row) -> str:
    """The one thing to read at the end of a row: days uncovered, last day in force, cutover or milestone date."""
    if row.kind is RowKind.MILESTONE:
        marker = row.markers[0]
        return f"{short_date(gantt, marker.day)}{'' if marker.settled else ' (forecast)'}"
    if row.kind is RowKind.MIGRATION:
        return f"cutover {short_date(gantt, next(m.day for m in row.markers if m.kind is MarkerKind.CUTOVER))}"
    uncovered = row.days_of(BarKind.UNCOVERED)
    if uncovered:
        return f"{days_words(uncovered)} uncovered{_beyond(gantt, row)}"
    covered = max((bar.until_day for bar in row.bars), default=0)
    return f"covered to {short_date(gantt, covered - 1)}"


def _beyond(gantt: Gantt, row: Row) -> str:
    """Where the bars of a row end, when that is beyond the shown range."""
    last_day = max(bar.until_day for bar in row.bars)
    return f" → {short_date(gantt, last_day)}" if last_day > gantt.until_day else ""


def provenance_words(row: Row) -> str:
    """Source, basis and confidence of the row the figures come from."""
    origin = row.provenance
    dated = f" ({origin.source_date.isoformat()})" if origin.source_date else ""
    reason = f"; {origin.reason}" if origin.reason else ""
    return f"{origin.source or 'no source stated'}{dated}; basis {origin.basis}; confidence {origin.confidence}{reason}"
