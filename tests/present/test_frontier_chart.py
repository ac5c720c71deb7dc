"""The picture of a trade-off: what is drawn where, and the same bytes for the same points."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

pytest.importorskip("matplotlib")

from matplotlib.figure import Figure
from matplotlib.text import Text

from planner.domain.rules import Term
from planner.futures.trade_offs.frontier_records import Frontier, FrontierPoint, Stop
from planner.plan.entries import Plan
from planner.present.charts.frontier_chart import draw_frontier, frontier_picture
from planner.solver import Measure, Status, measure_of
from tests.sample import portfolio

EXTENSIONS, EXPOSURE = measure_of(Term.EXTENSIONS), measure_of(Term.EXPOSURE)


def point(x: int, y: int, bound: int | None = None) -> FrontierPoint:
    status = Status.OPTIMAL if bound is None else Status.FEASIBLE
    return FrontierPoint(x=x, y=y, plan=Plan(migrations=()), status=status, bound=bound, values={Measure.COST: x + y})


def frontier(*points: FrontierPoint, x: Measure = EXTENSIONS, y: Measure = EXPOSURE) -> Frontier:
    return Frontier(x=x, y=y, points=points, stop=Stop.COMPLETE, status=Status.OPTIMAL, seconds=1.0)


def drawn(found: Frontier) -> Axes:
    return draw_frontier(Figure().subplots(), found, portfolio())


def test_every_point_bears_its_number_and_those_that_stand_out_their_names() -> None:
    found = frontier(point(0, 100), point(2, 40), point(10, 0), x=Measure.EXTENSIONS_USED)
    axes = drawn(replace(found, today={Measure.EXTENSIONS_USED: 2, EXPOSURE: 40}))
    assert [text.get_text() for text in axes.texts] == ["1", "2", "3", "the plan of today, knee", "cheapest"]


def test_the_plan_of_today_is_drawn_where_it_is_off_the_frontier() -> None:
    found = frontier(point(0, 100), point(2, 40))
    axes = drawn(replace(found, today={EXTENSIONS: 5, EXPOSURE: 60}))
    assert "the plan of today" in [text.get_text() for text in axes.texts]
    [diamond] = [line for line in axes.lines if line.get_marker() == "D"]
    assert (list(diamond.get_xdata()), list(diamond.get_ydata())) == ([5], [60])  # type: ignore[arg-type]


def test_parts_of_one_sum_have_no_knee() -> None:
    axes = drawn(frontier(point(0, 100), point(2, 40), point(10, 0)))
    assert [text.get_text() for text in axes.texts] == ["1", "2", "3", "cheapest"]


def test_dollars_in_the_name_of_the_portfolio_are_no_mathematics() -> None:
    named = replace(portfolio(), name="From $5m to $6m")
    axes = draw_frontier(Figure().subplots(), frontier(point(0, 100), point(2, 40)), named)
    [title] = [text for text in axes.findobj(Text) if isinstance(text, Text) and "$5m to $6m" in text.get_text()]
    assert not title.get_parse_math()


def test_a_point_that_is_not_proved_is_hollow_with_a_line_to_its_bound() -> None:
    axes = drawn(frontier(point(0, 100), point(2, 40, bound=30)))
    filled = [line for line in axes.lines if line.get_marker() == "o" and line.get_markerfacecolor() != "#ffffff"]
    assert len(filled) == 1
    (collection,) = axes.collections
    assert isinstance(collection, LineCollection)
    bound = [y for _, y in collection.get_segments()[0]]
    assert bound == [30, 40]
    assert "hollow: not proved" in axes.texts[-1].get_text()


def test_money_is_labelled_with_its_currency_and_counts_are_whole() -> None:
    axes = drawn(frontier(point(0, 100), point(2, 40), x=Measure.EXTENSIONS_USED))
    assert axes.get_ylabel() == "exposure (GBP)"
    assert axes.get_xlabel() == "extensions used"


def test_the_last_cutover_is_a_date() -> None:
    axes = drawn(frontier(point(31, 100), point(59, 40), x=Measure.LAST_CUTOVER))
    axes.figure.canvas.draw()
    assert any("2030" in label.get_text() for label in axes.get_xticklabels())


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
def test_the_same_points_make_the_same_bytes(suffix: str) -> None:
    found = frontier(point(0, 100), point(2, 40), point(10, 0))
    first, second = (frontier_picture(found, portfolio(), suffix) for _ in range(2))
    assert first == second
