"""The late days of a contract by cause, drawn onto axes: from the last day back, a bar each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from planner.errors import SettingsError
from planner.plan.reasons import LateStretch, Reason
from planner.present.charts.chart_styles import dress, folded
from planner.present.charts.ladder_styles import CATEGORY_FILLS
from planner.present.charts.palette import GRID, INK, PAPER, STATUS_LINE
from planner.present.charts.pictures import own_looks, picture
from planner.present.wording import day_count, long_day

LABEL_WIDTH = 44
WIDTH_INCHES, HEAD_INCHES, BAR_INCHES = 10.0, 1.6, 0.55
MARGIN_INCHES = 0.15
DOTS_PER_INCH = 144


def draw_ladder(axes: Axes, reason: Reason, title: str = "") -> Axes:
    """A bar for each cause on the days that it holds; a line where the contract should be off."""
    for row, stretch in enumerate(reason.ladder):
        left = float(date2num(stretch.first_date))  # type: ignore[no-untyped-call]
        axes.barh(row, stretch.days, left=left, height=0.55, color=CATEGORY_FILLS[stretch.category])
    due = float(date2num(reason.off_by_date + timedelta(days=1)))  # type: ignore[no-untyped-call]
    axes.axvline(due, color=STATUS_LINE, linewidth=1.2)
    axes.set_yticks(range(len(reason.ladder)), [_label(one) for one in reason.ladder], color=INK)
    axes.set_ylim(len(reason.ladder) - 0.4, -0.6)
    axes.set_xlim(due - 0.05 * max(8, reason.late_days), due + 1.05 * max(8, reason.late_days))
    locator = AutoDateLocator(maxticks=8)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    axes.grid(axis="x", color=GRID, linewidth=0.8)
    return dress(axes, title or f"Why {reason.contract} is needed so late", _subtitle(reason))


def ladder_picture(reasons: Sequence[Reason], suffix: str, *, marking: str | None = None) -> bytes:
    """The ladders one below the other, as the bytes of an `svg`, `png` or `pdf` file; without late days SettingsError."""
    late = [reason for reason in reasons if reason.ladder]
    if not late:
        raise SettingsError("there is no ladder to draw: no contract is needed beyond the day it should be off by")
    heights = [HEAD_INCHES + BAR_INCHES * len(reason.ladder) for reason in late]
    with own_looks():
        layout = ConstrainedLayoutEngine(w_pad=MARGIN_INCHES, h_pad=MARGIN_INCHES)
        figure = Figure(figsize=(WIDTH_INCHES, sum(heights)), layout=layout, facecolor=PAPER)
        for axes, reason in zip(
            figure.subplots(len(late), squeeze=False, height_ratios=heights)[:, 0], late, strict=True
        ):
            draw_ladder(axes, reason)
        figure.suptitle(marking or "", fontsize=9, color=INK, parse_math=False)
        return picture(figure, suffix, dots=DOTS_PER_INCH)


def _label(stretch: LateStretch) -> str:
    return f"{folded(stretch.cause, LABEL_WIDTH)}\n{day_count(stretch.days)}, {stretch.category}"


def _subtitle(reason: Reason) -> str:
    until, off = long_day(reason.needed_until_date), long_day(reason.off_by_date)
    return f"Needed until {until}, {day_count(reason.late_days)} beyond {off} (red line)"
