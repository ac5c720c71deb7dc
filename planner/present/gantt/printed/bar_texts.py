"""The texts among the bars of a printed chart: names of phases and options, and the note at the end of each row."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from planner.present.charts import palette
from planner.present.gantt.model import Bar, BarKind, Gantt, Row
from planner.present.gantt.printed.styles import bar_look
from planner.present.gantt.printed.text_fit import width_points
from planner.present.gantt.words import end_note

NAME_FONT = 5.6
NOTE_FONT = 6.2
NAMED_KINDS = (BarKind.PHASE, BarKind.AFTER_CUTOVER, BarKind.EXTENDED)
MARKER_POINTS = 4.5
"""Half of what a marker takes of its row, with some air."""


def draw_notes(ax: Axes, gantt: Gantt, rows: Sequence[tuple[int, Row]], points_per_day: float) -> None:
    """The note right of the last bar of every row, and of a marker that would stand in it."""
    paper = {"boxstyle": "square,pad=0.1", "facecolor": palette.PAPER, "edgecolor": "none", "alpha": 0.85}
    for top, row in rows:
        note = end_note(gantt, row)
        ax.annotate(
            note,
            xy=(_note_day(gantt, row, width_points(note, NOTE_FONT) / points_per_day), top + 0.5),
            xytext=(7, 0),
            textcoords="offset points",
            va="center_baseline",
            fontsize=NOTE_FONT,
            color=palette.STATUS_LINE if row.days_of(BarKind.UNCOVERED) else palette.MUTED_INK,
            bbox=paper,
            annotation_clip=False,
            zorder=6,
        )


def _note_day(gantt: Gantt, row: Row, note_days: float) -> float:
    """Where the note begins: after the last bar, or after the markers that would stand in it."""
    days = [marker.day for marker in row.markers if marker.day < gantt.until_day]
    day = max((bar.until_day for bar in row.bars), default=min(days, default=gantt.from_day))
    for marker_day in sorted(days):
        if day <= marker_day <= day + 1.25 * note_days:
            day = marker_day
    return min(day, gantt.until_day)


def draw_bar_names(ax: Axes, gantt: Gantt, rows: Sequence[tuple[int, Row]], points_per_day: float) -> None:
    """The names of phases and options on their bars, where they fit between the markers."""
    for top, row in rows:
        for position, bar in enumerate(row.bars):
            if bar.kind in NAMED_KINDS:
                middle = _middle_of_name(gantt, row, bar, points_per_day)
                if middle is not None:
                    _draw_bar_name(ax, middle, top, row, bar, position)


def _middle_of_name(gantt: Gantt, row: Row, bar: Bar, points_per_day: float) -> float | None:
    """The middle of the widest free stretch of the bar, None where the name is wider."""
    from_day, until_day = max(bar.from_day, gantt.from_day), min(bar.until_day, gantt.until_day)
    air = MARKER_POINTS / points_per_day
    ends: list[float] = [from_day]
    for marker in row.markers:
        if from_day - air < marker.day < until_day + air:
            ends.extend((marker.day - air, marker.day + air))
    ends.append(until_day)
    stretches = [(ends[place], ends[place + 1]) for place in range(0, len(ends), 2)]
    start, end = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    if (end - start) * points_per_day < width_points(bar.label, NAME_FONT) + 3:
        return None
    return (start + end) / 2


def _draw_bar_name(ax: Axes, middle_day: float, top: int, row: Row, bar: Bar, position: int) -> None:
    look = bar_look(row, bar, position)
    paper = {"boxstyle": "square,pad=0.12", "facecolor": palette.PAPER, "edgecolor": "none"} if look.hatch else None
    ax.text(
        middle_day,
        top + look.top + look.height / 2,
        bar.label,
        ha="center",
        va="center_baseline",
        fontsize=NAME_FONT,
        color=palette.PAPER if look.fill == palette.CUTOVER_FILL else palette.INK,
        bbox=paper,
        parse_math=False,
        clip_on=True,
        zorder=3,
    )
