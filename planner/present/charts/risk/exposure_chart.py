"""Exposure by financial quarter with its range, beside what comes if nothing is decided, drawn onto axes."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from planner.domain.calendar import financial_year_label
from planner.present.charts.chart_styles import ACCENT, WORSE_FILL, dress, money_axis
from planner.present.charts.palette import INK, MUTED_INK, tint
from planner.risk.records import QuarterRisk
from planner.risk.risk import Risk

BAND = tint(ACCENT, 0.75)
MOST_NUMBERED = 28
"""Of more quarters than these only the years are named."""


def draw_exposure(axes: Axes, risk: Risk) -> Axes:
    """The median with the plan's options and a band from P10 to P90; the median with nothing decided as a broken line."""
    quarters = _drawn(risk.quarters)
    places = range(len(quarters))
    low, middle, high = ([getattr(quarter, f"{name}_pounds") for quarter in quarters] for name in ("p10", "p50", "p90"))
    axes.fill_between(places, low, high, color=BAND, linewidth=0, label="the plan's options, P10 to P90")
    axes.plot(places, middle, color=ACCENT, marker="o", markersize=4, linewidth=2.0, label="the plan's options, P50")
    nothing = [quarter.nothing_p50_pounds for quarter in quarters]
    axes.plot(places, nothing, color=WORSE_FILL, linewidth=1.6, linestyle="--", label="nothing decided, P50")
    axes.set_xticks(list(places), _labels(quarters), fontsize=8.5)
    axes.set_xlim(-0.5, len(quarters) - 0.5)
    axes.set_ylim(bottom=0)
    money_axis(axes, risk.case.portfolio.currency, "y")
    axes.legend(frameon=False, loc="best", labelcolor=INK)
    axes.set_xlabel("financial quarter", color=MUTED_INK)
    return dress(axes, "Exposure by financial quarter", "Each quarter by itself; percentiles of quarters do not add up")


def _drawn(quarters: Sequence[QuarterRisk]) -> Sequence[QuarterRisk]:
    """All but the last ones, in which every line lies at nothing."""
    seen = [place for place, quarter in enumerate(quarters) if quarter.p90_pounds or quarter.nothing_p50_pounds]
    return quarters[: max(seen, default=0) + 1]


def _labels(quarters: Sequence[QuarterRisk]) -> list[str]:
    """The number of each quarter, with the year at the first one and at the first one of a year; of many the years alone."""
    few = len(quarters) <= MOST_NUMBERED
    return [_label(quarter, numbered=few, dated=few and place == 0) for place, quarter in enumerate(quarters)]


def _label(row: QuarterRisk, *, numbered: bool, dated: bool) -> str:
    quarter = row.quarter
    number = [f"Q{quarter.number}"] if numbered else []
    year = [financial_year_label(quarter.year, quarter.start_month)] if dated or quarter.number == 1 else []
    return "\n".join([*number, *year])
