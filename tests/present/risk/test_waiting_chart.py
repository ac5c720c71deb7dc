"""The curve of waiting: a point for each day, filled from the first day that is as good as the last one."""

from __future__ import annotations

import pytest

pytest.importorskip("matplotlib")

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from planner.present.charts.risk.waiting_chart import draw_waiting, waiting_picture
from planner.present.tables.risk.waiting_table import waiting_table
from planner.present.tables.table import plain_rows
from planner.risk.tripwires.waiting import WaitingUntil
from tests.sample import portfolio

CURVE = (
    WaitingUntil(0, -50.0, as_good=False),
    WaitingUntil(100, 900_000.0, as_good=False),
    WaitingUntil(200, 1_000_000.0, as_good=True),
    WaitingUntil(300, 1_000_000.0, as_good=True),
)


@pytest.fixture
def axes() -> Axes:
    return Figure(figsize=(8, 4)).subplots()


def test_points_are_filled_where_a_day_is_as_good_as_the_last(axes: Axes) -> None:
    draw_waiting(axes, portfolio(), "o1", CURVE)
    fills = [line.get_markerfacecolor() for line in axes.lines if line.get_marker() == "o"]
    assert [fill != "#ffffff" for fill in fills] == [False, False, True, True]
    # Day 200 of the sample is 20 July 2030.
    assert "from 20 July 2030 on as good" in axes.texts[-1].get_text()
    assert axes.texts[0].get_text() == "£1.00m"


def test_where_only_the_last_day_is_best_the_chart_says_so(axes: Axes) -> None:
    draw_waiting(axes, portfolio(), "o1", (CURVE[0], CURVE[1], CURVE[3]))
    assert "no earlier day is as good" in axes.texts[-1].get_text()
    assert not axes.patches


def test_the_table_of_a_curve_has_its_points_and_no_loss() -> None:
    rows = plain_rows(waiting_table(portfolio(), {"o1": CURVE, "o2": CURVE[2:]}, "two-piece"))
    assert [row["option"] for row in rows] == ["o1"] * 4 + ["o2"] * 2
    assert [row["waiting_worth_pounds"] for row in rows[:3]] == [0, 900_000, 1_000_000]


def test_a_picture_is_the_same_bytes_every_time() -> None:
    first, second = (waiting_picture(portfolio(), {"o1": CURVE}, "4,096 draws", "svg") for _ in range(2))
    assert first == second
    assert b"4,096 draws" in first
