"""What it saves to wait with an option, day by day until its last one, drawn onto axes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from matplotlib.axes import Axes

from planner.domain.portfolio import Portfolio
from planner.present.charts.chart_styles import ACCENT, BETTER_FILL, date_axis, day_number, dress, money_axis
from planner.present.charts.palette import INK, PAPER, tint
from planner.present.charts.risk.panels import PANEL, Draw, panels_picture
from planner.present.tables.risk.waiting_table import Curves
from planner.present.wording import long_day, short_money
from planner.risk.tripwires.waiting import WaitingUntil, as_good_from


def draw_waiting(axes: Axes, portfolio: Portfolio, option: str, curve: Sequence[WaitingUntil]) -> Axes:
    """A point for each day that the option could be decided on; filled where it is as good as the last day."""
    days = [portfolio.date_of(point.day) for point in curve]
    xs, pounds = [day_number(day) for day in days], [max(0.0, point.pounds) for point in curve]
    first = portfolio.date_of(as_good_from(tuple(curve)))
    if first < days[-1]:
        axes.axvspan(day_number(first), xs[-1], color=tint(BETTER_FILL, 0.85), linewidth=0, label="as good")
    axes.plot(xs, pounds, color=ACCENT, linewidth=1.8, zorder=2)
    for x, y, point in zip(xs, pounds, curve, strict=True):
        axes.plot(
            x,
            y,
            "o",
            color=ACCENT,
            markersize=6,
            markerfacecolor=ACCENT if point.as_good else PAPER,
            zorder=3,
            clip_on=False,
        )
    axes.annotate(
        short_money(round(pounds[-1]), portfolio.currency), (xs[-1], pounds[-1]), (0, 8), textcoords="offset points",
        ha="right", va="bottom", color=INK,
    )  # fmt: skip
    axes.axvline(xs[-1], color=INK, linewidth=1.0, linestyle=":")
    axes.set_ylim(0, 1.2 * max([*pounds, 1.0]))
    money_axis(axes, portfolio.currency, "y")
    date_axis(axes, days)
    return dress(
        axes, f"What waiting saves: {option}", _subtitle(first == days[-1], long_day(first), long_day(days[-1]))
    )


def waiting_picture(portfolio: Portfolio, curves: Curves, below: str, suffix: str) -> bytes:
    """The curves of these options side by side, as the bytes of an `svg`, `png` or `pdf` file."""
    draws: list[Draw] = [
        partial(draw_waiting, portfolio=portfolio, option=id, curve=curve) for id, curve in curves.items()
    ]
    return panels_picture(draws, PANEL, suffix, below=below, marking=portfolio.marking)


def _subtitle(only_last: bool, first: str, last: str) -> str:
    if only_last:
        return f"Last day {last}; no earlier day is as good"
    return f"Last day {last}; from {first} on as good, as far as the draws tell"
