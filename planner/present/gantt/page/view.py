"""The chart as the page template needs it: shapes with positions in per cent of the shown range, and their words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from planner.present.charts.palette import style_of
from planner.present.gantt.bands import bands_of_cluster, bands_of_everyone, bands_of_row
from planner.present.gantt.model import Band, Bar, BarKind, Gantt, Marker, MarkerKind, Row
from planner.present.gantt.rows.row_order import ClusterRows, DepartmentRows, under_headings
from planner.present.gantt.time_axis import month_starts
from planner.present.gantt.words import band_words, bar_words, end_note, marker_words

NAMED_KINDS = (BarKind.PHASE, BarKind.AFTER_CUTOVER, BarKind.EXTENDED)
"""Kinds whose bars carry their label where it fits."""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A bar, band or marker: its class, where it begins and how wide it is (per cent), and what it says."""

    style: str
    x: str
    width: str
    words: str
    name: str = ""
    name_x: str = ""
    name_room: str = ""


@dataclass(frozen=True, kw_only=True)
class RowView:
    """A row with its shapes from left to right; `clusters`, `departments` and `flag` are what filters look at."""

    row: Row
    letter: str
    style: str
    bands: tuple[Shape, ...]
    bars: tuple[Shape, ...]
    markers: tuple[Shape, ...]
    note: str
    note_x: str


@dataclass(frozen=True, kw_only=True)
class DepartmentView:
    """The rows under one heading, with the letter and style of the department's flag ("" for none)."""

    name: str
    letter: str
    style: str
    rows: tuple[RowView, ...]


@dataclass(frozen=True, kw_only=True)
class ClusterView:
    """The departments under one cluster, and the bands of the cluster as a whole."""

    name: str
    bands: tuple[Shape, ...]
    departments: tuple[DepartmentView, ...]


@dataclass(frozen=True, kw_only=True)
class Tick:
    """The first of a month: how coarse the finest scale is that shows it, its position, its text."""

    level: str
    x: str
    text: str


def clusters_view(gantt: Gantt) -> tuple[ClusterView, ...]:
    """Everything under its headings."""
    return tuple(_cluster_view(gantt, cluster) for cluster in under_headings(gantt))


def _cluster_view(gantt: Gantt, cluster: ClusterRows) -> ClusterView:
    return ClusterView(
        name=cluster.name,
        bands=bands_view(gantt, bands_of_cluster(gantt.bands, cluster.id)),
        departments=tuple(_department_view(gantt, department) for department in cluster.departments),
    )


def _department_view(gantt: Gantt, department: DepartmentRows) -> DepartmentView:
    letter = style_of(department.flag).letter
    rows = tuple(row_view(gantt, row) for row in department.rows)
    return DepartmentView(name=department.name, letter=letter, style=f"f{letter}" if letter else "", rows=rows)


def row_view(gantt: Gantt, row: Row) -> RowView:
    """One row; bars that end before the shown range or begin after it are left out."""
    bars = tuple(_bar_view(gantt, row, bar, place) for place, bar in enumerate(row.bars) if _shown(gantt, bar))
    markers = tuple(_marker_view(gantt, marker) for marker in row.markers if _in_range(gantt, marker.day))
    style = style_of(row.flag.flag)
    return RowView(
        row=row,
        letter=style.letter,
        style=f"{row.kind.value} f{style.letter or '0'}",
        bands=bands_view(gantt, bands_of_row(gantt.bands, row)),
        bars=bars,
        markers=markers,
        note=end_note(gantt, row),
        note_x=_percent(gantt, _note_day(gantt, row)),
    )


def _note_day(gantt: Gantt, row: Row) -> int:
    """After the last bar, and after a marker that stands soon after it."""
    soon = (gantt.until_day - gantt.from_day) // 5
    marker_days = [marker.day for marker in row.markers]
    day = max((bar.until_day for bar in row.bars), default=min(marker_days, default=0))
    return max([day, *(marker_day for marker_day in marker_days if day <= marker_day < day + soon)])


def bands_view(gantt: Gantt, bands: Iterable[Band]) -> tuple[Shape, ...]:
    """Bands within the shown range."""
    return tuple(
        Shape(
            style=band.kind.value.replace(" ", "-"),
            x=_percent(gantt, band.from_day),
            width=_width(gantt, band.from_day, band.until_day),
            words=band_words(gantt, band),
        )
        for band in bands
    )


def everyone_view(gantt: Gantt) -> tuple[Shape, ...]:
    """The bands that hold for everyone."""
    return bands_view(gantt, bands_of_everyone(gantt.bands))


def _bar_view(gantt: Gantt, row: Row, bar: Bar, place: int) -> Shape:
    free_from, free_until = _free_stretch(gantt, row, bar)
    return Shape(
        style=_bar_style(row, bar, place),
        x=_percent(gantt, bar.from_day),
        width=_width(gantt, bar.from_day, bar.until_day),
        words=bar_words(gantt, bar),
        name=bar.label if bar.kind in NAMED_KINDS else "",
        name_x=_percent(gantt, (free_from + free_until) / 2),
        name_room=_width(gantt, free_from, free_until),
    )


def _free_stretch(gantt: Gantt, row: Row, bar: Bar) -> tuple[int, int]:
    """The longest stretch of the bar without a marker, where its name can stand."""
    first, last = max(bar.from_day, gantt.from_day), min(bar.until_day, gantt.until_day)
    cuts = [first, *sorted(marker.day for marker in row.markers if first < marker.day < last), last]
    return max(pairwise(cuts), key=lambda stretch: stretch[1] - stretch[0])


def _bar_style(row: Row, bar: Bar, place: int) -> str:
    if bar.kind is not BarKind.PHASE:
        return bar.kind.value.replace(" ", "-")
    ends_in_cutover = any(mark.kind is MarkerKind.CUTOVER and mark.day == bar.until_day for mark in row.markers)
    return "cutover-phase" if ends_in_cutover else f"phase p{place % 3}"


def _marker_view(gantt: Gantt, marker: Marker) -> Shape:
    day = marker.day + (1 if marker.kind is MarkerKind.EXPIRY else 0)
    hollow = "" if marker.settled or marker.kind is MarkerKind.EXPIRY else " hollow"
    return Shape(
        style=f"{marker.kind.name.lower()}{hollow}", x=_percent(gantt, day), width="", words=marker_words(gantt, marker)
    )


def ticks_view(gantt: Gantt) -> tuple[Tick, ...]:
    """Every first of a month: level `year`, `quarter` or `month`, the coarsest scale that shows it."""
    return tuple(
        Tick(
            level="year" if start.month == 1 else "quarter" if start.month % 3 == 1 else "month",
            x=_percent(gantt, day),
            text=str(start.year) if start.month == 1 else f"{start:%b}",
        )
        for day, start in month_starts(gantt, 1)
    )


def status_x(gantt: Gantt) -> str:
    """Where the status date stands."""
    return _percent(gantt, 0)


def _shown(gantt: Gantt, bar: Bar) -> bool:
    return bar.from_day < gantt.until_day and bar.until_day > gantt.from_day


def _in_range(gantt: Gantt, day: int) -> bool:
    return gantt.from_day <= day < gantt.until_day


def _percent(gantt: Gantt, day: float) -> str:
    clipped = min(max(day, gantt.from_day), gantt.until_day)
    return f"{100 * (clipped - gantt.from_day) / (gantt.until_day - gantt.from_day):.3f}".rstrip("0").rstrip(".") + "%"


def _width(gantt: Gantt, from_day: int, until_day: int) -> str:
    first, last = max(from_day, gantt.from_day), min(until_day, gantt.until_day)
    return _percent(gantt, gantt.from_day + last - first)
