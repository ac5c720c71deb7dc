"""The texts among the bars of a printed chart: names of phases and options, and the note at the end of each row."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from planner.plan.flagging.records import Flag
from planner.present.charts import palette
from planner.present.gantt.model import Bar, BarKind, Gantt, Marker, MarkerKind, Row
from planner.present.gantt.printed.styles import bar_look
from planner.present.gantt.printed.text_fit import width_points
from planner.present.gantt.words import decide_words, end_words, moved_words

NAME_FONT = 5.6
NOTE_FONT = 6.2
NAMED_KINDS = (BarKind.PHASE, BarKind.AFTER_CUTOVER, BarKind.EXTENDED)
MARKER_POINTS = 4.5
"""Half of what a marker takes of its row, with some air."""


def draw_notes(ax: Axes, gantt: Gantt, rows: Sequence[tuple[int, Row]]) -> None:
    """The one date of every row, in a column right of the shown range, where no marker stands."""
    for top, row in rows:
        ax.annotate(
            end_words(gantt, row),
            xy=(gantt.until_day, top + 0.5),
            xytext=(7, 0),
            textcoords="offset points",
            va="center_baseline",
            fontsize=NOTE_FONT,
            color=palette.STATUS_LINE if row.days_of(BarKind.UNCOVERED) else palette.MUTED_INK,
            annotation_clip=False,
            zorder=6,
        )


def draw_decisions(ax: Axes, gantt: Gantt, rows: Sequence[tuple[int, Row]], points_per_day: float) -> None:
    """Last days to decide as flags with their day, left of it; right of it where the chart begins too soon."""
    for top, row in rows:
        free = float(gantt.from_day)
        for marker in row.markers:
            if marker.is_flag and gantt.from_day <= marker.day < gantt.until_day:
                need = _flag_days(gantt, marker, points_per_day)
                _draw_flag(ax, marker, top, decide_words(gantt, marker), left=marker.day - free >= need)
                free = marker.day + (0 if marker.day - free >= need else need)


def _draw_flag(ax: Axes, marker: Marker, top: int, words: str, *, left: bool) -> None:
    """Strong only inside the alert window."""
    style = palette.FLAG_STYLES[Flag.DECIDE_NOW]
    fill, ink = (style.fill, style.ink) if marker.urgent else (palette.PAPER, palette.INK)
    line = (0, (2.5, 1.5)) if marker.kind is MarkerKind.RULE else "solid"
    box = {
        "boxstyle": "square,pad=0.12",
        "facecolor": fill,
        "edgecolor": palette.INK,
        "linewidth": 0.4,
        "linestyle": line,
    }
    pole = [marker.day, marker.day], [top + 0.02, top + 0.86]
    ax.plot(*pole, color=palette.INK, linewidth=0.9, linestyle=line, zorder=4)
    ax.annotate(
        words,
        xy=(marker.day, top + 0.16),
        xytext=(-1.4 if left else 1.4, 0),
        textcoords="offset points",
        ha="right" if left else "left",
        va="center",
        fontsize=NAME_FONT - 0.4,
        color=ink,
        bbox=box,
        zorder=5.5,
    )


def _flag_days(gantt: Gantt, marker: Marker, points_per_day: float) -> float:
    """How many days a flag takes."""
    return (width_points(decide_words(gantt, marker), NAME_FONT) + 5) / points_per_day


def draw_moves(ax: Axes, gantt: Gantt, rows: Sequence[tuple[int, Row]]) -> None:
    """How far each row moved against the baseline, right of its bars and of its outline."""
    for top, row in rows:
        words = moved_words(row)
        if row.before is not None and words:
            last = max([row.before.until_day, *(bar.until_day for bar in row.bars)])
            ax.annotate(
                words,
                xy=(min(last, gantt.until_day), top + 0.5),
                xytext=(3, 0),
                textcoords="offset points",
                va="center_baseline",
                fontsize=NAME_FONT,
                fontweight="bold",
                color=palette.MUTED_INK,
                zorder=6,
            )


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
        before = _flag_days(gantt, marker, points_per_day) if marker.is_flag else air
        if from_day - air < marker.day and marker.day - before < until_day:
            ends.extend((max(ends[-1], marker.day - before), marker.day + air))
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
