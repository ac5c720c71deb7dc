"""The trade-off between two measures as a chart, drawn onto axes that are given."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.ticker import EngFormatter, FuncFormatter, MaxNLocator

from planner.domain.portfolio import Portfolio
from planner.futures.trade_offs.frontier_records import Frontier, FrontierPoint
from planner.present.charts.palette import GRID, INK, MUTED_INK, PAPER
from planner.present.charts.pictures import own_looks, picture
from planner.present.measure_names import measure_words
from planner.solver import POUNDS, Measure, Status

LINE = "#1c3f6e"
KNEE = "#d4400f"
SIZE = (8.0, 5.2)
DOTS_PER_INCH = 144


def draw_frontier(axes: Axes, frontier: Frontier, portfolio: Portfolio) -> Axes:
    """Points joined by steps: between two of them no better is known. Hollow: not proved; a thin line falls to its bound.

    Points that stand out bear their names: the plan of today (a diamond, also where it is not on the frontier), the
    cheapest, and the knee, which is ringed. Each point bears its number, from 1 by rising x.
    """
    xs = [_place(portfolio, frontier.x, point.x) for point in frontier.points]
    ys = [_place(portfolio, frontier.y, point.y) for point in frontier.points]
    axes.step(xs, ys, where="post", color=LINE, linewidth=1.2, alpha=0.6, zorder=2)
    for number, (x, y, point) in enumerate(zip(xs, ys, frontier.points, strict=True), start=1):
        _draw_point(axes, x, y, point)
        if point.bound is not None and point.gap:
            axes.vlines(x, _place(portfolio, frontier.y, point.bound), y, color=MUTED_INK, linewidth=0.9, zorder=1)
        axes.annotate(str(number), (x, y), (5, 6), textcoords="offset points", fontsize=8, color=INK)
    if frontier.knee is not None:
        axes.plot(xs[frontier.knee], ys[frontier.knee], "o", markersize=15, fillstyle="none", color=KNEE)
    _draw_today(axes, frontier, portfolio)
    for x, y, marks in zip(xs, ys, frontier.marks, strict=True):
        if marks:
            axes.annotate(", ".join(marks), (x, y), (11, -14), textcoords="offset points", color=KNEE)
    _dress(axes, frontier, portfolio)
    return axes


def frontier_picture(frontier: Frontier, portfolio: Portfolio, suffix: str) -> bytes:
    """The bytes of the chart as an `svg`, `png` or `pdf` file."""
    with own_looks():
        figure = Figure(figsize=SIZE, layout="constrained", facecolor=PAPER)
        draw_frontier(figure.subplots(), frontier, portfolio)
        figure.suptitle(portfolio.marking or "", fontsize=9, color=INK, parse_math=False)
        return picture(figure, suffix, dots=DOTS_PER_INCH)


def _draw_point(axes: Axes, x: float, y: float, point: FrontierPoint) -> None:
    proved = point.status is Status.OPTIMAL
    axes.plot(x, y, "o", color=LINE, markersize=7, markerfacecolor=LINE if proved else PAPER, zorder=3)


def _draw_today(axes: Axes, frontier: Frontier, portfolio: Portfolio) -> None:
    """The plan as it stands; its name beside it where no point of the frontier bears it."""
    if frontier.today is None:
        return
    x, y = (_place(portfolio, measure, frontier.today[measure]) for measure in (frontier.x, frontier.y))
    axes.plot(x, y, "D", markersize=12, fillstyle="none", color=INK, zorder=4)
    if frontier.place_of_today is None:
        axes.annotate("the plan of today", (x, y), (11, 8), textcoords="offset points", color=INK)


def _place(portfolio: Portfolio, measure: Measure, value: int) -> float:
    if measure is Measure.LAST_CUTOVER:
        return float(date2num(portfolio.date_of(value)))  # type: ignore[no-untyped-call]
    return float(value)


def _dress(axes: Axes, frontier: Frontier, portfolio: Portfolio) -> None:
    axes.set_title(
        f"{frontier.y.value.capitalize()} against {frontier.x.value}: {portfolio.name}",
        loc="left",
        fontsize=11,
        color=INK,
        parse_math=False,
    )
    axes.set_xlabel(_label(frontier.x, portfolio))
    axes.set_ylabel(_label(frontier.y, portfolio))
    for axis, measure in ((axes.xaxis, frontier.x), (axes.yaxis, frontier.y)):
        if measure is Measure.LAST_CUTOVER:
            axis.axis_date()
        elif measure in POUNDS:
            axis.set_major_formatter(EngFormatter(sep=""))
        else:
            axis.set_major_locator(MaxNLocator(integer=True))
            axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.grid(color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(colors=MUTED_INK)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    _explain(axes, frontier.points)


def _label(measure: Measure, portfolio: Portfolio) -> str:
    return f"{measure.value} ({portfolio.currency})" if measure in POUNDS else measure_words(measure)


def _explain(axes: Axes, points: Sequence[FrontierPoint]) -> None:
    """Say what hollow points and lines mean, where there are any."""
    if any(point.status is not Status.OPTIMAL for point in points):
        text = "hollow: not proved; the line falls to the proved bound"
        axes.text(0.99, 0.98, text, transform=axes.transAxes, ha="right", va="top", fontsize=8, color=MUTED_INK)
