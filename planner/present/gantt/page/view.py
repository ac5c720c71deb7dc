"""The chart as the page template needs it: shapes with positions in per cent of the shown range, and their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from planner.present.charts.palette import style_of
from planner.present.gantt.bands import bands_of_cluster, bands_of_everyone, bands_of_row
from planner.present.gantt.model import Band, Bar, BarKind, Gantt, Marker, MarkerKind, Row, RowKind
from planner.present.gantt.rows.row_order import ClusterRows, DepartmentRows, under_headings
from planner.present.gantt.rows.row_order import bands as row_bands
from planner.present.gantt.time_axis import month_starts
from planner.present.gantt.words import (
    band_words,
    bar_words,
    before_words,
    decide_words,
    key_words,
    marker_words,
    moved_words,
    range_words,
    remark_words,
)

NAMED_KINDS = (BarKind.PHASE, BarKind.AFTER_CUTOVER, BarKind.EXTENDED)
"""Kinds whose bars carry their label where it fits."""
CONTRACT_PIXELS = 38
ROW_PIXELS = 22
FLAG_LETTER_PIXELS = {False: 5.5, True: 6.1}
"""Width of a letter on a flag: of the plain ones, and of the bold ones of an urgent flag."""
NEVER = 10**6
"""Sorts bands without an act last."""


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
class Whisker:
    """The range of a cutover: where it begins and ends, and the tick of its middle, blank where that is not shown."""

    x1: str
    x2: str
    tick: str
    words: str


@dataclass(frozen=True, kw_only=True)
class RowView:
    """A row with its shapes from left to right. `index` is its place in the chart, `key` the one date to read,
    `before` the outline of the baseline with how far the row moved. The urgent of the `decisions` come last, on top."""

    index: int
    row: Row
    letter: str
    style: str
    bands: tuple[Shape, ...]
    bars: tuple[Shape, ...]
    markers: tuple[Shape, ...]
    decisions: tuple[Shape, ...]
    key: str
    remark: str
    before: Shape | None
    whisker: Whisker | None


@dataclass(frozen=True, kw_only=True)
class BandView:
    """A contract with the migrations under it, or a row alone.

    `need_x` is where the contract is needed no more, "" outside the range; `height` is that of the band on the screen, in
    pixels, as the style sheet sets it. The keys are what bands are sorted by: the first
    acting day, the gravity of the flag, the cost.
    """

    rows: tuple[RowView, ...]
    need_x: str
    height: int
    act_key: int
    flag_key: int
    cost_key: int


@dataclass(frozen=True, kw_only=True)
class DepartmentView:
    """The bands under one heading, with the letter and style of the department's flag ("" for none)."""

    name: str
    letter: str
    style: str
    bands: tuple[BandView, ...]


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


@dataclass(frozen=True, kw_only=True)
class Year:
    """A year of the head: where it begins, how wide it is."""

    x: str
    width: str
    text: str


def clusters_view(gantt: Gantt) -> tuple[ClusterView, ...]:
    """Everything under its headings."""
    index = {id(row): place for place, row in enumerate(gantt.rows)}
    return tuple(_cluster_view(gantt, cluster, index) for cluster in under_headings(gantt))


def _cluster_view(gantt: Gantt, cluster: ClusterRows, index: Mapping[int, int]) -> ClusterView:
    return ClusterView(
        name=cluster.name,
        bands=bands_view(gantt, bands_of_cluster(gantt.bands, cluster.id)),
        departments=tuple(_department_view(gantt, department, index) for department in cluster.departments),
    )


def _department_view(gantt: Gantt, department: DepartmentRows, index: Mapping[int, int]) -> DepartmentView:
    letter = style_of(department.flag).letter
    found = tuple(_band_view(gantt, rows, index) for rows in row_bands(department.rows))
    return DepartmentView(name=department.name, letter=letter, style=f"f{letter}" if letter else "", bands=found)


def _band_view(gantt: Gantt, rows: tuple[Row, ...], index: Mapping[int, int]) -> BandView:
    head = rows[0]
    need = head.needed_until_day if head.kind is RowKind.CONTRACT and len(rows) > 1 else None
    gravities = [row.flag.flag.gravity for row in rows if row.flag.flag is not None]
    return BandView(
        rows=tuple(row_view(gantt, row, index[id(row)]) for row in rows),
        need_x=_percent(gantt, need) if need is not None and _in_range(gantt, need) else "",
        height=1 + sum(CONTRACT_PIXELS if row.kind is RowKind.CONTRACT else ROW_PIXELS for row in rows),
        act_key=min((row.act_day for row in rows if row.act_day is not None), default=NEVER),
        flag_key=-max(gravities, default=-1),
        cost_key=-sum(row.pounds or 0 for row in rows),
    )


def row_view(gantt: Gantt, row: Row, index: int) -> RowView:
    """One row; bars that end before the shown range or begin after it are left out."""
    bars = tuple(_bar_view(gantt, row, bar, place) for place, bar in enumerate(row.bars) if _shown(gantt, bar))
    markers = [marker for marker in row.markers if _in_range(gantt, marker.day)]
    flags = sorted((marker for marker in markers if marker.is_flag), key=lambda marker: marker.urgent)
    style = style_of(row.flag.flag)
    return RowView(
        index=index,
        row=row,
        letter=style.letter,
        style=f"{row.kind.value} f{style.letter or '0'}",
        bands=bands_view(gantt, _bands_behind(gantt, row)),
        bars=bars,
        markers=tuple(_marker_view(gantt, marker) for marker in markers if not marker.is_flag),
        decisions=tuple(_decision_view(gantt, marker) for marker in flags),
        key=key_words(gantt, row),
        remark=remark_words(row),
        before=_before_view(gantt, row),
        whisker=_whisker_view(gantt, row),
    )


def _bands_behind(gantt: Gantt, row: Row) -> tuple[Band, ...]:
    """The freezes of the row's cluster and of its organisations."""
    freezes = (band for band in bands_of_cluster(gantt.bands, row.place.cluster) if band.stops_cutovers)
    return (*freezes, *bands_of_row(gantt.bands, row))


def _decision_view(gantt: Gantt, marker: Marker) -> Shape:
    words = decide_words(gantt, marker)
    return Shape(
        style="rule" if marker.kind is MarkerKind.RULE else "urgent" if marker.urgent else "later",
        x=_percent(gantt, marker.day),
        width="",
        words=marker_words(gantt, marker),
        name=words,
        name_room=f"{len(words) * FLAG_LETTER_PIXELS[marker.urgent] + 8:.0f}",
    )


def _before_view(gantt: Gantt, row: Row) -> Shape | None:
    """The outline of the baseline; its name says how far the row moved and stands after bars and outline."""
    before = row.before
    if before is None or before.unchanged or before.from_day >= gantt.until_day or before.until_day <= gantt.from_day:
        return None
    last = max([before.until_day, *(bar.until_day for bar in row.bars)])
    return Shape(
        style="before",
        x=_percent(gantt, before.from_day),
        width=_width(gantt, before.from_day, before.until_day),
        words=before_words(gantt, row),
        name=moved_words(row),
        name_x=_percent(gantt, last),
    )


def _whisker_view(gantt: Gantt, row: Row) -> Whisker | None:
    """The range of the cutover, cut at the shown range; None where it lies outside."""
    found = row.cutover_range
    if found is None or found.first_day >= gantt.until_day or found.last_day < gantt.from_day:
        return None
    return Whisker(
        x1=_percent(gantt, found.first_day),
        x2=_percent(gantt, found.last_day),
        tick=_percent(gantt, found.middle_day) if _in_range(gantt, found.middle_day) else "",
        words=range_words(gantt, found),
    )


def bands_view(gantt: Gantt, bands: Iterable[Band]) -> tuple[Shape, ...]:
    """Bands within the shown range."""
    return tuple(
        Shape(
            style="freeze" if band.stops_cutovers else "wave-window",
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
    """Every first of a month: level `year`, `half`, `quarter` or `month`, the coarsest scale that shows it."""
    return tuple(
        Tick(level=_level(start.month), x=_percent(gantt, day), text=f"{start:%b}")
        for day, start in month_starts(gantt, 1)
    )


def _level(month: int) -> str:
    if month == 1:
        return "year"
    if month == 7:
        return "half"
    return "quarter" if month % 3 == 1 else "month"


def years_view(gantt: Gantt) -> tuple[Year, ...]:
    """Every year of the shown range, the first and the last as far as they are shown."""
    years = range(gantt.date_of(gantt.from_day).year, gantt.date_of(gantt.until_day - 1).year + 1)
    spans = ((year, gantt.day_of(date(year, 1, 1)), gantt.day_of(date(year + 1, 1, 1))) for year in years)
    return tuple(
        Year(x=_percent(gantt, from_day), width=_width(gantt, from_day, until_day), text=str(year))
        for year, from_day, until_day in spans
    )


@dataclass(frozen=True, kw_only=True)
class Grid:
    """What stands behind every band, as paths in ten-thousandths of the shown range: lines by scale, freezes, today."""

    lines: Mapping[str, str]
    freezes: str
    status: str


def grid_view(gantt: Gantt) -> Grid:
    """The firsts of months, the freezes for everyone, and the status date."""
    levels: dict[str, str] = {"month": "", "quarter": "", "half": "", "year": ""}
    for day, start in month_starts(gantt, 1):
        levels[_level(start.month)] += _stroke(gantt, day)
    freezes = (band for band in bands_of_everyone(gantt.bands) if band.stops_cutovers)
    areas = ((_place(gantt, band.from_day), _place(gantt, band.until_day)) for band in freezes)
    return Grid(
        lines=levels,
        freezes="".join(f"M{first} 0H{last}V1H{first}Z" for first, last in areas),
        status=_stroke(gantt, 0),
    )


def _stroke(gantt: Gantt, day: int) -> str:
    return f"M{_place(gantt, day)} 0V1"


def _place(gantt: Gantt, day: int) -> int:
    return round(100 * _share(gantt, day))


def link_records(gantt: Gantt) -> list[list[object]]:
    """Indexes of predecessor and successor, where the link begins and ends in per cent, and what it says."""
    places = {(row.kind is RowKind.CONTRACT, row.id): place for place, row in enumerate(gantt.rows)}
    found = (
        (places.get((False, link.predecessor)), places.get((link.releases, link.successor)), link)
        for link in gantt.links
    )
    return [
        [first, then, _share(gantt, link.from_day), _share(gantt, link.to_day), link.words]
        for first, then, link in found
        if first is not None and then is not None
    ]


def status_x(gantt: Gantt) -> str:
    """Where the status date stands."""
    return _percent(gantt, 0)


def _shown(gantt: Gantt, bar: Bar) -> bool:
    return bar.from_day < gantt.until_day and bar.until_day > gantt.from_day


def _in_range(gantt: Gantt, day: int) -> bool:
    return gantt.from_day <= day < gantt.until_day


def _percent(gantt: Gantt, day: float) -> str:
    return f"{_share(gantt, day):.3f}".rstrip("0").rstrip(".") + "%"


def _share(gantt: Gantt, day: float) -> float:
    """Where a day stands, in per cent of the shown range."""
    clipped = min(max(day, gantt.from_day), gantt.until_day)
    return round(100 * (clipped - gantt.from_day) / (gantt.until_day - gantt.from_day), 3)


def _width(gantt: Gantt, from_day: int, until_day: int) -> str:
    first, last = max(from_day, gantt.from_day), min(until_day, gantt.until_day)
    return _percent(gantt, gantt.from_day + last - first)
