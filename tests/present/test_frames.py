"""Frames agree with the schedule, the terms and the judge."""

from __future__ import annotations

import pytest

from planner.domain.days.closed_days import DayCount
from planner.domain.resources import CapacityStep
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import schedule_of
from planner.present import plan_frames
from planner.present.tables.frames import PlanFrames
from planner.present.tables.resource_use import use_by_day, use_by_week
from tests.sample import day, many, plan, portfolio


@pytest.fixture(scope="module")
def frames() -> PlanFrames:
    return plan_frames(PlanCase(*many(20)))


def test_contracts_tell_their_cover(frames: PlanFrames) -> None:
    schedule = schedule_of(*many(20))
    told = frames.contracts.set_index("contract")
    for id, cover in schedule.contracts.items():
        assert told.loc[id, "uncovered_days"] == cover.uncovered_days
        assert told["expiry_date"].dt.date[id] == cover.contract.expiry_date


def test_migrations_tell_their_cutover(frames: PlanFrames) -> None:
    portfolio_, plan_ = many(20)
    told = frames.migrations.set_index("migration")["cutover_date"]
    for id, move in schedule_of(portfolio_, plan_).migrations.items():
        assert told[id].date() == portfolio_.date_of(move.cutover_day)


def test_terms_are_the_terms_of_the_plan(frames: PlanFrames) -> None:
    expected = {term.value: pounds for term, pounds in PlanCase(*many(20)).terms.items()}
    assert dict(zip(frames.terms["term"], frames.terms["pounds"], strict=True)) == expected


def test_decisions_stand_in_the_order_of_the_register(frames: PlanFrames) -> None:
    assert list(frames.register["subject"]) == [line.subject for line in PlanCase(*many(20)).acts]
    assert frames.register["acting_date"].is_monotonic_increasing


def test_provenance_reaches_every_frame_of_records(frames: PlanFrames) -> None:
    for frame in (frames.contracts, frames.migrations, frames.bars):
        assert {"source", "source_date", "basis", "confidence"} <= set(frame.columns)
    assert set(frames.contracts["basis"]) == {"assumed", "unstated"}


def test_bars_hold_one_line_for_each_bar_and_marker(frames: PlanFrames) -> None:
    from planner.present.gantt.build import bars

    rows = bars(PlanCase(*many(20))).rows
    assert len(frames.bars) == sum(len(row.bars) + len(row.markers) for row in rows)


def test_use_follows_the_phases_day_by_day() -> None:
    # the build takes one slot for ten days: m1 on days 0 to 9, m2 on days 5 to 14; both have finished on day 22
    case = portfolio()
    use = use_by_day(case, schedule_of(case, plan(m1=0, m2=5)))
    assert list(use["used"]) == [1] * 5 + [2] * 5 + [1] * 5 + [0] * 7
    assert set(use["capacity"]) == {2}


def test_capacity_follows_its_steps() -> None:
    steps = (
        CapacityStep(resource="slots", from_date=day(-9), capacity=5),
        CapacityStep(resource="slots", from_date=day(3), capacity=1),
    )
    case = portfolio(capacity_steps=steps)
    use = use_by_day(case, schedule_of(case, plan(m1=0, m2=0)))
    assert list(use["capacity"])[:5] == [5, 5, 5, 1, 1]
    assert list(use["free"])[:5] == [3, 3, 3, -1, -1]


def test_weeks_begin_on_monday_and_hold_the_peak() -> None:
    case = portfolio()
    weeks = use_by_week(use_by_day(case, schedule_of(case, plan(m1=0, m2=5))))
    # 1 January 2030 is a Tuesday: the first week holds days 0 to 5, of which day 5 takes two slots
    assert list(weeks["week"].dt.date.astype(str))[:2] == ["2029-12-31", "2030-01-07"]
    assert list(weeks["peak_used"])[:2] == [2, 2]


def test_a_plan_without_resources_or_migrations_has_empty_frames() -> None:
    from planner.plan.entries import Plan

    bare = plan_frames(PlanCase(portfolio(resources=(), migrations=()), Plan(migrations=())))
    assert bare.use.empty
    assert bare.use_by_week.empty
    assert bare.migrations.empty
    assert bare.register.empty


def test_a_register_without_decisions_names_the_same_columns(frames: PlanFrames) -> None:
    bare = plan_frames(PlanCase(portfolio(), plan()))
    assert bare.register.empty
    assert set(bare.register.columns) == set(frames.register.columns)


def test_in_a_notebook_it_shows_tables_and_escapes_names(frames: PlanFrames) -> None:
    assert frames._repr_html_().count("<table") == 3


def test_closed_days_have_no_row_in_the_use_of_resources() -> None:
    # 1 January 2030 is a holiday, a Tuesday; 2 to 4 January are worked, 5 and 6 a weekend, 7 to 11 worked
    case = portfolio(day_count=DayCount.WORKING)
    use = use_by_day(case, schedule_of(case, plan(m1=1, m2=1)))
    assert [day.day for day in use["date"].head(8)] == [2, 3, 4, 7, 8, 9, 10, 11]
