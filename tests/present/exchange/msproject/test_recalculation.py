"""MS Project computes dates anew from links and constraints, so a foreign scheduler does: nothing moves, or what should.

Reading a file back would prove little: Project ignores the start of an automatic task.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.domain.clusters import Milestone
from planner.domain.migrations import Anchor, Precedence, PrecedenceKind
from planner.plan.plan_case import PlanCase
from planner.present.exchange.msproject.document import export_project
from tests.depth import by_day
from tests.present.exchange.msproject.drawn_plans import KINDS, drawn_case
from tests.present.exchange.msproject.mpxj import Answer, Mpxj
from tests.present.exchange.msproject.mspdi import slipped
from tests.present.exchange.msproject.slips import Place, expected, scheduled, staying
from tests.present.exchange.msproject.test_tasks import begun_case
from tests.sample import contract, many, plan, portfolio
from tests.sample.working import work, working

SEEDS = by_day(range(200), every=40)


def leaves(answer: Answer) -> dict[int, tuple[str, str]]:
    return {uid: (task["start"], task["finish"]) for uid, task in answer.items() if not task["summary"]}


def assert_nothing_moves(mpxj: Mpxj, case: PlanCase) -> None:
    content = export_project(case)
    assert leaves(mpxj.scheduled(content)) == leaves(mpxj.read(content))


@pytest.mark.parametrize("count", [1, 5, 12])
def test_nothing_moves_in_the_sample(mpxj: Mpxj, count: int) -> None:
    assert_nothing_moves(mpxj, PlanCase(*many(count)))


def test_nothing_moves_where_working_days_are_counted(mpxj: Mpxj) -> None:
    # day 3 is the first working day of 2027, ten more with a weekend in between
    assert_nothing_moves(mpxj, PlanCase(working(work(10, after=3)), plan(m1=3, m2=10)))


def test_nothing_moves_where_a_migration_has_begun(mpxj: Mpxj) -> None:
    case = begun_case(agreed=True)
    assert_nothing_moves(mpxj, case)
    assert any(task["actual_start"] for task in mpxj.read(export_project(case)).values())


@pytest.mark.parametrize("kind", PrecedenceKind)
def test_a_slip_moves_what_comes_after_the_phase_that_has_begun(mpxj: Mpxj, kind: PrecedenceKind) -> None:
    begun = begun_case(agreed=True)
    profile = begun.schedule.migrations["m1"].profile
    # m1 starts on day -10, and the milestone of day -20 asks for just that
    lag = 10 + {"S": 0, "C": profile.cutover_offset_days, "F": profile.duration_days}[kind.value[1]]
    late = Milestone(id="late", name="Late", cluster="c", forecast_date=date(2029, 12, 12))
    gate = Precedence(predecessor="late", successor="m1", kind=kind, lag_days=lag)
    case = PlanCase(replace(begun.portfolio, milestones=(late,), precedences=(gate,)), begun.plan)
    found = scheduled(case, mpxj.scheduled(slipped(export_project(case), "late", 30)))
    wanted = expected(case, "late", 30)
    assert found[Place("m1", Anchor.START)] == -10
    assert [found[Place("m1", anchor)] for anchor in (Anchor.CUTOVER, Anchor.FINISH)] == [
        wanted[Place("m1", anchor)] for anchor in (Anchor.CUTOVER, Anchor.FINISH)
    ]


def test_days_that_project_does_not_know_are_its_first_and_last(mpxj: Mpxj) -> None:
    signed = Milestone(id="s", name="Signed", cluster="c", achieved_date=date(1979, 5, 4))
    endless = contract("k", expiry_date=date(2199, 12, 31))
    case = PlanCase(portfolio(contracts=(endless,), milestones=(signed,)), plan(m1=0))
    assert_nothing_moves(mpxj, case)
    days = {task[name][:10] for task in mpxj.read(export_project(case)).values() for name in ("start", "finish")}
    assert (min(days), max(days)) == ("1984-01-01", "2149-12-31")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_in_drawn_plans(mpxj: Mpxj, kind: str) -> None:
    cases = [case for seed in SEEDS if (case := drawn_case(kind, seed)) is not None]
    assert len(cases) >= 0.9 * len(SEEDS) - 1
    for case in cases:
        assert_nothing_moves(mpxj, case)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("days", [1, 30, 200])
def test_a_milestone_that_slips_moves_everything_to_where_a_forward_pass_puts_it(
    mpxj: Mpxj, kind: str, days: int
) -> None:
    for seed in SEEDS:
        case = drawn_case(kind, seed)
        for milestone in case.portfolio.milestones if case is not None else ():
            if case is None or milestone.achieved_date is not None:
                continue
            found = scheduled(case, mpxj.scheduled(slipped(export_project(case), milestone.id, days)))
            wanted = expected(case, milestone.id, days)
            wanted |= {place: day for place, day in found.items() if place.record in staying(case) - {milestone.id}}
            assert found == wanted, (seed, milestone.id)


def test_the_calendar_of_working_days_works_on_the_open_days(mpxj: Mpxj) -> None:
    case = PlanCase(working(work(10, after=3)), plan(m1=3, m2=10))
    days = [case.portfolio.status_date + timedelta(days=number) for number in range(400)]
    works = mpxj.working_days(export_project(case), days)
    assert works == [case.portfolio.axis.is_open(number) for number in range(400)]


def test_what_is_written_is_read(mpxj: Mpxj) -> None:
    now, before = (PlanCase(*many(4)) for _ in range(2))
    read = mpxj.read(export_project(now, before))
    pounds = sum(charge.pounds for charge in now.charges if charge.option is not None)
    assert float(read[0]["cost"]) == pounds
    assert all(task["baseline_start"] == task["start"] for uid, task in read.items() if uid)
    assert all(task["baseline_finish"] == task["finish"] for uid, task in read.items() if uid)
    assert {task["texts"][0] for task in read.values() if task["texts"][1] == "contract"} == set(now.schedule.contracts)
