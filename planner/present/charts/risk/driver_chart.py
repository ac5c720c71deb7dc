"""What would be saved if one thing were certain, as a tornado drawn onto axes: the dearest drivers with their intervals."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from planner.present.charts.chart_styles import dress, folded, money_axis
from planner.present.charts.palette import INK, PAPER
from planner.present.wording import short_money
from planner.risk.records import DriverRisk
from planner.risk.risk import Risk

MOST_ROWS = 12
LABEL_WIDTH = 46
KIND_STYLES: Mapping[str, tuple[str, str]] = {
    "event": ("#d4400f", "//"),
    "date": ("#1c3f6e", ""),
    "lengths": ("#8a6d00", ".."),
}
"""Fill and pattern of each kind of driver."""


def draw_drivers(axes: Axes, risk: Risk, most: int = MOST_ROWS) -> Axes:
    """A bar for each of the dearest drivers, the dearest on top, with a line over its 95 % interval."""
    shown, currency = risk.drivers[:most], risk.case.portfolio.currency
    for row, driver in enumerate(shown):
        fill, pattern = KIND_STYLES[driver.kind]
        axes.barh(row, driver.pounds, height=0.62, color=fill, hatch=pattern, edgecolor=PAPER, linewidth=0.5)
        axes.errorbar(driver.pounds, row, xerr=driver.error, color=INK, linewidth=1.2, capsize=3)
        end = max(0, driver.pounds + driver.error)
        text = short_money(driver.pounds, currency)
        axes.annotate(text, (end, row), (6, 0), textcoords="offset points", va="center", color=INK)
    axes.set_yticks(range(len(shown)), [_label(risk, driver) for driver in shown], color=INK)
    axes.set_ylim(max(len(shown), 1) - 0.4, -0.6)
    axes.margins(x=0.12)
    money_axis(axes, currency)
    _legend(axes, {driver.kind for driver in shown})
    return dress(axes, "What would be saved if one thing were certain", _subtitle(len(risk.drivers) - len(shown)))


def _label(risk: Risk, driver: DriverRisk) -> str:
    portfolio = risk.case.portfolio
    names = {event.id: event.name for event in portfolio.risk_drivers}
    names |= {milestone.id: milestone.name for milestone in portfolio.milestones}
    return folded(f"{names[driver.id]} ({driver.id})" if driver.id in names else driver.id, LABEL_WIDTH)


def _subtitle(left_out: int) -> str:
    more = f"; {left_out} more save less" if left_out > 0 else ""
    return f"One thing removed at a time, so the bars do not add up; lines are 95 % intervals{more}"


def _legend(axes: Axes, kinds: set[str]) -> None:
    handles = [
        Patch(facecolor=fill, hatch=pattern, edgecolor=PAPER, label=kind)
        for kind, (fill, pattern) in KIND_STYLES.items()
        if kind in kinds
    ]
    if handles:
        axes.legend(handles=handles, frameon=False, loc="lower right", labelcolor=INK)
