"""What the charts of futures have in common: titles, money and dates on axes, fills of what is better and worse."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.dates import ConciseDateFormatter, MonthLocator, date2num
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter

from planner.present.charts.palette import GRID, INK, MUTED_INK, YEAR_LINE
from planner.present.wording import round_money

BEFORE_FILL = "#9aa7b5"
WORSE_FILL = "#c23b0e"
BETTER_FILL = "#0f7a5c"
ACCENT = "#1c3f6e"
MONTHS_BETWEEN_TICKS = ((1, 300), (3, 900), (6, 2_400))
"""Months from tick to tick, and the most days for which they are."""


def dress(axes: Axes, title: str, subtitle: str = "") -> Axes:
    """Title at the left, a second line below it in small print, light grid, no box.

    Called last: it also keeps dollar signs in what has been written so far from being read as mathematics.
    """
    axes.set_title(title, loc="left", fontsize=13, fontweight="bold", color=INK, pad=26 if subtitle else 10)
    if subtitle:
        axes.annotate(
            subtitle,
            (0, 1),
            (0, 8),
            xycoords="axes fraction",
            textcoords="offset points",
            fontsize=9.5,
            color=MUTED_INK,
        )
    axes.set_axisbelow(True)
    axes.tick_params(colors=MUTED_INK, length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    for text in axes.findobj(Text):
        text.set_parse_math(False)
    return axes


def money_axis(axes: Axes, currency: str, which: str = "x") -> None:
    """Short money on an axis, with a grid across it and a line at nothing."""
    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_formatter(FuncFormatter(lambda value, _place: round_money(round(value), currency)))
    axes.grid(axis="x" if which == "x" else "y", color=GRID, linewidth=0.8)
    (axes.axvline if which == "x" else axes.axhline)(0, color=YEAR_LINE, linewidth=0.8)


def folded(text: str, width: int) -> str:
    """Text over several lines; ids stay in one piece."""
    return "\n".join(wrap(text, width, break_on_hyphens=False)) or text


def date_axis(axes: Axes, days: Sequence[date], *, margin: bool = True) -> None:
    """Dates along x from the first of these days to the last, with a grid across."""
    span = (max(days) - min(days)).days if days else 0
    step = next((months for months, most in MONTHS_BETWEEN_TICKS if span <= most), 12)
    locator = MonthLocator(range(1, 13, step))  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    axes.grid(axis="x", color=GRID, linewidth=0.8)
    if days:
        first, last = day_number(min(days)), day_number(max(days))
        room = 0.14 * max(30.0, last - first) if margin else 0.0
        axes.set_xlim(first - room, last + room)


def day_number(at: date) -> float:
    """Matplotlib's number of a day."""
    return float(date2num(at))  # type: ignore[no-untyped-call]
