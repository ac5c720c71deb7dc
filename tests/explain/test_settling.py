"""What is left of an explanation where the solver has hardly any time."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.rules import Rule
from planner.explain.labels import first_free_day
from planner.explain.push_table import PushTable
from planner.explain.records import Band, ExactDay, Explanation, ThreeDays
from planner.explain.settling import settled
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from tests.depth import by_day
from tests.explain.drawn import Drawn
from tests.explain.test_laws import explained, push_of


def as_planned(found: Drawn, explanation: Explanation) -> ThreeDays:
    """The days of somebody who has found nothing: those of the plan, with no proof."""
    entries = found.case.plan.migrations
    assert explanation.days is not None
    day = explanation.needed_until_day
    whole = ExactDay(day=day, bound_day=-50, witness=found.case.plan)
    alone = explanation.days.alone.witness
    only = ExactDay(
        day=day,
        bound_day=-50,
        witness=replace(alone, migrations=tuple(e for e in entries if e.migration in explanation.feeders)),
    )
    return ThreeDays(others_fixed=whole, alone=only, alone_any_mode=only)


def test_days_without_a_proof_leave_no_free_row_and_lawful_plans() -> None:
    for found, explanation in explained(by_day(range(200), 13)):
        push = push_of(found, explanation, Band.OTHERS)
        days = settled(push, as_planned(found, explanation), explanation.off_by_day)
        assert explanation.days is not None
        assert days.others_fixed.day >= explanation.days.others_fixed.day
        assert days.alone.day >= explanation.days.alone.day
        assert days.alone_any_mode.day <= days.alone.day <= days.others_fixed.day
        assert judge(PlanCase(found.portfolio, days.others_fixed.witness)) == ()
        alone = PlanCase(found.portfolio, days.alone.witness)
        assert {breach.rule for breach in judge(alone)} <= {Rule.COMPLETE}
        assert alone.schedule.contracts[explanation.contract].needed_until_day == days.alone.day
        assert first_free_day(PushTable(push).stops, explanation.off_by_day, days.others_fixed.day) is None


def test_proved_days_stay_as_they_are() -> None:
    for found, explanation in explained(by_day(range(200), 13)):
        assert explanation.days is not None
        push = push_of(found, explanation, Band.OTHERS)
        assert settled(push, explanation.days, explanation.off_by_day) == explanation.days
