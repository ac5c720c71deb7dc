"""Plans in working days, laid on a wall calendar by hand.

Status date is Friday 1 January 2027, a holiday: day 0. Monday 4 January is day 3, Monday 11 January day 10. The sample works
on 12 days up to the cutover (prepare 10, cutover 2) and on 5 after it.
"""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.clusters import Milestone
from planner.domain.days.closed_days import ClosedDays
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.migrations import Group, Precedence, PrecedenceKind
from planner.domain.resources import CapacityStep, Resource
from planner.domain.rules import Rule, Term
from planner.plan.judge import judge
from planner.plan.milestone_days import milestone_days
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import schedule_of
from tests.plan.judging import amounts
from tests.sample import contract, migration, plan
from tests.sample.working import day, work, working

OFFICE_CLOSED = ClosedDays(from_date=date(2027, 1, 6), until_date=date(2027, 1, 8), name="office closed")


class TestSchedule:
    def test_a_phase_runs_across_closed_days_to_its_last_worked_day(self) -> None:
        # seven days: 4, 5, 8 and 11 to 14 January; the cutover is on Friday 15, day 14
        case = working(work(7), closed_days=(OFFICE_CLOSED,))
        entry = schedule_of(case, plan(m1=3, m2=3)).migrations["m1"]
        assert [(phase.from_day, phase.until_day) for phase in entry.phases] == [(3, 14)]
        assert (entry.start_day, entry.cutover_day, entry.finish_day) == (3, 14, 14)

    def test_a_phase_that_ends_on_friday_is_followed_by_one_from_monday(self) -> None:
        # 4 to 8 January, then 11 to 13; cutover on Monday 11, finish on Thursday 14
        entry = schedule_of(working(work(5, after=3)), plan(m1=3, m2=3)).migrations["m1"]
        assert [(phase.from_day, phase.until_day) for phase in entry.phases] == [(3, 8), (10, 13)]
        assert (entry.cutover_day, entry.finish_day) == (10, 13)

    def test_stated_legacy_days_are_calendar_days_after_the_cutover(self) -> None:
        # cutover on Monday 11, day 10; four calendar days more
        entry = schedule_of(working(work(5, after=3, legacy_days=4)), plan(m1=3, m2=3)).migrations["m1"]
        assert entry.legacy_until_day == 14

    def test_unstated_legacy_days_last_to_the_first_working_day_after_the_last_phase(self) -> None:
        # parallel run on 11 to 15 January; the next working day is Monday 18, day 17
        entry = schedule_of(working(work(5, after=5)), plan(m1=3, m2=3)).migrations["m1"]
        assert entry.legacy_until_day == 17

    def test_a_phase_of_no_days_lies_on_no_day(self) -> None:
        entry = schedule_of(working(work(0, after=2)), plan(m1=3, m2=3)).migrations["m1"]
        assert [(phase.from_day, phase.until_day) for phase in entry.phases] == [(3, 3), (3, 5)]
        assert entry.cutover_day == 3

    def test_the_example_of_the_page_of_meaning(self) -> None:
        # status date Monday 21 December 2026: 23 December is day 2, 7 January day 17, 11 January day 21, 13 January day 23
        shutdown = ClosedDays(from_date=date(2026, 12, 29), until_date=date(2027, 1, 1))
        tie = Precedence(predecessor="m1", successor="m2", lag_days=2)
        due = migration("m1", releases=("k",), profile="work", due_date=date(2026, 12, 24), benefit_pounds_per_day=1)
        for legacy_days, until in ((None, date(2027, 1, 11)), (10, date(2027, 1, 17))):
            case = working(
                work(5, after=2, legacy_days=legacy_days),
                status_date=date(2026, 12, 21),
                closed_days=(shutdown,),
                migrations=(due, migration("m2", profile="work")),
                precedences=(tie,),
            )
            entry = schedule_of(case, plan(m1=2, m2=23)).migrations["m1"]
            assert (entry.cutover_day, entry.finish_day) == (17, 21)
            assert case.date_of(entry.legacy_until_day) == until
            assert judge(PlanCase(case, plan(m1=2, m2=23))) == ()
            assert amounts(Rule.PRECEDENCE, case, plan(m1=2, m2=22)) == [1]
            assert PlanCase(case, plan(m1=2, m2=23)).terms[Term.DELAY] == 14


class TestRules:
    def test_a_start_on_a_closed_day_breaks_release_by_the_days_to_the_next_open_one(self) -> None:
        # Saturday 9 January, day 8: two days to Monday
        case = working(work(5))
        assert amounts(Rule.RELEASE, case, plan(m1=8, m2=3)) == [2]
        assert amounts(Rule.RELEASE, case, plan(m1=10, m2=3)) == []

    def test_a_release_on_a_closed_day_lets_nobody_start_before_the_next_open_one(self) -> None:
        case = working(
            work(5), migrations=(migration("m1", profile="work", release_date=day(8)), migration("m2", profile="work"))
        )
        assert amounts(Rule.RELEASE, case, plan(m1=7, m2=3)) == [1]
        assert amounts(Rule.RELEASE, case, plan(m1=10, m2=3)) == []

    def test_a_deadline_on_a_closed_day_is_met_before_it(self) -> None:
        # four days from Monday 4 cut over on Friday 8, from Tuesday 5 on Monday 11, after Sunday 10 January
        migrations = (migration("m1", profile="work", deadline_date=day(9)), migration("m2", profile="work"))
        case = working(work(4), migrations=migrations)
        assert amounts(Rule.DEADLINE, case, plan(m1=3, m2=3)) == []
        assert amounts(Rule.DEADLINE, case, plan(m1=4, m2=3)) == [1]

    def test_the_last_worked_day_lies_before_the_horizon(self) -> None:
        # 4 to 8 January: Saturday 9 as the horizon is in time; Friday 8 is worked, so that Monday 11 is three days late
        assert amounts(Rule.HORIZON, working(work(5), horizon_date=day(8)), plan(m1=3, m2=3)) == []
        assert amounts(Rule.HORIZON, working(work(5), horizon_date=day(7)), plan(m1=3, m2=10)) == [3, 10]

    def test_a_lag_counts_working_days_from_the_finish(self) -> None:
        # m1 works on 4 to 8 January and finishes on Monday 11; two working days later is Wednesday 13, day 12
        tie = Precedence(predecessor="m1", successor="m2", kind=PrecedenceKind.FINISH_START, lag_days=2)
        case = working(work(5), precedences=(tie,))
        assert amounts(Rule.PRECEDENCE, case, plan(m1=3, m2=12)) == []
        assert amounts(Rule.PRECEDENCE, case, plan(m1=3, m2=11)) == [1]

    def test_a_lead_over_a_weekend_counts_working_days_backwards(self) -> None:
        # the finish on Monday 11 less two working days is Thursday 7, day 6
        tie = Precedence(predecessor="m1", successor="m2", lag_days=-2)
        case = working(work(5), precedences=(tie,))
        assert amounts(Rule.PRECEDENCE, case, plan(m1=3, m2=6)) == []
        assert amounts(Rule.PRECEDENCE, case, plan(m1=3, m2=5)) == [1]

    def test_a_milestone_on_a_closed_day_counts_as_the_next_open_one_before_its_lag(self) -> None:
        # Saturday 9 counts as Monday 11; one working day later is Tuesday 12, day 11. Its own day is still shown
        case = working(
            work(5),
            milestones=(Milestone(id="s", name="s", forecast_date=day(8)),),
            precedences=(Precedence(predecessor="s", successor="m1", lag_days=1),),
        )
        assert amounts(Rule.PRECEDENCE, case, plan(m1=11, m2=3)) == []
        assert amounts(Rule.PRECEDENCE, case, plan(m1=10, m2=3)) == [1]
        assert milestone_days(case, schedule_of(case, plan(m1=11, m2=3))) == {"s": 8}

    def test_a_milestone_behind_a_migration_is_reached_on_a_working_day(self) -> None:
        # m1 finishes on Monday 11, four working days later is Friday 15, day 14
        case = working(
            work(5),
            milestones=(Milestone(id="s", name="s", forecast_date=day(2)),),
            precedences=(Precedence(predecessor="m1", successor="s", lag_days=4),),
        )
        assert milestone_days(case, schedule_of(case, plan(m1=3, m2=3))) == {"s": 14}

    def test_capacity_is_asked_on_working_days_only(self) -> None:
        # no team on Saturday 9 and Sunday 10, through which both migrations hold it
        steps = (
            CapacityStep(resource="team", from_date=day(8), capacity=0),
            CapacityStep(resource="team", from_date=day(10), capacity=2),
        )
        assert amounts(Rule.CAPACITY, working(work(6), capacity_steps=steps), plan(m1=3, m2=3)) == []

    def test_a_capacity_step_on_a_closed_day_counts_from_the_next_open_one(self) -> None:
        # one unit from Saturday 9: the sixth day of work, Monday 11, is asked for two
        steps = (CapacityStep(resource="team", from_date=day(8), capacity=1),)
        case = working(work(6), capacity_steps=steps)
        (breach,) = judge(PlanCase(case, plan(m1=3, m2=3)))
        assert (breach.rule, breach.day, breach.amount) == (Rule.CAPACITY, 10, 1)
        assert "over its capacity for 1 day" in breach.message

    def test_a_team_is_free_again_on_the_working_day_after(self) -> None:
        case = working(work(5), resources=(Resource(id="team", name="Team", capacity=1),))
        assert amounts(Rule.CAPACITY, case, plan(m1=3, m2=10)) == []
        assert amounts(Rule.CAPACITY, case, plan(m1=3, m2=7)) == [1]

    def test_a_start_agreed_for_a_closed_day_cannot_be_kept(self) -> None:
        agreed = DecisionTaken(id="d", kind=CommitmentKind.START_AGREED, subject="m1", agreed_date=day(8))
        case = working(work(5), decisions_taken=(agreed,))
        assert amounts(Rule.COMMITMENT, case, plan(m1=10, m2=3)) == [2]
        assert amounts(Rule.RELEASE, case, plan(m1=8, m2=3)) == [2]

    def test_what_has_begun_before_the_status_date_counts_its_working_days(self) -> None:
        # from Thursday 24 December: 24, 29, 30, 31 December and Monday 4 January; the cutover is on Tuesday 5, day 4
        agreed = DecisionTaken(id="d", kind=CommitmentKind.START_AGREED, subject="m1", agreed_date=day(-8))
        case = working(work(5), decisions_taken=(agreed,))
        assert judge(PlanCase(case, plan(m1=-8, m2=3))) == ()
        assert schedule_of(case, plan(m1=-8, m2=3)).migrations["m1"].cutover_day == 4


class TestPounds:
    def test_delay_and_bridges_count_calendar_days(self) -> None:
        # m1 cuts over on Monday 11, m2 on Monday 18: seven days apart at £3; m1 is three days after Friday 8 at £10
        migrations = (
            migration("m1", profile="work", due_date=day(7), benefit_pounds_per_day=10),
            migration("m2", profile="work"),
        )
        group = Group(id="g", migrations=("m1", "m2"), bridge_pounds_per_day=3)
        case = PlanCase(working(work(5), migrations=migrations, groups=(group,)), plan(m1=3, m2=10))
        assert (case.terms[Term.DELAY], case.terms[Term.BRIDGES]) == (30, 21)

    @pytest.mark.parametrize(("expiry", "pounds"), [(7, 200), (9, 0)])
    def test_a_weekend_before_the_end_of_need_is_exposed_day_by_day(self, expiry: int, pounds: int) -> None:
        # needed until Sunday 10, day 9, the last day before the cutover on Monday
        case = working(work(5), contracts=(contract("k", expiry_date=day(expiry), exposure_pounds_per_day=100),))
        assert PlanCase(case, plan(m1=3, m2=3)).terms[Term.EXPOSURE] == pounds
