"""What the answer rests on, drawn onto axes: how far each other assumption moves the expected cost."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from planner.domain.portfolio import Portfolio
from planner.present.charts.chart_styles import BETTER_FILL, WORSE_FILL, dress, folded, money_axis
from planner.present.charts.palette import INK, PAPER
from planner.present.charts.risk.panels import panels_picture
from planner.present.wording import short_money, signed_short_money
from planner.risk.records import AssumptionRisk

LABEL_WIDTH = 40
SIZE = (11.0, 5.0)


def draw_assumptions(axes: Axes, portfolio: Portfolio, rows: Sequence[AssumptionRisk]) -> Axes:
    """A bar for each other assumption, to the right where commit now is dearer, with its 95 % interval."""
    (stated, *others), currency = rows, portfolio.currency
    for place, row in enumerate(others):
        worse = row.more_pounds > 0
        fill, pattern = (WORSE_FILL, "//") if worse else (BETTER_FILL, "")
        axes.barh(place, row.more_pounds, height=0.62, color=fill, hatch=pattern, edgecolor=PAPER, linewidth=0.5)
        axes.errorbar(row.more_pounds, place, xerr=row.more_error, color=INK, linewidth=1.2, capsize=3)
        end = row.more_pounds + (row.more_error if worse else -row.more_error)
        text, side = signed_short_money(row.more_pounds, currency), 1 if worse else -1
        axes.annotate(
            text, (end, place), (6 * side, 0), textcoords="offset points", va="center", color=INK,
            ha="left" if worse else "right",
        )  # fmt: skip
    axes.set_yticks(range(len(others)), [folded(row.assumption, LABEL_WIDTH) for row in others], color=INK)
    axes.set_ylim(max(len(others), 1) - 0.4, -0.6)
    axes.margins(x=0.14)
    money_axis(axes, currency)
    cost = short_money(stated.commit_now_pounds, currency)
    return dress(axes, "What the answer rests on", f"Expected cost of commit now, against {cost} as stated")


def assumptions_picture(portfolio: Portfolio, rows: Sequence[AssumptionRisk], suffix: str) -> bytes:
    """The bytes of the chart as an `svg`, `png` or `pdf` file."""

    def draw(axes: Axes) -> Axes:
        return draw_assumptions(axes, portfolio, rows)

    below = f"{rows[0].draws:,} draws for each, with the same random numbers"
    return panels_picture([draw], SIZE, suffix, below=below, marking=portfolio.marking)
