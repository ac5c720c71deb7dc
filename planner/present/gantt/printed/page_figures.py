"""Figures of a chart: one tall page, or pages of A3 for print, each with title, legend and footnote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from textwrap import fill

from matplotlib.figure import Figure

from planner.domain.wording import calendar_day
from planner.present.charts import palette
from planner.present.gantt.model import Gantt, RowKind
from planner.present.gantt.printed.axes import draw_lines
from planner.present.gantt.printed.labels import LABEL_POINTS
from planner.present.gantt.printed.legend import draw_legend
from planner.present.gantt.printed.lines import Line, lines_of, pages_of

PAGE_WIDTH_INCHES = 16.54
PAGE_HEIGHT_INCHES = 11.69
LINE_INCHES = 0.205
TOP_INCHES = 1.05
BOTTOM_INCHES = 1.95
RIGHT_INCHES = 0.25
LINES_PER_PAGE = int((PAGE_HEIGHT_INCHES - TOP_INCHES - BOTTOM_INCHES) / LINE_INCHES)


def gantt_figure(gantt: Gantt) -> Figure:
    """The whole chart on one page as tall as it needs."""
    lines = lines_of(gantt)
    return _page(gantt, lines, TOP_INCHES + BOTTOM_INCHES + max(6, len(lines)) * LINE_INCHES)


def gantt_pages(gantt: Gantt) -> tuple[Figure, ...]:
    """The chart on pages of A3 landscape; headings are repeated where a page breaks a department."""
    pages = pages_of(lines_of(gantt), LINES_PER_PAGE)
    return tuple(
        _page(gantt, lines, PAGE_HEIGHT_INCHES, f"page {number} of {len(pages)}")
        for number, lines in enumerate(pages, start=1)
    )


def _page(gantt: Gantt, lines: Sequence[Line], height: float, page_label: str = "") -> Figure:
    figure = Figure(figsize=(PAGE_WIDTH_INCHES, height), facecolor=palette.PAPER)
    left = (LABEL_POINTS / 72 + 0.2) / PAGE_WIDTH_INCHES
    width = 1 - left - RIGHT_INCHES / PAGE_WIDTH_INCHES
    rows_height = max(6, len(lines)) * LINE_INCHES
    bottom = height - TOP_INCHES - rows_height
    ax = figure.add_axes((left, bottom / height, width, rows_height / height))
    draw_lines(ax, gantt, lines)
    ax.set_ylim(max(6, len(lines)), 0)
    _draw_texts(figure, gantt, height, page_label)
    draw_legend(figure, gantt, (bottom - 1.32) / height)
    return figure


def _draw_texts(figure: Figure, gantt: Gantt, height: float, page_label: str) -> None:
    left = 0.2 / PAGE_WIDTH_INCHES
    figure.text(
        left,
        1 - 0.32 / height,
        gantt.title,
        fontsize=14,
        fontweight="bold",
        color=palette.INK,
        va="center",
        parse_math=False,
    )
    figure.text(
        left, 1 - 0.58 / height, subtitle(gantt), fontsize=8.2, color=palette.MUTED_INK, va="center", parse_math=False
    )
    for edge in (0.16, height - 0.16):
        figure.text(
            0.5,
            1 - edge / height,
            gantt.marking,
            fontsize=9,
            fontweight="bold",
            color=palette.INK,
            va="center",
            ha="center",
        )
    right = 1 - RIGHT_INCHES / PAGE_WIDTH_INCHES
    figure.text(right, 1 - 0.32 / height, page_label, fontsize=8.2, color=palette.MUTED_INK, va="center", ha="right")
    figure.text(
        left,
        0.3 / height,
        fill(gantt.footnote, 290),
        fontsize=6.4,
        color=palette.MUTED_INK,
        va="bottom",
        parse_math=False,
    )


def subtitle(gantt: Gantt) -> str:
    """Status date and the number of contracts, migrations and milestones shown."""
    counts = Counter(row.kind for row in gantt.rows)
    parts = (f"{counts[kind]} {kind.value}{'' if counts[kind] == 1 else 's'}" for kind in RowKind)
    compared = f" · compared with {gantt.baseline}" if gantt.baseline else ""
    return f"Status date {calendar_day(gantt.status_date)} · {' · '.join(parts)}{compared}"
