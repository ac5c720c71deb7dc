"""What comes of a plan if nobody acts, with figures worked by hand, and money at risk by financial quarter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from planner import read_portfolio
from planner.domain.calendar import financial_quarter
from planner.domain.contracts import Contract, OptionState
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.organisations import Commitment, Organisation
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.inaction import IF_NOBODY_ACTS, IfNobodyActs
from planner.plan.ledger import pounds_of
from planner.plan.plan_case import PlanCase
from planner.plan.quarters import pounds_by_quarter
from tests.sample import day, many, option, plan, portfolio

REPORTS = Path(__file__).parents[1] / "cases" / "reports"


def nobody(judged: Portfolio, chosen: Plan) -> IfNobodyActs:
    return PlanCase(judged, chosen).if_nobody_acts


def taken(kind: CommitmentKind, subject: str) -> DecisionTaken:
    return DecisionTaken(id=f"D-{subject}", kind=kind, subject=subject)


def test_an_option_that_is_not_decided_stays_unused() -> None:
    # k is covered until day 30 and needed until day 37: seven days at 100, where the plan buys o for 60
    case = PlanCase(portfolio(options=(option("o"),)), plan("o", m1=22))
    assert (case.terms[Term.EXPOSURE], case.terms[Term.EXTENSIONS]) == (0, 60)
    found = case.if_nobody_acts
    assert (found.exposure_pounds, found.uncovered_days, found.exposed_contracts) == (700, 7, 1)
    assert (found.extension_pounds, found.renewal_pounds, found.no_route_pounds) == (0, 0, 0)
    assert case.measures[IF_NOBODY_ACTS] == 700


def test_an_option_that_is_exercised_stands_and_costs_its_price() -> None:
    exercised = portfolio(options=(option("o", state=OptionState.EXERCISED), option("o2", sequence=2)))
    # with o covered until day 90, needed until day 95: o2 would cover the five days that are left
    found = nobody(exercised, plan("o", "o2", m1=80))
    assert (found.extension_pounds, found.exposure_pounds) == (60, 500)


def test_what_is_exercised_behind_a_hole_stands() -> None:
    lapsed, exercised = option("o", state=OptionState.LAPSED), option("o2", sequence=2, state=OptionState.EXERCISED)
    case = PlanCase(portfolio(options=(lapsed, exercised)), plan("o2", m1=22))
    found = case.if_nobody_acts.covers["k"]
    assert (found.used, found.covered_until_day) == (
        case.schedule.contracts["k"].used,
        case.schedule.contracts["k"].covered_until_day,
    )


def test_an_option_that_is_approved_stays_unused_until_its_notice_is_served() -> None:
    base = portfolio(options=(option("o"),))
    approved = replace(base, decisions_taken=(taken(CommitmentKind.OPTION_APPROVED, "o"),))
    served = replace(base, decisions_taken=(taken(CommitmentKind.NOTICE_SERVED, "o"),))
    assert nobody(approved, plan("o", m1=22)).exposure_pounds == 700
    assert nobody(served, plan("o", m1=22)).exposure_pounds == 0


def test_a_contract_renews_until_the_horizon_and_every_period_costs_its_price() -> None:
    # in case 05c the contract renews on 29 August 2027 for £120,000 a year; the horizon is 1 January 2032
    renews = read_portfolio(REPORTS / "case05c")
    case = PlanCase(renews, Plan(migrations=(PlannedMigration(migration="M", start_day=0),)))
    # the periods that begin on 29 August of 2027, 2028, 2029, 2030 and 2031
    found = case.if_nobody_acts
    assert renews.horizon_date == date(2032, 1, 1)
    assert (found.renewal_pounds, found.extension_pounds, found.exposure_pounds) == (600_000, 600_000, 0)
    assert case.terms[Term.EXTENSIONS] == 0


def test_a_rolling_contract_rolls_on_until_the_horizon() -> None:
    rolling = Contract(id="k", name="K", expiry_date=day(29), rolling=True, annual_price_pounds=3650)
    judged = portfolio(contracts=(rolling,))
    # £10 for each of the days 30 to 399
    found = nobody(judged, plan("k:rolling owed", m1=22))
    assert (found.renewal_pounds, found.uncovered_days) == (3700, 0)


def test_a_maximum_end_ends_it_and_leaves_the_days_after_it_uncovered() -> None:
    renews = read_portfolio(REPORTS / "case05c")
    capped = replace(renews, contracts=tuple(replace(c, maximum_end_date=date(2027, 8, 28)) for c in renews.contracts))
    # needed for 300 days from the cutover on; M starts 100 days later than on 1 October 2026, which was 27 July 2027
    found = nobody(capped, Plan(migrations=(PlannedMigration(migration="M", start_day=100),)))
    # last day needed: 27 July + 100 days = 4 November 2027, 68 days after 28 August
    assert (found.renewal_pounds, found.uncovered_days) == (0, 68)


def test_what_nobody_can_leave_is_apart() -> None:
    stays = portfolio(
        options=(option("o"),),
        organisations=(Organisation(id="dep", name="Department", commitment=Commitment.DECLINED),),
    )
    # needed until the horizon, day 400, covered until day 30
    found = nobody(stays, Plan(migrations=(), options=("o",)))
    assert (found.no_route_pounds, found.exposure_pounds, found.uncovered_days) == (37_000, 0, 0)
    assert found.exposure_pounds_of("k") == 37_000


def test_the_contracts_add_up_to_the_whole_and_nobody_is_better_covered_than_under_the_plan() -> None:
    case = PlanCase(*many(20))
    found = case.if_nobody_acts
    with_route = [id for id, cover in found.covers.items() if not cover.no_route]
    assert sum(map(found.exposure_pounds_of, with_route)) == found.exposure_pounds
    assert sum(map(found.extension_pounds_of, with_route)) == found.extension_pounds
    for id, cover in case.schedule.contracts.items():
        assert found.covers[id].uncovered_days >= cover.uncovered_days
        assert found.covers[id].needed_until_day == cover.needed_until_day


class TestQuarters:
    def test_quarters_follow_the_financial_year(self) -> None:
        assert str(financial_quarter(date(2027, 3, 31), 4)) == "2026-27 Q4"
        assert str(financial_quarter(date(2027, 4, 1), 4)) == "2027-28 Q1"
        assert str(financial_quarter(date(2027, 12, 31), 1)) == "2027 Q4"
        assert financial_quarter(date(2027, 2, 1), 9).from_date == date(2026, 12, 1)
        assert financial_quarter(date(2027, 2, 1), 9).until_date == date(2027, 3, 1)

    def test_exposure_falls_on_its_days_and_a_decision_on_its_acting_day(self) -> None:
        # status 1 January 2030; k is bare from day 30 (31 January); m1 on day 80 is needed until day 95 (6 April 2030)
        case = PlanCase(portfolio(options=(option("o"),)), plan("o", m1=80))
        first, second = case.quarters
        # if nobody acts: days 30 to 89 in January to March, 90 to 94 from 1 April on; the plan covers until day 90
        assert (str(first.quarter), first.if_nobody_acts_pounds, second.if_nobody_acts_pounds) == (
            "2029-30 Q4",
            6000,
            500,
        )
        assert (first.exposure_pounds, second.exposure_pounds) == (0, 500)
        # o is to be decided by day 29, and k ends on that day if nobody does
        assert (first.to_commit_pounds, first.contracts_ending, second.contracts_ending) == (60, 1, 0)

    def test_quarters_add_up_to_the_whole(self) -> None:
        case = PlanCase(*many(20))
        assert sum(q.if_nobody_acts_pounds for q in case.quarters) == case.if_nobody_acts.exposure_pounds
        assert sum(q.exposure_pounds for q in case.quarters) == case.terms[Term.EXPOSURE]
        assert sum(q.renewal_pounds for q in case.quarters) == case.if_nobody_acts.renewal_pounds
        assert sum(pounds_by_quarter(case.portfolio, case.charges).values()) == pounds_of(case.charges)

    def test_no_quarter_is_left_out_in_between(self) -> None:
        case = PlanCase(*many(20))
        for before, after in zip(case.quarters, case.quarters[1:], strict=False):
            assert after.quarter.from_date == before.quarter.until_date
