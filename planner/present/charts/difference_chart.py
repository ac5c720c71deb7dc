"""A difference between two plans as a bridge from the old cost to the new one, cause by cause."""

from __future__ import annotations

from matplotlib.axes import Axes

from planner.futures.difference import Difference
from planner.futures.difference.words import by_weight, short_cause_text
from planner.present.charts.chart_styles import (
    BEFORE_FILL,
    BETTER_FILL,
    WORSE_FILL,
    dress,
    folded,
    money_axis,
)
from planner.present.charts.palette import INK, MUTED_INK
from planner.present.wording import short_money, signed_short_money

LABEL_WIDTH = 40


def draw_difference(axes: Axes, difference: Difference, title: str = "Why the new plan costs what it costs") -> Axes:
    """From the old plan at the top to the new one at the bottom; every step is a cause, the largest first."""
    places = [place for place in by_weight(difference) if difference.pounds_by_cause[place]]
    before, after = (sum(terms.values()) for terms in (difference.terms_before, difference.terms_after))
    steps = [difference.pounds_by_cause[place] for place in places]
    labels = ["Old plan", *(_label(difference, place) for place in places), "New plan"]
    last = len(labels) - 1
    for row, pounds in ((0, before), (last, after)):
        axes.barh(row, pounds, color=BEFORE_FILL, height=0.6)
        _money(axes, pounds, row, short_money(pounds, difference.currency))
    level = before
    for row, pounds in enumerate(steps, start=1):
        axes.barh(row, pounds, left=level, color=WORSE_FILL if pounds > 0 else BETTER_FILL, height=0.6)
        axes.plot([level, level], [row - 0.7, row + 0.3], color=MUTED_INK, linewidth=0.8)
        _money(axes, max(level, level + pounds), row, signed_short_money(pounds, difference.currency))
        level += pounds
    axes.plot([level, level], [last - 0.7, last + 0.3], color=MUTED_INK, linewidth=0.8)
    axes.set_yticks(range(len(labels)), labels, color=INK)
    axes.invert_yaxis()
    axes.set_xlim(*_window(before, steps))
    money_axis(axes, difference.currency)
    return dress(axes, title, _subtitle(difference))


def _label(difference: Difference, place: int) -> str:
    return folded(short_cause_text(difference.causes[place]), LABEL_WIDTH)


def _subtitle(difference: Difference) -> str:
    kept = [pounds for pounds in difference.kept_pounds if pounds is not None]
    saved = sum(kept) - difference.total_pounds
    if len(kept) < len(difference.kept_pounds) or saved <= 0:
        return "The parts add up exactly"
    return f"The parts add up exactly; re-planning has already taken {short_money(saved, difference.currency)} off them"


def _window(before: int, steps: list[int]) -> tuple[float, float]:
    """From nothing where the steps are large; else cut off, so that they can be seen."""
    levels = [before]
    for pounds in steps:
        levels.append(levels[-1] + pounds)
    low, high = min(levels), max(levels)
    spread = (high - low) or max(high, 1)
    left = 0.0 if low < 3 * spread else low - 0.6 * spread
    return left, high + 0.35 * spread


def _money(axes: Axes, pounds: int, row: int, text: str) -> None:
    axes.annotate(text, (pounds, row), (6, 0), textcoords="offset points", va="center", color=INK)
