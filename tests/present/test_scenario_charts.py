"""Charts of scenarios, differences and trade-offs: what they show is what was computed, on axes they are given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

pytest.importorskip("matplotlib")

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from planner import SolveSettings, read_portfolio
from planner.domain.rules import Term
from planner.futures import Comparison, Future, compare, regret_table
from planner.futures.trade_offs.frontier import frontier
from planner.futures.trade_offs.marginal_values import marginal_values
from planner.present.charts.difference_chart import draw_difference
from planner.present.charts.explorers import ScenarioExplorer, TradeOffExplorer
from planner.present.charts.palette import FLAG_STYLES, TERM_STYLES
from planner.present.charts.scenario_charts import (
    draw_costs,
    draw_cover_over_time,
    draw_department_flags,
    draw_moves,
    draw_regret,
    states_on,
)
from planner.present.charts.trade_off_charts import draw_marginal_values
from planner.solver import Measure, solve

TINY = Path(__file__).parents[2] / "data" / "tiny"
QUICK = SolveSettings(time_limit_seconds=10, workers=1, deterministic=True)


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    """The tiny portfolio as it is, and with the northern platform 60 days late."""
    tiny = read_portfolio(TINY)
    as_it_is = compare(tiny, [], QUICK).base
    late = replace(
        tiny,
        milestones=tuple(
            replace(found, forecast_date=found.planning_date + timedelta(days=60))
            if found.id == "NORTH-READY"
            else found
            for found in tiny.milestones
        ),
    )
    slipped = Future(scenario=None, portfolio=late, changes=(), outcome=solve(late, QUICK))
    return Comparison(futures=(as_it_is, slipped))


@pytest.fixture
def axes() -> Axes:
    return Figure(figsize=(8, 4)).subplots()


def bars_of(axes: Axes) -> list[Rectangle]:
    return [patch for patch in axes.patches if isinstance(patch, Rectangle)]


def texts(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def test_every_term_has_a_look_of_its_own() -> None:
    assert list(TERM_STYLES) == list(Term)
    assert len({(style.fill, style.pattern) for style in TERM_STYLES.values()}) == len(Term)


def test_the_bars_of_a_future_add_up_to_its_cost(axes: Axes, comparison: Comparison) -> None:
    assert draw_costs(axes, comparison) is axes
    # Cheapest first: £208,000 as it is, then £387,600 with the slip (both worked out in the tests of differences).
    ends = [
        max(bar.get_x() + bar.get_width() for bar in bars_of(axes) if round(bar.get_y() + 0.31) == row)
        for row in (0, 1)
    ]
    assert ends == [208_000, 387_600]
    assert "(+£180k)" in texts(axes)[1]


def test_two_dollar_signs_in_one_label_are_no_mathematics(axes: Axes, comparison: Comparison) -> None:
    in_dollars = tuple(
        replace(future, portfolio=replace(future.portfolio, currency="USD")) for future in comparison.futures
    )
    draw_costs(axes, Comparison(futures=in_dollars))
    label = axes.texts[1]
    assert (label.get_text(), label.get_parse_math()) == ("$388k  (+$180k)", False)
    assert not any(name.get_parse_math() for name in axes.get_yticklabels())


def test_flags_are_letters_as_well_as_colours(axes: Axes, comparison: Comparison) -> None:
    draw_department_flags(axes, comparison)
    *letters, _subtitle = texts(axes)
    assert set(letters) <= {style.letter for style in FLAG_STYLES.values()}
    assert len(letters) == 2 * len([flag for flag in comparison.base.department_flags if flag.flag])


def test_moves_name_the_days(axes: Axes, comparison: Comparison) -> None:
    old, new = comparison.futures
    draw_moves(axes, old, new)
    assert "40 days later" in texts(axes)
    assert [label.get_text() for label in axes.get_yticklabels()] == ["ASH-MOVE", "BIRCH-MOVE"]


def test_every_contract_is_in_one_state_on_every_day(comparison: Comparison) -> None:
    portfolio, schedule = comparison.base.portfolio, comparison.base.schedule
    assert schedule is not None
    for months in range(24):
        day = portfolio.status_date + timedelta(days=30 * months)
        assert sum(states_on(portfolio, schedule, day).values()) == len(portfolio.contracts)


def test_a_contract_is_uncovered_from_the_first_day_without_cover_until_nobody_needs_it(comparison: Comparison) -> None:
    # The licence shared by Birch and Cedar ends on 30 June 2027 and is needed until 3 August.
    portfolio, schedule = comparison.base.portfolio, comparison.base.schedule
    assert schedule is not None
    uncovered = [states_on(portfolio, schedule, day)["uncovered"] for day in
                 (date(2027, 6, 30), date(2027, 7, 1), date(2027, 8, 3), date(2027, 8, 4))]  # fmt: skip
    assert uncovered == [0, 1, 1, 0]


def test_cover_over_time_marks_the_day(axes: Axes, comparison: Comparison) -> None:
    draw_cover_over_time(axes, comparison.base, date(2027, 7, 1))
    assert texts(axes)[0].splitlines()[:2] == ["Thu 1 Jul 2027", "1 uncovered"]


def test_regret_says_best_on_the_best_plan(axes: Axes, comparison: Comparison) -> None:
    table = regret_table(Comparison(futures=comparison.futures[:1]))
    draw_regret(axes, table, "GBP")
    assert texts(axes)[0] == "best"


def test_the_bridge_leads_from_the_old_cost_to_the_new_one(axes: Axes, comparison: Comparison) -> None:
    difference = ScenarioExplorer(comparison).differences[1]
    draw_difference(axes, difference)
    old, new, step, *_ = bars_of(axes)
    assert old.get_width() == 208_000
    assert (step.get_x(), step.get_width()) == (208_000, 179_600)
    assert new.get_width() == 387_600


def test_the_selections_of_an_explorer_are_the_futures_with_a_plan(comparison: Comparison) -> None:
    explorer = ScenarioExplorer(comparison)
    assert [place for _, place in explorer.futures] == [0, 1]
    assert [place for _, place in explorer.others] == [1]
    for figure in (explorer.cover(1, 12), explorer.moves(1), explorer.bridge(1)):
        assert len(figure.axes) == 1


def test_the_slider_of_a_trade_off_reaches_every_point(comparison: Comparison) -> None:
    portfolio = comparison.base.portfolio
    explorer = TradeOffExplorer(portfolio, frontier(portfolio, Measure.UNCOVERED_DAYS, Measure.COST, QUICK))
    first, last = explorer.places
    # The points (0, 12 and 34 uncovered days) are in the tests of frontiers; the last one is the cheapest plan.
    assert (first, last) == (0, 2)
    assert "Uncovered days 34, cost £208k" in explorer.show(last).axes[0].get_title(loc="left")


def test_a_lever_is_a_bar_as_long_as_what_it_saves(axes: Axes, comparison: Comparison) -> None:
    found = marginal_values(comparison.base.portfolio, QUICK)
    draw_marginal_values(axes, found, "GBP")
    worth = [value.found_pounds for value in found.values if value.found_pounds]
    assert [bar.get_width() for bar in bars_of(axes)] == worth
