"""Frontiers against every plan of small portfolios."""

from __future__ import annotations

from random import Random

import pytest

from planner.domain.rules import Term
from planner.errors import SettingsError
from planner.futures.trade_offs.frontier import frontier
from planner.futures.trade_offs.frontier_records import Stop
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.plan.promises import promises_of
from planner.solver import Measure, SolveSettings, Status, measure_of, measure_values
from tests.depth import by_day
from tests.futures.enumeration import every_plan, small_portfolio, undominated

SETTINGS = SolveSettings(time_limit_seconds=400.0, workers=1, deterministic=True)
MEASURES = tuple(measure for measure in Measure if measure is not Measure.CUTOVER_SUM)
SEEDS = by_day(range(60), 2)
SEVERAL_POINTS = 33
"""A seed with four points between the two measures below."""
X, Y = Measure.EXTENSIONS_USED, Measure.COST


@pytest.mark.parametrize("chunk", range(6))
def test_a_complete_frontier_is_that_of_all_plans(chunk: int) -> None:
    for seed in SEEDS[chunk::6]:
        portfolio = small_portfolio(seed)
        if portfolio is None:
            continue
        random = Random(seed)
        plans = list(every_plan(portfolio))
        promises = promises_of(portfolio, random.choice(plans)[0]) if plans else None
        x, y = random.sample([m for m in MEASURES if promises or m is not Measure.CHANGED_PROMISES], 2)
        found = frontier(portfolio, x, y, SETTINGS, points=40, promises=promises)
        expected = undominated({(values[x], values[y]) for _, values in every_plan(portfolio, promises)})
        assert [(point.x, point.y) for point in found.points] == expected, (seed, x, y)
        assert found.stop is Stop.COMPLETE, seed
        assert found.status is (Status.OPTIMAL if expected else Status.INFEASIBLE)
        for point in found.points:
            assert judge(PlanCase(portfolio, point.plan)) == ()
            assert point.values == measure_values(portfolio, point.plan, promises)
            assert (point.bound, point.status) == (point.y, Status.OPTIMAL)


def test_a_point_limit_gives_points_of_the_whole_frontier_both_ends_among_them() -> None:
    portfolio = small_portfolio(SEVERAL_POINTS)
    assert portfolio is not None
    whole = [(point.x, point.y) for point in frontier(portfolio, X, Y, SETTINGS, points=40).points]
    assert len(whole) == 4
    some = frontier(portfolio, X, Y, SETTINGS, points=3)
    places = [(point.x, point.y) for point in some.points]
    assert some.stop is Stop.POINT_LIMIT
    assert len(places) == 3
    assert set(places) < set(whole)
    assert (places[0], places[-1]) == (whole[0], whole[-1])


def test_a_limit_on_a_third_measure_holds_at_every_point() -> None:
    portfolio = small_portfolio(SEVERAL_POINTS)
    assert portfolio is not None
    plans = list(every_plan(portfolio))
    most = sorted(values["last cutover"] for _, values in plans)[len(plans) // 5]
    limits = {Measure.LAST_CUTOVER: most}
    found = frontier(portfolio, X, Y, SETTINGS, points=40, at_most=limits)
    expected = {(values[X], values[Y]) for _, values in plans if values["last cutover"] <= most}
    assert [(point.x, point.y) for point in found.points] == undominated(expected)


def test_a_limit_no_plan_keeps_makes_an_infeasible_frontier() -> None:
    portfolio = small_portfolio(SEVERAL_POINTS)
    assert portfolio is not None
    found = frontier(portfolio, Measure.COST, measure_of(Term.DELAY), SETTINGS, at_most={Measure.LAST_CUTOVER: -1})
    assert (found.points, found.status) == ((), Status.INFEASIBLE)


def test_every_point_is_heard_of_once() -> None:
    portfolio = small_portfolio(SEVERAL_POINTS)
    assert portfolio is not None
    heard: list[tuple[int, int]] = []
    found = frontier(
        portfolio,
        X,
        Y,
        SETTINGS,
        points=40,
        on_point=lambda point: heard.append((point.x, point.y)),
    )
    assert sorted(heard) == [(point.x, point.y) for point in found.points]


def test_deterministic_mode_gives_the_same_plans() -> None:
    portfolio = small_portfolio(SEVERAL_POINTS)
    assert portfolio is not None
    first, second = (frontier(portfolio, X, Y, SETTINGS, points=4) for _ in range(2))
    assert [point.plan for point in first.points] == [point.plan for point in second.points]


def test_a_measure_against_itself_is_refused() -> None:
    portfolio = small_portfolio(SEVERAL_POINTS)
    assert portfolio is not None
    with pytest.raises(SettingsError, match="against itself"):
        frontier(portfolio, Measure.COST, Measure.COST, SETTINGS)


def test_changed_promises_without_an_old_plan_are_refused() -> None:
    portfolio = small_portfolio(SEVERAL_POINTS)
    assert portfolio is not None
    with pytest.raises(SettingsError, match="need an old plan"):
        frontier(portfolio, Measure.CHANGED_PROMISES, Measure.COST, SETTINGS)
