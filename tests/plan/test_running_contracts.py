"""Contracts that go on by themselves under a plan: flag, stop, register, reason, and what a later day makes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner import read_portfolio
from planner.domain.contracts import Notice, NoticeUnit
from planner.domain.option_chain import Obstacle
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Rule
from planner.futures.difference.facts import ChoiceKind, DateKind, facts_of
from planner.futures.replan.past_facts import rebase
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.flagging.records import Flag
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.plan.register.records import Act, ActKind
from planner.present.gantt.model import MarkerKind
from planner.present.gantt.rows.contract_rows import contract_markers
from planner.present.tables.date_table import date_rows

REPORTS = Path(__file__).parents[1] / "cases" / "reports"
"""Contract C ends on 28 August 2027 and renews by 12 months for £120,000; notice of two months, no lead; needed 300 days."""


@pytest.fixture(scope="module")
def late() -> Portfolio:
    """The status date is 10 July 2027: the notice of 28 June has passed."""
    return read_portfolio(REPORTS / "case05a")


@pytest.fixture(scope="module")
def early() -> Portfolio:
    """The status date is 1 October 2026."""
    return read_portfolio(REPORTS / "case05c")


def case_of(portfolio: Portfolio, *periods: int, start_day: int = 0) -> PlanCase:
    """The migration from a day on, with these periods of the contract."""
    entries = (PlannedMigration(migration="M", start_day=start_day),)
    return PlanCase(portfolio, Plan(migrations=entries, options=tuple(f"C:renewal {number}" for number in periods)))


def changed(portfolio: Portfolio, **fields: Any) -> Portfolio:
    return replace(portfolio, contracts=tuple(replace(contract, **fields) for contract in portfolio.contracts))


def stop_of(case: PlanCase) -> Act:
    (act,) = (act for act in case.acts if act.act is ActKind.STOP)
    return act


class TestOwed:
    def test_a_plan_without_an_owed_period_breaks_a_rule(self, late: Portfolio) -> None:
        (breach,) = judge(case_of(late))
        assert (breach.rule, breach.subjects) == (Rule.COMMITMENT, ("C:renewal 1", "C"))
        assert breach.message == "C:renewal 1 of C is owed, but the plan leaves it out"

    def test_a_plan_with_it_keeps_all_rules_and_pays_for_it(self, late: Portfolio) -> None:
        case = case_of(late, 1)
        assert (judge(case), case.pounds) == ((), 120_000)

    def test_a_period_out_of_turn_breaks_a_rule(self, late: Portfolio) -> None:
        assert {breach.rule for breach in judge(case_of(late, 1, 3))} == {Rule.OPTION_CHAIN}

    def test_a_period_that_nothing_knows_breaks_a_rule(self, late: Portfolio) -> None:
        assert {breach.rule for breach in judge(case_of(late, 1, 99))} == {Rule.OPTION_AVAILABLE}


class TestStop:
    def test_the_line_of_the_register(self, late: Portfolio) -> None:
        # Two months before 28 August 2028 is 28 June 2028, 354 days after 10 July 2027 (a leap year less 12 days).
        act = stop_of(case_of(late, 1))
        assert (act.subject, act.acting_date, act.last_date, act.days_left) == ("C", *[date(2028, 6, 28)] * 2, 354)
        assert (act.pounds, act.owner, act.notice_last_date, act.earliest_date) == (
            120_000,
            "Ash",
            date(2028, 6, 28),
            None,
        )
        assert act.what == "stop C: give notice by Wed 28 Jun 2028, so that it ends on Mon 28 Aug 2028"
        assert act.if_nobody_acts == "C renews until Tue 28 Aug 2029 for £120,000, which nobody needs"

    def test_both_days_of_a_window(self, late: Portfolio) -> None:
        # Six months before 28 August 2028 is 28 February 2028.
        act = stop_of(case_of(changed(late, earliest_notice=6), 1))
        assert act.earliest_date == date(2028, 2, 28)
        assert act.what.startswith("stop C: give notice by Wed 28 Jun 2028 and not before Mon 28 Feb 2028,")

    def test_an_assumed_notice_is_said_to_be(self, early: Portfolio) -> None:
        # 28 August 2027 less 180 days is 1 March, less 60 days 31 December 2026.
        act = stop_of(case_of(changed(early, notice=None, internal_lead_days=None)))
        assert (act.last_date, act.assumed) == (
            date(2026, 12, 31),
            ("notice of 180 days", "internal lead of 60 days"),
        )

    def test_its_last_day_on_a_sunday_is_acted_on_before(self, early: Portfolio) -> None:
        # 28 August 2027 less three months is 28 May, a Friday; a day less of lead is Thursday 27, four less Monday 24.
        three = Notice(3, NoticeUnit.MONTHS)
        act = stop_of(case_of(changed(early, notice=three, internal_lead_days=5)))
        # Five days less is Sunday 23 May; the working day before it is Friday 21.
        assert (act.last_date, act.acting_date, act.notice_last_date) == (
            date(2027, 5, 23),
            date(2027, 5, 21),
            date(2027, 5, 28),
        )

    def test_none_is_asked_at_the_maximum_end(self, early: Portfolio) -> None:
        case = case_of(changed(early, maximum_end_date=date(2027, 12, 31)))
        assert [act.act for act in case.acts] == []

    def test_one_is_asked_before_a_period_after_the_horizon(self, early: Portfolio) -> None:
        # The horizon lies on 29 August 2027, the day on which the first period would begin.
        case = case_of(replace(early, horizon_date=date(2027, 8, 29)))
        assert stop_of(case).last_date == date(2027, 6, 28)

    def test_none_is_asked_once_it_is_too_late_to_decide(self, late: Portfolio) -> None:
        # Until 28 August 2032 nothing can be stopped: the notice is longer than the horizon.
        case = case_of(changed(late, notice=Notice(120, NoticeUnit.MONTHS)), 1, 2, 3, 4, 5)
        assert judge(case) == ()
        assert not case.acts


class TestFlags:
    @pytest.mark.parametrize(("start_day", "flag"), [(0, Flag.TIGHT), (33, Flag.ACCEPTED)])
    def test_off_before_the_end_or_stopped_too_early(self, early: Portfolio, start_day: int, flag: Flag) -> None:
        # Needed until 27 July, 32 days before the end; 33 days later a day is bare that a renewal would cover.
        assert case_of(early, start_day=start_day).flag_by_contract["C"].flag is flag

    def test_a_stop_within_the_alert_window_is_decide_now(self, early: Portfolio) -> None:
        # 30 March 2027 to 28 June are 1 + 30 + 31 + 28 = 90 days.
        moved = replace(early, status_date=date(2027, 3, 30))
        assert case_of(moved, start_day=-180).flag_by_contract["C"].flag is Flag.DECIDE_NOW
        before = case_of(replace(early, status_date=date(2027, 3, 29)), start_day=-179)
        assert before.flag_by_contract["C"].flag is Flag.TIGHT  # 32 days to spare

    def test_kept_by_a_period_that_is_not_owed_is_extend(self, early: Portfolio) -> None:
        flag = case_of(early, 1, start_day=100).flag_by_contract["C"]
        assert (flag.flag, flag.decide_by_date) == (Flag.EXTEND, date(2028, 6, 28))
        assert flag.reason == (
            "needed until Thu 4 Nov 2027 (M leaves last); it goes on by itself until Mon 28 Aug 2028 for £120,000; unless "
            "it is stopped by Wed 28 Jun 2028, it renews until Tue 28 Aug 2029 for £120,000"
        )

    def test_at_the_maximum_end_it_is_exposed_and_the_reason_names_it(self, early: Portfolio) -> None:
        flag = case_of(changed(early, maximum_end_date=date(2027, 12, 31)), start_day=100).flag_by_contract["C"]
        assert flag.flag is Flag.EXPOSED
        assert flag.reason.endswith("C:renewal 1 would run beyond the maximum end Fri 31 Dec 2027")

    def test_bearing_days_that_a_renewal_would_cover_asks_for_the_stop_and_for_agreement(
        self, early: Portfolio
    ) -> None:
        # 100 days later: needed until 4 November, 68 days after 28 August, at £5,000 a day.
        acts = {act.act: act for act in case_of(early, start_day=100).acts}
        assert set(acts) == {ActKind.STOP, ActKind.ACCEPT_EXPOSURE}
        assert acts[ActKind.ACCEPT_EXPOSURE].pounds == 340_000
        assert all(act.if_nobody_acts.endswith("and nothing is uncovered") for act in acts.values())


class TestElsewhere:
    def test_dates_show_what_is_owed_and_what_comes_next(self, late: Portfolio) -> None:
        rows = date_rows(late)
        assert [(row.link and row.link.option.id, row.state) for row in rows] == [
            ("C:renewal 2", "goes on by itself unless stopped"),
            ("C:renewal 1", "owed"),
        ]

    def test_dates_of_a_rolling_contract_press_nobody(self, late: Portfolio) -> None:
        # It can be stopped on any day: no days are left, and it stands below what is open.
        rows = date_rows(changed(late, renewal_months=None, rolling=True, expiry_date=None))
        assert [(row.state, row.days_left) for row in rows] == [
            ("owed", None),
            ("rolls on until it is stopped", None),
        ]

    def test_a_chart_marks_the_last_day_for_the_notice_of_a_stop(self, early: Portfolio) -> None:
        case = case_of(changed(early, internal_lead_days=30))
        markers = contract_markers(early, case.schedule.contracts["C"])
        assert [(marker.kind, marker.label) for marker in markers] == [
            (MarkerKind.NOTICE, "stop C"),
            (MarkerKind.EXPIRY, "goes on by itself after Sat 28 Aug 2027"),
        ]

    def test_a_difference_sees_periods_and_stops(self, late: Portfolio) -> None:
        facts = facts_of(case_of(late, 1, 2))
        assert facts.choices[ChoiceKind.OPTION, "C:renewal 1"] == "owed"
        assert facts.choices[ChoiceKind.OPTION, "C:renewal 2"] == "kept"
        assert facts.dates[DateKind.DECIDE, "stop C"] == date(2029, 6, 28)

    def test_a_stop_of_the_old_plan_counts_as_served_later(self, early: Portfolio) -> None:
        plan = case_of(early).plan
        rebased = rebase(early, plan, date(2027, 7, 1))
        assert rebased.stopped == ("C",)
        assert rebased.portfolio.chain_by_contract["C"][-1].obstacle is Obstacle.STOPPED
        kept = rebase(early, plan, date(2027, 7, 1), not_done=("C",))
        assert kept.portfolio.chain_by_contract["C"][0].exercised  # nobody served it, so the period is owed

    def test_a_plan_still_holds_when_a_period_of_it_is_over(self, late: Portfolio) -> None:
        # A year later the first period is over, and the second runs.
        moved = replace(late, status_date=date(2028, 9, 1))
        case = case_of(moved, 1, 2, start_day=0)
        assert [breach.rule for breach in judge(case) if breach.rule is Rule.OPTION_AVAILABLE] == []
        assert case.extension_pounds("C") == 120_000
