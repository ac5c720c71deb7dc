"""Tipping points are confirmed one day either side; the curve of a milestone never falls."""

from __future__ import annotations

import pytest

from planner.domain.levers.dates import with_milestone_later
from planner.domain.portfolio import Portfolio
from planner.errors import SettingsError
from planner.futures.tipping import TippingPoint, slip_curve, tipping_points
from planner.futures.transfer import transfer
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver import SolveSettings, Status, can_all, solve
from planner.solver.conflicts.part import reduced
from tests.depth import by_day
from tests.explain.drawn import drawn
from tests.explain.test_cases import explained

SETTINGS = SolveSettings(time_limit_seconds=4.0, workers=1, deterministic=True)
OTHER = SolveSettings(time_limit_seconds=20.0, workers=1, seed=9, deterministic=True)


def test_a_milestone_with_slack_binds_beyond_its_slack() -> None:
    # the case says: PAPERS becomes binding beyond a slip of 40 days
    expected, case, _ = explained("open_01_milestone_with_slack_beside")
    (wanted,) = expected["tipping"]
    (point,) = tipping_points(case, wanted["milestone"], settings=SETTINGS)
    assert point.must_days is not None
    assert point.must_days == wanted["becomes_binding_beyond_slip_days"]
    assert point.must_proved
    assert point.late
    # nothing else is in the way, so the plan carried out needs it longer from the very next day
    assert point.carried_out_days == point.must_days + 1


def behind(portfolio: Portfolio) -> list[str]:
    return [milestone.id for milestone in portfolio.milestones if milestone.achieved_date is None]


def test_points_of_drawn_portfolios_hold_one_day_either_side() -> None:
    seen = 0
    for one in drawn(by_day(range(200), 22)):
        for milestone in behind(one.portfolio)[:1]:
            for point in tipping_points(one.case, milestone, contracts=one.contracts[:2], settings=SETTINGS):
                seen += 1
                holds_on_both_sides(one.case, point)
    assert seen


def holds_on_both_sides(case: PlanCase, point: TippingPoint) -> None:
    """With the days of `must` its feeders can be off; with one more no plan can, says another seed."""
    if point.must_days is not None:
        off = {point.contract: point.until_day}
        within = with_milestone_later(case.portfolio, point.milestone, point.must_days)
        feeders = [migration.id for migration in within.migrations]
        assert can_all(reduced(within, feeders), off, settings=OTHER).possible
        beyond = with_milestone_later(case.portfolio, point.milestone, point.must_days + 1)
        assert solve(beyond, OTHER, must_be_off=off).status is Status.INFEASIBLE
    if point.carried_out_days is not None:
        carried_out_beyond(case, point, point.carried_out_days)
        assert point.must_days is None or point.carried_out_days <= point.must_days + 1


def carried_out_beyond(case: PlanCase, point: TippingPoint, days: int) -> None:
    """Carried out, the plan needs the contract for longer on that slip, and not on the one before."""
    for slip, longer in ((days, True), (days - 1, False)):
        later = with_milestone_later(case.portfolio, point.milestone, slip)
        plan = transfer(later, case.plan)
        if plan is not None:
            needed = PlanCase(later, plan).schedule.contracts[point.contract].needed_until_day
            assert (needed > point.until_day) is longer


def test_the_curve_of_a_milestone_never_falls_and_every_plan_keeps_the_rules() -> None:
    _, case, _ = explained("open_04_predecessor_and_lag")
    curve = slip_curve(case, "NORTH-READY", (30, 5), SETTINGS)
    assert [cost.days for cost in curve.costs] == [5, 30]
    # proved: each day that the milestone slips keeps both contracts a day longer at £1,000 a day, if it is uncovered
    assert [cost.more_pounds == cost.at_least_more_pounds for cost in curve.costs] == [True, True]
    pounds = [cost.more_pounds or 0 for cost in curve.costs]
    assert 0 < pounds[0] < pounds[1]
    for cost in curve.costs:
        assert cost.case is not None
        assert judge(cost.case) == ()
        assert cost.acts == len(cost.case.acts)


def test_an_achieved_or_unknown_milestone_is_refused() -> None:
    _, case, _ = explained("open_01_milestone_with_slack_beside")
    with pytest.raises(SettingsError, match="is no milestone"):
        tipping_points(case, "NOWHERE")
    with pytest.raises(SettingsError, match="cannot slip"):
        slip_curve(case, "PAPERS", (0,))
