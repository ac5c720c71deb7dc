"""Pictures for sliders and selections: each answers at once from results that are there, and solves nothing.

In a notebook: `ipywidgets.interact(explorer.cover, future=explorer.futures, months=(0, 60))`. Every method gives a figure,
so the same call without a slider is the picture itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from matplotlib.figure import Figure

from planner.domain.calendar import add_months
from planner.domain.portfolio import Portfolio
from planner.futures import Comparison, Future
from planner.futures.difference import Difference, DifferenceSettings, Version, diff
from planner.futures.trade_offs.frontier_records import Frontier
from planner.present.charts.difference_chart import draw_difference
from planner.present.charts.scenario_charts import draw_cover_over_time, draw_moves
from planner.present.charts.trade_off_charts import draw_chosen_point, draw_frontier_terms

WIDE = (11.0, 4.4)
TALL = (11.0, 5.6)


@dataclass(frozen=True)
class ScenarioExplorer:
    """Futures to choose from; what a selection needs is made once and kept."""

    comparison: Comparison

    @property
    def futures(self) -> list[tuple[str, int]]:
        """Title and place of every future with a plan, for a selection."""
        planned = enumerate(self.comparison.futures)
        return [(future.title, place) for place, future in planned if future.plan is not None]

    @property
    def others(self) -> list[tuple[str, int]]:
        """As `futures`, without the first."""
        return [entry for entry in self.futures if entry[1] != 0]

    def cover(self, future: int, months: int) -> Figure:
        """What has become of the contracts, with a mark so many months after the status date."""
        chosen = self.comparison.futures[future]
        figure, day = _figure(*WIDE), add_months(chosen.portfolio.status_date, months)
        draw_cover_over_time(figure.subplots(), chosen, day)
        return figure

    def moves(self, future: int) -> Figure:
        """The cutovers that move most against the first future."""
        figure = _figure(*TALL)
        draw_moves(figure.subplots(), self.comparison.base, self.comparison.futures[future])
        return figure

    def bridge(self, future: int) -> Figure:
        """Why the future costs what it costs, cause by cause."""
        figure, difference = _figure(*WIDE), self.differences[future]
        draw_difference(figure.subplots(), difference, self.comparison.futures[future].title)
        return figure

    @cached_property
    def differences(self) -> dict[int, Difference]:
        """The attributed difference of every future from the first, by place; plans are only carried out, none is solved."""
        settings = DifferenceSettings(solve=None)
        base = _version(self.comparison.base)
        return {place: diff(base, _version(self.comparison.futures[place]), settings) for _, place in self.others}


@dataclass(frozen=True)
class TradeOffExplorer:
    """The plans of a trade-off to choose from."""

    portfolio: Portfolio
    frontier: Frontier

    @property
    def places(self) -> tuple[int, int]:
        """First and last place, for a slider."""
        return 0, len(self.frontier.points) - 1

    def show(self, point: int) -> Figure:
        """The trade-off with one point ringed, and what its plan spends."""
        figure = _figure(13.0, 5.0)
        left, right = figure.subplots(1, 2)
        draw_chosen_point(left, self.portfolio, self.frontier, point)
        draw_frontier_terms(right, self.portfolio, self.frontier, point)
        return figure


def _version(future: Future) -> Version:
    return Version(portfolio=future.portfolio, plan=future.plan)


def _figure(width: float, height: float) -> Figure:
    """A figure that belongs to nobody, so that it is shown once."""
    return Figure(figsize=(width, height), layout="constrained")
