"""Charts of a risk: what they show is what was measured, on axes they are given, and the same bytes every time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("matplotlib")

from matplotlib.axes import Axes
from matplotlib.collections import FillBetweenPolyCollection
from matplotlib.container import ErrorbarContainer
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from planner.domain.calendar import FinancialQuarter
from planner.present.charts.chart_styles import day_number
from planner.present.charts.risk.assumption_chart import draw_assumptions
from planner.present.charts.risk.contract_curve_chart import draw_contract_curve
from planner.present.charts.risk.driver_chart import draw_drivers
from planner.present.charts.risk.exposure_chart import draw_exposure
from planner.present.charts.risk.risk_pictures import risk_pictures
from planner.present.tables.risk.risk_tables import CHARTS, risk_files
from planner.risk.records import AssumptionRisk, DriverRisk, QuarterRisk
from planner.risk.risk import Risk
from tests.risk.test_curves_and_quarters import KNOWN, risk_of

DRIVERS = tuple(
    DriverRisk(kind="date", id=f"D-{number}", pounds=1000 * (20 - number), error=500, uncovered_contracts=0.0, days=0.0)
    for number in range(14)
)
STATED = AssumptionRisk(
    assumption="as stated",
    draws=8192,
    plan_pounds=500_000,
    plan_error=10,
    commit_now_pounds=400_000,
    commit_now_error=10,
    more_pounds=0,
    more_error=0,
    uncovered_contracts=1.0,
    horizon_share=0.0,
)
ASSUMED = (
    STATED,
    replace(STATED, assumption="longer tails", more_pounds=300_000, more_error=20_000),
    replace(STATED, assumption="no event happens", more_pounds=-100_000, more_error=10_000),
)


@pytest.fixture
def axes() -> Axes:
    return Figure(figsize=(8, 4)).subplots()


@pytest.fixture
def risk() -> Risk:
    return risk_of(KNOWN)


def area(drawn: FillBetweenPolyCollection) -> float:
    """The size of what is filled, in days times share, by the shoelace formula."""
    (path,) = drawn.get_paths()
    x, y = np.asarray(path.vertices).T
    return float(abs(x[:-1] @ y[1:] - x[1:] @ y[:-1])) / 2


def places_of(line: Line2D) -> list[float]:
    """Where the points of a line lie along x."""
    return [float(x) for x in np.asarray(line.get_xdata())]


def test_the_hatched_area_is_the_mean_of_the_uncovered_days(axes: Axes, risk: Risk) -> None:
    draw_contract_curve(axes, risk, "C-ASH")
    (hatched,) = [one for one in axes.collections if isinstance(one, FillBetweenPolyCollection)]
    assert hatched.get_hatch()
    # 60 days in 40 % of the futures are 24; a curve in steps of 1 % can be off by 60 days × 1 %.
    assert area(hatched) == pytest.approx(24, abs=0.7)
    assert risk.curve("C-ASH").uncovered_days_mean == pytest.approx(24, abs=0.3)


def test_a_line_falls_at_every_end_of_cover_with_how_often_it_is_too_early(axes: Axes, risk: Risk) -> None:
    curve = risk.curve("C-ASH")
    draw_contract_curve(axes, risk, "C-ASH")
    assert [text.get_text() for text in axes.texts][:2] == ["as it stands: 40 %", "C-ASH-1: 0 %"]
    falling = [line for line in axes.lines if len(set(places_of(line))) == 1]
    assert [places_of(line)[0] for line in falling] == [day_number(end.end_date) + 1 for end in curve.ends]
    assert [line.get_linestyle() for line in falling] == ["-", ":"]


def test_a_contract_without_uncovered_days_has_nothing_hatched(axes: Axes) -> None:
    risk = risk_of("open_08_one_crew")
    covered = next(row.contract for row in risk.contracts if row.uncovered_probability == 0)
    draw_contract_curve(axes, risk, covered)
    assert not axes.collections


def test_the_band_of_exposure_reaches_from_p10_to_p90(axes: Axes, risk: Risk) -> None:
    draw_exposure(axes, risk)
    (band,) = axes.collections
    assert max(np.asarray(path.vertices)[:, 1].max() for path in band.get_paths()) == 120_000
    labels = [label.get_text() for label in axes.get_xticklabels()]
    assert labels == ["Q4\n2026-27", "Q1\n2027-28", "Q2", "Q3", "Q4"]
    assert [line.get_linestyle() for line in axes.lines if len(places_of(line)) == 5] == ["-", "--"]


def test_of_many_quarters_only_the_years_are_named(axes: Axes, risk: Risk) -> None:
    (quarter,) = [row.quarter for row in risk.quarters[-1:]]
    row = QuarterRisk(
        quarter=quarter, mean_pounds=1, error=0, p10_pounds=0, p50_pounds=1, p90_pounds=2,
        nothing_mean_pounds=1, nothing_p50_pounds=1,
    )  # fmt: skip
    many = [replace(row, quarter=FinancialQuarter(2026 + place // 4, place % 4 + 1, 4)) for place in range(40)]
    object.__setattr__(asked := replace(risk), "quarters", tuple(many))
    draw_exposure(axes, asked)
    labels = [label.get_text() for label in axes.get_xticklabels()]
    assert labels[:5] == ["2026-27", "", "", "", "2027-28"]


def test_a_tornado_has_at_most_twelve_bars_each_with_its_interval(axes: Axes, risk: Risk) -> None:
    draw_drivers(axes, replace(risk, drivers=DRIVERS))
    bars = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    assert [bar.get_width() for bar in bars] == [1000 * (20 - number) for number in range(12)]
    assert len([one for one in axes.containers if isinstance(one, ErrorbarContainer)]) == 12
    assert "2 more save less" in axes.texts[-1].get_text()


def test_assumptions_reach_to_the_right_where_they_cost_more(axes: Axes, risk: Risk) -> None:
    draw_assumptions(axes, risk.case.portfolio, ASSUMED)
    bars = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    assert [(bar.get_width(), bar.get_hatch()) for bar in bars] == [(300_000, "//"), (-100_000, "")]
    assert [text.get_text() for text in axes.texts][:2] == ["+£300k", "−£100k"]
    assert "against £400k as stated" in axes.texts[-1].get_text()


def test_pictures_are_the_same_bytes_every_time_and_bear_the_marking(risk: Risk) -> None:
    marked = replace(risk.case, portfolio=replace(risk.case.portfolio, marking="OFFICIAL $5 to $6"))
    asked = replace(risk, case=marked, drivers=DRIVERS)
    first, second = (risk_pictures(asked, ["C-ASH", "C-ELM"], ASSUMED) for _ in range(2))
    assert first == second
    assert set(first) == set(CHARTS)
    svg = first["curves.svg"]
    assert isinstance(svg, bytes)
    assert "OFFICIAL $5 to $6" in svg.decode()
    assert "8,192 draws, seed 1" in svg.decode()


def test_files_hold_the_points_of_the_curves_that_are_drawn(risk: Risk) -> None:
    files = risk_files(risk, ["C-ELM"])
    text = files["curves.csv"]
    assert isinstance(text, str)
    assert text.count("C-ELM") == 99
    assert "drivers.svg" not in files
