"""What stands behind the bars of a printed chart: time axis, grid, headings, freezes, wave windows, the status date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from planner.present.charts import palette
from planner.present.gantt.bands import bands_of_cluster, bands_of_everyone, bands_of_row
from planner.present.gantt.model import Band, Gantt
from planner.present.gantt.printed.lines import Line, LineKind
from planner.present.gantt.time_axis import month_starts, months_between_ticks
from planner.present.gantt.words import short_date

MOST_TICKS = 48
TICK_FONT = 6.4


def set_up_axes(ax: Axes, gantt: Gantt, line_count: int, note_share: float) -> None:
    """Range of both axes; a share of the shown range stays free at the right."""
    span = gantt.until_day - gantt.from_day
    ax.set_xlim(gantt.from_day, gantt.until_day + note_share * span)
    ax.set_ylim(max(1, line_count), 0)
    ax.set_yticks([])
    ax.set_facecolor(palette.PAPER)
    ax.tick_params(axis="x", top=True, labeltop=True, bottom=True, labelbottom=True, length=2, pad=2)
    for side in ax.spines.values():
        side.set_color(palette.GRID)


def draw_time_axis(ax: Axes, gantt: Gantt) -> None:
    """Years in bold with a strong line, months between them with a faint one, above and below the rows."""
    step = months_between_ticks(gantt, MOST_TICKS)
    starts = month_starts(gantt, step)
    ax.set_xticks([day for day, _ in starts])
    labels = [
        f"{start:%b}\n{start.year}" if _names_year(position, start.month) else f"{start:%b}\n"
        for position, (_, start) in enumerate(starts)
    ]
    ax.set_xticklabels(labels, fontsize=TICK_FONT, color=palette.INK, linespacing=1.1)
    for day, start in starts:
        year = start.month == 1
        ax.axvline(day, color=palette.YEAR_LINE if year else palette.GRID, linewidth=0.8 if year else 0.4, zorder=0.6)


def _names_year(position: int, month: int) -> bool:
    return position == 0 or month == 1


def draw_heading_fills(ax: Axes, lines: Sequence[Line], label_share: float) -> None:
    """A tint behind every heading line, the label column (as a share of the axes' width) included."""
    fills = {LineKind.CLUSTER: palette.HEADING_FILL, LineKind.DEPARTMENT: palette.SUBHEADING_FILL}
    for top, line in enumerate(lines):
        if line.kind in fills:
            patch = Rectangle(
                (-label_share, top),
                1 + label_share,
                1,
                facecolor=fills[line.kind],
                edgecolor="none",
                transform=ax.get_yaxis_transform(),
                clip_on=False,
                zorder=0.4,
            )
            ax.add_patch(patch)


def draw_bands(ax: Axes, gantt: Gantt, lines: Sequence[Line]) -> None:
    """Freezes and closed days behind the rows they stop, wave windows on the line of their cluster."""
    for top, bottom, band in _band_places(gantt, lines):
        from_day, until_day = max(band.from_day, gantt.from_day), min(band.until_day, gantt.until_day)
        freeze = band.stops_cutovers
        patch = Rectangle(
            (from_day, top if freeze else top + 0.25),
            until_day - from_day,
            bottom - top if freeze else 0.5,
            facecolor=palette.FREEZE_FILL if freeze else palette.WINDOW_FILL,
            edgecolor=palette.MUTED_INK if not freeze else "none",
            linewidth=0.4,
            alpha=0.55 if freeze else 1.0,
            zorder=0.5,
        )
        ax.add_patch(patch)


def _band_places(gantt: Gantt, lines: Sequence[Line]) -> Iterator[tuple[int, int, Band]]:
    """First line, line after the last, and the band."""
    yield from ((0, len(lines), band) for band in bands_of_everyone(gantt.bands))
    for cluster in dict.fromkeys(line.cluster for line in lines):
        places = [top for top, line in enumerate(lines) if line.cluster == cluster]
        yield from ((places[0], places[-1] + 1, band) for band in bands_of_cluster(gantt.bands, cluster))
    for top, line in enumerate(lines):
        if line.row is not None:
            yield from ((top, top + 1, band) for band in bands_of_row(gantt.bands, line.row))


def draw_status_date(ax: Axes, gantt: Gantt, line_count: int) -> None:
    """A dashed line over everything, with its date at the foot."""
    ax.axvline(0, color=palette.STATUS_LINE, linewidth=1.1, linestyle=(0, (4, 2)), zorder=5)
    ax.annotate(
        f"status date {short_date(gantt, 0)}",
        xy=(0, line_count),
        xytext=(0, -22),
        textcoords="offset points",
        ha="left",
        va="top",
        fontsize=TICK_FONT,
        fontweight="bold",
        color=palette.STATUS_LINE,
        annotation_clip=False,
    )
