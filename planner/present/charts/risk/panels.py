"""Charts side by side in one picture, with what they rest on below, and the marking above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from planner.present.charts.palette import INK, MUTED_INK, PAPER
from planner.present.charts.pictures import own_looks, picture

DOTS_PER_INCH = 120
COLUMNS = 3
PANEL = (7.0, 4.2)
"""Width and height of one chart among several, in inches."""
Draw = Callable[[Axes], Axes]


def panels_picture(
    draws: Sequence[Draw], size: tuple[float, float], suffix: str, *, below: str, marking: str | None
) -> bytes:
    """Charts side by side, three in a row, as the bytes of a picture; `size` is that of one of them in inches."""
    columns = min(COLUMNS, len(draws))
    rows = ceil(len(draws) / columns)
    with own_looks():
        figure = Figure(figsize=(columns * size[0], rows * size[1]), layout="constrained", facecolor=PAPER)
        places = list(figure.subplots(rows, columns, squeeze=False).flat)
        for axes, draw in zip(places, draws, strict=False):
            draw(axes)
        for axes in places[len(draws) :]:
            axes.set_visible(False)
        figure.suptitle(marking or "", fontsize=9, color=INK, parse_math=False)
        figure.supxlabel(below, fontsize=8.5, color=MUTED_INK, x=0.01, ha="left", parse_math=False)
        return picture(figure, suffix, dots=DOTS_PER_INCH)
