"""The charts of a risk and of tripwires as pictures for files: with what they rest on, and the marking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from planner.present.charts.palette import INK, MUTED_INK, PAPER
from planner.present.charts.pictures import own_looks, picture
from planner.present.charts.risk.contract_curve_chart import draw_contract_curve
from planner.present.charts.risk.driver_chart import draw_drivers
from planner.present.charts.risk.exposure_chart import draw_exposure
from planner.present.tables.risk.risk_words import drawn_words
from planner.risk.risk import Risk
from planner.writing import Content

SUFFIXES = ("svg", "png")
DOTS_PER_INCH = 120
COLUMNS = 3
PANEL = (7.0, 4.2)
"""Width and height of one chart among several, in inches."""
Draw = Callable[[Axes], Axes]


def risk_pictures(risk: Risk, contracts: Sequence[str]) -> dict[str, Content]:
    """The charts of a risk by file name: those that have something to show. `contracts`: whose curves are drawn."""
    found: dict[str, Content] = {}
    for suffix in SUFFIXES:
        found[f"exposure.{suffix}"] = exposure_picture(risk, suffix)
        if risk.drivers:
            found[f"drivers.{suffix}"] = drivers_picture(risk, suffix)
        if contracts:
            found[f"curves.{suffix}"] = curves_picture(risk, contracts, suffix)
    return found


def exposure_picture(risk: Risk, suffix: str) -> bytes:
    """Exposure by financial quarter, as an `svg`, `png` or `pdf` file."""
    return _picture([lambda axes: draw_exposure(axes, risk)], (11.0, 5.0), risk, suffix)


def drivers_picture(risk: Risk, suffix: str) -> bytes:
    """The tornado, as an `svg`, `png` or `pdf` file."""
    return _picture([lambda axes: draw_drivers(axes, risk)], (11.0, 6.0), risk, suffix)


def curves_picture(risk: Risk, contracts: Sequence[str], suffix: str) -> bytes:
    """The curves of these contracts side by side, as an `svg`, `png` or `pdf` file."""
    draws: list[Draw] = [lambda axes, id=id: draw_contract_curve(axes, risk, id) for id in contracts]  # type: ignore[misc]
    return _picture(draws, PANEL, risk, suffix)


def _picture(draws: Sequence[Draw], size: tuple[float, float], risk: Risk, suffix: str) -> bytes:
    return panels_picture(draws, size, suffix, below=drawn_words(risk), marking=risk.case.portfolio.marking)


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
