"""Charts of solver comparisons, drawn onto given axes: gap over time, and the cost of other solvers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isnan
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullLocator

from planner.present.charts.palette import GRID, INK, MUTED_INK
from planner.present.charts.pictures import own_looks, picture
from planner.writing import write_file

LINES = ("#1c3f6e", "#d4400f", "#0f7a5c", "#6d2fb3", "#8a6d00", "#5cadef", "#5e0b1d", "#4b5560")
DASHES = ("-", "--", "-.", ":")
MARKERS = ("o", "^", "s", "D")
SECONDS_TICKS = (0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000)
PERCENT_TICKS = (10, 20, 50, 75, 100, 125, 150, 200, 300, 500, 1_000, 2_000, 5_000, 10_000)


@dataclass(frozen=True, kw_only=True)
class GapLine:
    """The gap of one size over time: percent from each of `seconds` on."""

    label: str
    seconds: tuple[float, ...]
    gap_percent: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class RivalPoints:
    """The cost of another solver on each instance, in percent of ours. None: it has no plan; NaN: it was not run."""

    label: str
    cost_percent: tuple[float | None, ...]


def save_chart(file: Path, width: float, height: float, draw: Callable[[Axes], object]) -> Path:
    """Write a picture of one chart; width and height in inches."""
    with own_looks():
        figure = Figure(figsize=(width, height), layout="constrained")
        draw(figure.subplots())
        write_file(file, picture(figure, file.suffix.removeprefix("."), dots=140))
    return file


def draw_gap_over_time(axes: Axes, lines: Sequence[GapLine], title: str) -> Axes:
    """Steps over a logarithmic time; a line begins when every instance of its size has a plan and a bound."""
    for position, line in enumerate(lines):
        axes.step(
            line.seconds,
            line.gap_percent,
            where="post",
            label=line.label,
            color=LINES[position % len(LINES)],
            linestyle=DASHES[position % len(DASHES)],
            linewidth=1.8,
        )
    moments = [moment for line in lines for moment in line.seconds]
    _logarithmic(axes, SECONDS_TICKS, min(moments, default=1), max(moments, default=10))
    axes.set_ylim(bottom=0)
    axes.set_xlabel("seconds")
    axes.set_ylabel("median gap to the proved bound, %")
    if lines:
        axes.legend(title="contracts", frameon=False, labelcolor=INK)
    return _dressed(axes, title)


def draw_cost_against_rivals(axes: Axes, instances: Sequence[str], rivals: Sequence[RivalPoints], title: str) -> Axes:
    """One line for each instance, ours at 100; a solver without a plan stands at the right edge, hollow."""
    known = [cost for rival in rivals for cost in rival.cost_percent if cost is not None and not isnan(cost)]
    edge = max([150.0, *known]) * 1.15
    places = range(len(instances))
    for position, rival in enumerate(rivals):
        colour, marker = LINES[position % len(LINES)], MARKERS[position % len(MARKERS)]
        found = [(cost, place) for cost, place in zip(rival.cost_percent, places, strict=True) if cost is not None]
        missing = [place for cost, place in zip(rival.cost_percent, places, strict=True) if cost is None]
        axes.plot(*_columns(found), marker, color=colour, label=rival.label, markersize=5)
        axes.plot([edge] * len(missing), missing, marker, color=colour, fillstyle="none", markersize=5)
    axes.axvline(100, color=INK, linewidth=1.2)
    _logarithmic(axes, PERCENT_TICKS, min([95.0, *known]), edge)
    axes.set_yticks(list(places), instances, fontsize=7)
    axes.invert_yaxis()
    axes.set_xlabel("cost in % of ours (hollow at the edge: no plan in the same time)")
    if rivals:
        axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1.0, 1.0), labelcolor=INK)
    return _dressed(axes, title)


def _logarithmic(axes: Axes, ticks: Sequence[float], lowest: float, highest: float) -> None:
    """A logarithmic axis of x with plain numbers at those of the ticks that lie in its range."""
    axes.set_xscale("log")
    axes.set_xlim(lowest * 0.95, highest * 1.05)
    axes.set_xticks([tick for tick in ticks if lowest * 0.95 <= tick <= highest * 1.05])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.xaxis.set_minor_locator(NullLocator())


def _columns(points: Sequence[tuple[float, int]]) -> tuple[list[float], list[int]]:
    return [x for x, _ in points], [y for _, y in points]


def _dressed(axes: Axes, title: str) -> Axes:
    axes.set_title(title, loc="left", fontsize=11, color=INK)
    axes.grid(color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(colors=MUTED_INK)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return axes
