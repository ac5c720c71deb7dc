"""The label column of a printed chart: headings, and row names with the letter of their flag."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from planner.output import palette
from planner.output.gantt_lines import Line, LineKind
from planner.output.gantt_model import Row, RowKind
from planner.output.text_fit import fitted

LABEL_POINTS = 250.0
"""Width of the label column left of the axes."""
ROW_INDENT_POINTS = 22.0
ROW_FONT = 7.0
HEADING_FONTS = {LineKind.CLUSTER: 8.6, LineKind.DEPARTMENT: 7.4}


def draw_labels(ax: Axes, lines: Sequence[Line]) -> None:
    """Headings and row names in the label column; names too long end in an ellipsis."""
    for top, line in enumerate(lines):
        if line.row is None:
            _draw_heading(ax, top, line)
        else:
            _draw_row_label(ax, top, line.row)


def _draw_heading(ax: Axes, top: int, line: Line) -> None:
    size = HEADING_FONTS[line.kind]
    indent = 0.0 if line.kind is LineKind.CLUSTER else 8.0
    _beside(ax, top, fitted(line.text, size, LABEL_POINTS - indent - 6, bold=True), indent, size, bold=True)


def _draw_row_label(ax: Axes, top: int, row: Row) -> None:
    style = palette.style_of(row.flag.flag)
    if row.kind is not RowKind.MILESTONE:
        badge = {"boxstyle": "round,pad=0.22", "facecolor": style.fill, "edgecolor": palette.INK, "linewidth": 0.4}
        _beside(ax, top, style.letter, 13.0, 5.8, bold=True, colour=style.ink, box=badge, align="center")
    text = fitted(row.name, ROW_FONT, LABEL_POINTS - ROW_INDENT_POINTS - 6)
    _beside(ax, top, text, ROW_INDENT_POINTS, ROW_FONT, colour=palette.INK)


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
