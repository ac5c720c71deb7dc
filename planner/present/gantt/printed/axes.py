"""Draws a chart onto matplotlib axes: backdrop, labels, bars and markers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection

from planner.present.charts import palette
from planner.present.gantt.model import CutoverRange, Gantt, MarkerKind, Row
from planner.present.gantt.printed.backdrop import (
    draw_bands,
    draw_heading_fills,
    draw_status_date,
    draw_time_axis,
    set_up_axes,
)
from planner.present.gantt.printed.bar_texts import draw_bar_names, draw_decisions, draw_moves, draw_notes
from planner.present.gantt.printed.labels import LABEL_POINTS, draw_labels
from planner.present.gantt.printed.lines import Line
from planner.present.gantt.printed.styles import BEFORE_LOOK, BarLook, MarkerLook, bar_look, marker_look

NOTE_SHARE = 0.21
"""Share of the shown range kept free at the right for the notes."""

WHISKER = 0.13
"""Where in its line the whisker of a cutover lies."""
UNFILLED = ("|",)
"""Symbols that are strokes and have no edge."""

Corners = list[tuple[float, float]]


def draw_lines(ax: Axes, gantt: Gantt, shown: Sequence[Line]) -> Axes:
    """Draw these lines of a chart onto `ax` and return it.

    The x axis counts days from the status date, the y axis lines from the top. Labels stand left of the axes, which
    need 264 points of room there.
    """
    rows = [(top, line.row) for top, line in enumerate(shown) if line.row is not None]
    set_up_axes(ax, gantt, len(shown), NOTE_SHARE)
    draw_heading_fills(ax, shown, LABEL_POINTS / axes_width_points(ax))
    draw_bands(ax, gantt, shown)
    draw_time_axis(ax, gantt)
    draw_labels(ax, shown)
    draw_bars(ax, gantt, rows)
    draw_bar_names(ax, gantt, rows, points_per_day(ax))
    draw_ranges(ax, gantt, rows)
    draw_markers(ax, gantt, rows)
    draw_decisions(ax, gantt, rows, points_per_day(ax))
    draw_moves(ax, gantt, rows)
    draw_notes(ax, gantt, rows)
    draw_status_date(ax, gantt, len(shown))
    return ax


def axes_width_points(ax: Axes) -> float:
    """Width of the axes in the figure they belong to."""
    figure = ax.get_figure(root=True)
    return float(ax.get_position().width * (figure.get_figwidth() if figure is not None else 1.0) * 72)


def points_per_day(ax: Axes) -> float:
    """Scale of the x axis."""
    left, right = ax.get_xlim()
    return axes_width_points(ax) / float(right - left)


def draw_bars(ax: Axes, gantt: Gantt, rows: Sequence[tuple[int, Row]]) -> None:
    """All bars, one collection for each look; what lies outside the shown range is cut off."""
    corners_by_look: dict[BarLook, list[Corners]] = defaultdict(list)
    for top, row in rows:
        for position, bar in enumerate(row.bars):
            from_day, until_day = max(bar.from_day, gantt.from_day), min(bar.until_day, gantt.until_day)
            if until_day > from_day:
                look = bar_look(row, bar, position)
                corners_by_look[look].append(_corners(look, top, from_day, until_day))
        if row.before is not None and not row.before.unchanged:
            from_day, until_day = max(row.before.from_day, gantt.from_day), min(row.before.until_day, gantt.until_day)
            if until_day > from_day:
                corners_by_look[BEFORE_LOOK].append(_corners(BEFORE_LOOK, top, from_day, until_day))
    for look, corners in corners_by_look.items():
        ax.add_collection(_collection(look, corners))


def _corners(look: BarLook, top: int, from_day: int, until_day: int) -> Corners:
    upper, lower = top + look.top, top + look.top + look.height
    return [(from_day, upper), (until_day, upper), (until_day, lower), (from_day, lower)]


def _collection(look: BarLook, corners: list[Corners]) -> PolyCollection:
    return PolyCollection(
        corners,
        facecolor=look.fill,
        edgecolor=look.edge,
        hatch=look.hatch or None,
        linewidth=look.width,
        linestyle=(0, (1.5, 1)) if look.dotted else "solid",
        zorder=2,
    )


def draw_ranges(ax: Axes, gantt: Gantt, rows: Sequence[tuple[int, Row]]) -> None:
    """The ranges of cutovers as whiskers above the bars, with a longer tick at the middle day."""
    strokes: list[list[tuple[float, float]]] = []
    for top, row in rows:
        if row.cutover_range is not None:
            strokes.extend(_whisker(row.cutover_range, top))
    ax.add_collection(LineCollection(strokes, colors=palette.INK, linewidths=0.8, zorder=4.5))


def _whisker(found: CutoverRange, top: int) -> Iterator[list[tuple[float, float]]]:
    yield [(found.first_day, top + WHISKER), (found.last_day, top + WHISKER)]
    for day, half in ((found.first_day, 0.08), (found.last_day, 0.08), (found.middle_day, 0.13)):
        yield [(day, top + WHISKER - half), (day, top + WHISKER + half)]


def draw_markers(ax: Axes, gantt: Gantt, rows: Sequence[tuple[int, Row]]) -> None:
    """All markers, one scatter for each look; the day of an expiry is its end, of the others their beginning."""
    places_by_look: dict[MarkerLook, list[tuple[float, float]]] = defaultdict(list)
    for top, row in rows:
        for marker in row.markers:
            if gantt.from_day <= marker.day < gantt.until_day and not marker.is_flag:
                look = marker_look(marker.kind, settled=marker.settled)
                day = marker.day + (1 if marker.kind is MarkerKind.EXPIRY else 0)
                places_by_look[look].append((day, top + look.place))
    for look, places in places_by_look.items():
        days, middles = zip(*places, strict=True)
        edge = None if look.symbol in UNFILLED else look.edge
        width = 1.4 if look.symbol in UNFILLED else 0.7
        ax.scatter(
            days,
            middles,
            s=look.size**2,
            marker=look.symbol,
            color=look.fill,
            edgecolors=edge,
            linewidths=width,
            zorder=4,
        )
