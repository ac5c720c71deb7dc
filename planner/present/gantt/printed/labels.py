"""The label column of a printed chart: headings, and row names with the letter of their flag."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from matplotlib.axes import Axes

from planner.plan.flagging.records import Flag
from planner.present.charts import palette
from planner.present.gantt.printed.lines import Line, LineKind
from planner.present.gantt.printed.text_fit import fitted

LABEL_POINTS = 264.0
"""Width of the label column left of the axes."""
BELOW_POINTS = 12.0
"""How much further in a migration stands that has a contract above it."""


@dataclass(frozen=True)
class LabelStyle:
    """Indent and size in points."""

    indent: float
    size: float
    bold: bool


LABEL_STYLES: Mapping[LineKind, LabelStyle] = MappingProxyType(
    {
        LineKind.CLUSTER: LabelStyle(2.0, 8.6, True),
        LineKind.DEPARTMENT: LabelStyle(20.0, 7.4, True),
        LineKind.ROW: LabelStyle(36.0, 7.0, False),
    }
)


def draw_labels(ax: Axes, lines: Sequence[Line]) -> None:
    """Headings and row names in the label column, with the letter of their flag; names too long end in an ellipsis."""
    for top, line in enumerate(lines):
        style = LABEL_STYLES[line.kind]
        indent = style.indent + (BELOW_POINTS if line.row is not None and line.row.under is not None else 0.0)
        if line.flag is not None:
            _draw_badge(ax, top, line.flag, indent - 9.0)
        text = fitted(line.text, style.size, LABEL_POINTS - indent - 6, bold=style.bold)
        _beside(ax, top, text, indent, style.size, bold=style.bold)


def _draw_badge(ax: Axes, top: int, flag: Flag, middle: float) -> None:
    style = palette.FLAG_STYLES[flag]
    box = {"boxstyle": "round,pad=0.22", "facecolor": style.fill, "edgecolor": palette.INK, "linewidth": 0.4}
    _beside(ax, top, style.letter, middle, 5.8, bold=True, colour=style.ink, box=box, align="center")


def _beside(
    ax: Axes,
    top: int,
    text: str,
    indent: float,
    size: float,
    *,
    bold: bool = False,
    colour: str = palette.INK,
    box: dict[str, object] | None = None,
    align: str = "left",
) -> None:
    ax.annotate(
        text,
        xy=(0, top + 0.5),
        xycoords=("axes fraction", "data"),
        xytext=(indent - LABEL_POINTS, 0),
        textcoords="offset points",
        ha=align,
        va="center_baseline",
        fontsize=size,
        fontweight="bold" if bold else "normal",
        color=colour,
        bbox=box,
        annotation_clip=False,
        parse_math=False,
    )
