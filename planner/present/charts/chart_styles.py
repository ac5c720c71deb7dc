"""What the charts of scenarios and trade-offs have in common: titles, money on axes, fills of the cost terms."""

from __future__ import annotations

from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter

from planner.present.charts.palette import GRID, INK, MUTED_INK, YEAR_LINE
from planner.present.wording import round_money

BEFORE_FILL = "#9aa7b5"
WORSE_FILL = "#c23b0e"
BETTER_FILL = "#0f7a5c"
ACCENT = "#1c3f6e"


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
    """Text over several lines."""
    return "\n".join(wrap(text, width)) or text
