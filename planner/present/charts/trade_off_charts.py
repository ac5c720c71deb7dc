"""Charts of trade-offs, drawn onto axes they are given: one point, what the plans spend, what one unit more is worth."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.patches import Patch

from planner.domain.portfolio import Portfolio
from planner.futures.trade_offs.frontier_records import Frontier, FrontierPoint
from planner.futures.trade_offs.marginal_records import MarginalValues
from planner.present.charts.chart_styles import (
    BETTER_FILL,
    WORSE_FILL,
    dress,
    folded,
    money_axis,
)
from planner.present.charts.frontier_chart import draw_frontier
from planner.present.charts.palette import INK, MUTED_INK, PAPER, TERM_STYLES
from planner.present.wording import round_money, short_money
from planner.solver import Status
from planner.solver.goal_measures import POUNDS, Measure

LABEL_WIDTH = 44


def draw_chosen_point(axes: Axes, portfolio: Portfolio, frontier: Frontier, chosen: int) -> Axes:
    """The trade-off with lines through the point of this place, and its two values."""
    draw_frontier(axes, frontier, portfolio)
    point = frontier.points[chosen]
    x, y = (_place(portfolio, measure, value) for measure, value in ((frontier.x, point.x), (frontier.y, point.y)))
    axes.axvline(x, color=WORSE_FILL, linewidth=1.2, linestyle="--", zorder=1)
    axes.axhline(y, color=WORSE_FILL, linewidth=1.2, linestyle="--", zorder=1)
    return dress(axes, _point_words(portfolio, frontier, point), _frontier_words(frontier))


def draw_frontier_terms(axes: Axes, portfolio: Portfolio, frontier: Frontier, chosen: int | None = None) -> Axes:
    """What the plan of every point spends, one bar a point by term; all but the chosen one are pale."""
    used = [term for term in TERM_STYLES if any(point.values[Measure(term.value)] for point in frontier.points)]
    for place, point in enumerate(frontier.points):
        bottom = 0
        for term in used:
            style, pounds = TERM_STYLES[term], point.values[Measure(term.value)]
            axes.bar(
                place,
                pounds,
                bottom=bottom,
                width=0.8,
                color=style.fill,
                hatch=style.pattern,
                edgecolor=PAPER,
                linewidth=0.5,
                alpha=1.0 if chosen in (None, place) else 0.35,
            )
            bottom += pounds
        if chosen == place:
            text = short_money(bottom, portfolio.currency)
            axes.annotate(text, (place, bottom), (0, 5), textcoords="offset points", ha="center", color=INK)
    money_axis(axes, portfolio.currency, "y")
    labels = [_value_text(portfolio, frontier.x, point.x) for point in frontier.points]
    step = max(1, len(labels) // 8)
    axes.set_xticks(range(0, len(labels), step), labels[::step], rotation=0 if len(labels[0]) < 8 else 30)
    axes.set_xlabel(frontier.x.value, color=MUTED_INK)
    handles = [
        Patch(facecolor=TERM_STYLES[term].fill, hatch=TERM_STYLES[term].pattern, edgecolor=PAPER, label=term.value)
        for term in used
    ]
    axes.legend(handles=handles, frameon=False, loc="upper left", bbox_to_anchor=(1.01, 1), labelcolor=INK)
    return dress(axes, "What the money goes into", "One bar for every point of the trade-off")


def draw_marginal_values(axes: Axes, found: MarginalValues, currency: str, most: int = 10) -> Axes:
    """The levers worth most: a bar for the saving found, a line over all savings that are not ruled out."""
    shown = [value for value in found.values if value.found_pounds or value.least_pounds][:most]
    for row, value in enumerate(shown):
        axes.barh(row, value.found_pounds, height=0.55, color=BETTER_FILL)
        if not value.is_exact and value.most_pounds is not None:
            axes.plot([value.least_pounds, value.most_pounds], [row, row], color=MUTED_INK, linewidth=1.6)
            axes.plot([value.least_pounds, value.most_pounds], [row, row], "|", color=MUTED_INK, markersize=9)
        end = max(value.found_pounds, value.most_pounds or 0)
        text = short_money(value.found_pounds, currency)
        axes.annotate(text, (end, row), (6, 0), textcoords="offset points", va="center", color=INK)
    axes.set_yticks(range(len(shown)), [folded(value.explanation, LABEL_WIDTH) for value in shown], color=INK)
    axes.invert_yaxis()
    axes.margins(x=0.15)
    axes.set_xlim(left=0)
    money_axis(axes, currency)
    worthless = len(found.values) - len(shown)
    rest = f"; {worthless} more would save nothing or less" if worthless else ""
    return dress(
        axes, "What one unit more is worth", f"Bar: saved by planning again; line: what is not ruled out{rest}"
    )


def _point_words(portfolio: Portfolio, frontier: Frontier, point: FrontierPoint) -> str:
    pairs = ((frontier.x, point.x), (frontier.y, point.y))
    return ", ".join(
        f"{measure.value} {_value_text(portfolio, measure, value)}" for measure, value in pairs
    ).capitalize()


def _frontier_words(frontier: Frontier) -> str:
    proved = sum(point.status is Status.OPTIMAL for point in frontier.points)
    count = len(frontier.points)
    said = "each proved" if proved == count else f"{proved} of them proved" if proved else "none of them proved"
    return f"{count} plans, {said}; {frontier.stop.value}"


def _place(portfolio: Portfolio, measure: Measure, value: int) -> float:
    """Where a value lies on its axis; last cutovers are dates."""
    dated = measure is Measure.LAST_CUTOVER
    return float(date2num(portfolio.date_of(value))) if dated else float(value)  # type: ignore[no-untyped-call]


def _value_text(portfolio: Portfolio, measure: Measure, value: int) -> str:
    if measure in POUNDS:
        return round_money(value, portfolio.currency)
    if measure is Measure.LAST_CUTOVER:
        return f"{portfolio.date_of(value):%b %Y}"
    return f"{value:,}"
