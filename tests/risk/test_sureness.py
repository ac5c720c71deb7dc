"""What is kept of a risk and of tripwires says what they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from planner import Case
from planner.domain.uncertain.families import RangeFamily
from planner.plan.plan_case import PlanCase
from planner.plan.sureness import NO_RANGE, Sureness, together
from planner.present.tables.risk.tripwire_sentences import tripwire_sentences
from planner.risk.assumptions import Assumptions
from planner.risk.records import Answer
from planner.risk.risk import find_risk
from planner.risk.sureness.of_risk import sureness_of_risk
from planner.risk.sureness.of_tripwires import goal_words, sureness_of_tripwires
from planner.risk.tolerances.goal import LEAST_COST, Goal, Scope
from planner.risk.tripwires.study import tripwires_of
from tests.risk.test_cases import case
from tests.risk.test_risk import SMALL, answer, whitehall, whitehall_risk


@cache
def of_whitehall() -> Sureness:
    return sureness_of_risk(whitehall_risk())


def test_it_says_what_the_rows_of_the_risk_say() -> None:
    risk, found = whitehall_risk(), of_whitehall()
    with_plan = answer(risk, Answer.PLAN)
    assert found.cost is not None
    assert round(found.cost.mean) == with_plan.mean_pounds
    assert (found.cost.p50, found.cost.p80, found.cost.p95) == (with_plan.p50, with_plan.p80, with_plan.p95)
    assert found.extensions is not None
    assert round(found.extensions.mean) == with_plan.extensions_pounds
    rows = {row.contract: row for row in risk.contracts if row.answer is Answer.PLAN}
    assert {id for id, row in rows.items() if not row.no_route} == set(found.contract_by_id)
    some = found.contracts[0]
    assert some.p80_date == rows[some.contract].p80_date
    assert {row.migration for row in risk.migrations} == set(found.migration_by_id)


def test_every_open_milestone_has_its_promise_and_no_achieved_one() -> None:
    portfolio, found = whitehall().portfolio, of_whitehall()
    opened = {milestone.id for milestone in portfolio.milestones if milestone.achieved_date is None}
    assert set(found.milestone_by_id) == opened
    rows = {row.milestone: row for row in whitehall_risk().milestones}
    for id, kept in found.milestone_by_id.items():
        assert (kept.p10_date, kept.p50_date, kept.p90_date) == (
            rows[id].p10_date,
            rows[id].p50_date,
            rows[id].p90_date,
        )
        assert kept.held_still == (kept.family == NO_RANGE)


def test_a_milestone_that_an_event_hits_keeps_the_dates_that_were_drawn() -> None:
    hit = {id for driver in whitehall().portfolio.risk_drivers for id in driver.affects}
    kept = [row for row in of_whitehall().milestones if row.milestone in hit]
    assert kept
    for row in kept:
        assert row.range_days == ()
        assert list(row.drawn_dates) == sorted(set(row.drawn_dates))
        assert list(row.drawn_shares) == sorted(row.drawn_shares)
        assert row.drawn_shares[0] < 0.01
        assert row.drawn_shares[-1] >= 0.99


def test_a_milestone_on_its_own_keeps_its_range_as_wide_as_it_was_drawn() -> None:
    # open_11: dates with a range and no event; twice the spread puts P10 and P90 twice as far from the planning day.
    _, portfolio, plan = case("open_11_correlated_dates")
    kept = {}
    for spread in (1.0, 2.0):
        risk = find_risk(PlanCase(portfolio, plan), replace(SMALL, spread=spread))
        assert risk is not None
        kept[spread] = sureness_of_risk(risk).milestones[0]
    planned = portfolio.day_of(kept[1.0].planning_date)
    assert kept[1.0].range_days
    for once, twice in zip(kept[1.0].range_days, kept[2.0].range_days, strict=True):
        assert twice - planned == pytest.approx(2 * (once - planned))


def test_an_event_alone_is_kept_as_its_two_days() -> None:
    # open_01: planned for 29 April 2027; an event of 212 days has a chance of 40 %, so 27 November has the rest.
    _, portfolio, plan = case("open_01_wait_for_the_event")
    risk = find_risk(PlanCase(portfolio, plan), SMALL)
    assert risk is not None
    (kept,) = sureness_of_risk(risk).milestones
    assert kept.drawn_dates == (date(2027, 4, 28), date(2027, 4, 29), date(2027, 11, 26), date(2027, 11, 27))
    assert kept.drawn_shares == pytest.approx((0.0, 0.6, 0.6, 1.0), abs=0.001)


def test_with_no_spread_nothing_is_promised_but_the_plan() -> None:
    _, portfolio, plan = case("open_11_correlated_dates")
    risk = find_risk(PlanCase(portfolio, plan), replace(SMALL, spread=0.0))
    assert risk is not None
    found = sureness_of_risk(risk)
    assert not found.as_stated
    for row in found.milestones:
        assert row.range_days == row.drawn_dates == ()
        assert row.p10_date == row.p50_date == row.p90_date == row.planning_date


def test_the_rules_are_kept_with_their_dates_and_sentences() -> None:
    _, portfolio, plan = case("open_01_wait_for_the_event")
    asked, found = PlanCase(portfolio, plan), tripwires_of(portfolio, plan, draws=8192)
    sentences = tripwire_sentences(portfolio, found)
    kept = sureness_of_tripwires(asked, found, sentences)
    assert not kept.has_risk
    assert [row.option for row in kept.options] == [row.option for row in found.options]
    for row, rule, sentence in zip(kept.options, found.options, sentences, strict=True):
        assert row.acting_date == portfolio.date_of(rule.acting_day)
        assert row.threshold_date == portfolio.date_of(rule.rule.threshold)
        assert (row.rule, row.today, row.sentence) == ("date", rule.today.value, sentence)
    assert kept.milestones


def test_what_the_rules_were_asked_is_kept_with_whether_it_is_kept() -> None:
    # open_10 tolerates 10 %, which its rules of least cost do not keep for all.
    _, portfolio, plan = case("open_10_tolerances_and_worst_cases")
    asked = PlanCase(portfolio, plan)
    found = tripwires_of(portfolio, plan, draws=8192, goal=Goal(tolerance=0.2, scope=Scope.ALL, level=0.9))
    kept = sureness_of_tripwires(asked, found, tripwire_sentences(portfolio, found))
    assert kept.rules_goal == "tolerance 20 % for all contracts together, least mean of the worst 10 %"
    states = {each.state.value for each in found.tolerances if each.binding}
    assert {row.tolerance_state for row in kept.options} == states
    assert goal_words(LEAST_COST) is None


def test_rules_under_other_assumptions_are_a_what_if() -> None:
    _, portfolio, plan = case("open_01_wait_for_the_event")
    asked, found = PlanCase(portfolio, plan), tripwires_of(portfolio, plan, draws=8192)
    sentences = tripwire_sentences(portfolio, found)
    assert sureness_of_tripwires(asked, found, sentences).as_stated
    for assumed in (
        Assumptions(spread=1.5),
        Assumptions(as_early_as_possible=True),
        Assumptions(range=RangeFamily.PERT),
    ):
        assert not sureness_of_tripwires(asked, found, sentences, assumed).as_stated


def test_a_notebook_case_takes_from_the_answers_it_was_asked_for() -> None:
    _, portfolio, plan = case("open_01_wait_for_the_event")
    asked = Case(portfolio, plan)
    assert asked.plan_case.sureness is None
    assert asked.frames
    asked.risk(draws=8192, as_early_as_possible=True)
    assert asked.plan_case.sureness is None
    asked.tripwires(draws=8192, seed=3)
    rules_alone = asked.plan_case.sureness
    assert rules_alone is not None
    assert (rules_alone.has_risk, rules_alone.rules_seed) == (False, 3)
    asked.risk(draws=8192)
    for known in (asked.plan_case, asked.explained):
        assert known.sureness is not None
        assert (known.sureness.has_risk, known.sureness.rules_seed) == (True, 3)


def test_of_two_answers_the_newer_stands_and_the_older_completes_it() -> None:
    whole = of_whitehall()
    rules = replace(whole, cost=None, contracts=(), rules_seed=5, rules_draws=8192)
    assert together(None, None) is None
    assert together(whole, None) is together(None, whole) is whole
    for found in (together(whole, rules), together(rules, whole)):
        assert found is not None
        assert (found.cost, found.rules_seed) == (whole.cost, 5)
    newest = replace(whole, rules_seed=6, rules_draws=8192)
    assert together(newest, rules) is newest


def test_answers_under_different_assumptions_are_never_mixed() -> None:
    whole = of_whitehall()
    stress = replace(whole, outside_view=True, rules_draws=None)
    rules = replace(whole, cost=None, contracts=(), rules_seed=5, rules_draws=8192)
    assert together(rules, stress) is rules
    assert together(stress, rules) is stress
