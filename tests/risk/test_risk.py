"""The whole answer: exact cases, zero variance, joint probabilities, threads, and what is kept when it is stopped."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from planner.domain.rules import Term
from planner.domain.uncertain.families import RangeFamily
from planner.plan import read_plan
from planner.plan.flagging.records import Flag
from planner.plan.plan_case import PlanCase
from planner.present.tables.risk.risk_frames import RiskFrames
from planner.present.tables.risk.risk_tables import risk_as_json
from planner.present.tables.table import json_text
from planner.reading import read_portfolio
from planner.risk.records import Answer, AnswerRisk
from planner.risk.risk import Risk, RiskSettings, find_risk
from planner.risk.sureness.of_risk import sureness_of_risk
from tests.risk.test_cases import CASES, EXACT, case

ROOT = Path(__file__).parents[2]
SMALL = RiskSettings(draws=8192, drivers=False)
PLAN = ROOT / "tests" / "explain" / "whitehall_plan.json"


@cache
def whitehall() -> PlanCase:
    portfolio = read_portfolio(ROOT / "data" / "whitehall")
    return PlanCase(portfolio, read_plan(PLAN).plan_for(portfolio))


@cache
def whitehall_risk() -> Risk:
    found = find_risk(whitehall(), RiskSettings(draws=8192))
    assert found is not None
    return found


def answer(risk: Risk, wanted: Answer) -> AnswerRisk:
    return next(row for row in risk.answers if row.answer is wanted)


@pytest.mark.parametrize("name", EXACT)
def test_the_answers_of_small_portfolios_are_those_worked_out(name: str) -> None:
    expected, portfolio, plan = case(name)
    risk = find_risk(PlanCase(portfolio, plan), SMALL)
    assert risk is not None
    names = {
        Answer.NOTHING: "extend_nothing",
        Answer.EVERYTHING: "extend_everything",
        Answer.COMMIT_NOW: "commit_now",
    }
    for wanted, words in names.items():
        known = sum(contract[words]["pounds"] for contract in expected["contracts"].values())
        found = answer(risk, wanted)
        # Intervals of 95 %: twice as wide is missed once in some 10,000 runs.
        assert found.mean_pounds == pytest.approx(known, abs=2 * found.error + 1)
    for row in risk.contracts:
        if row.answer is Answer.EVERYTHING:
            exact = expected["contracts"][row.contract]["extend_everything"]
            allowed = 2 * row.uncovered_probability_error
            assert row.uncovered_probability == pytest.approx(exact["uncovered_probability"], abs=allowed + 1e-9)


def test_commit_now_takes_the_options_worked_out() -> None:
    for name in EXACT:
        expected, portfolio, plan = case(name)
        risk = find_risk(PlanCase(portfolio, plan), SMALL)
        assert risk is not None
        known = {id: contract["commit_now"]["options"] for id, contract in expected["contracts"].items()}
        assert dict(risk.committed) == known, name
    assert CASES.is_dir()


def test_with_no_spread_and_suppliers_who_agree_every_pound_is_that_of_the_plan() -> None:
    given = whitehall()
    agreeing = tuple(replace(option, agreement_probability=1.0) for option in given.portfolio.options)
    sure = PlanCase(replace(given.portfolio, options=agreeing), given.plan)
    risk = find_risk(sure, replace(SMALL, spread=0.0))
    assert risk is not None
    found, terms = answer(risk, Answer.PLAN), sure.terms
    assert (found.extensions_pounds, found.exposure_pounds) == (terms[Term.EXTENSIONS], terms[Term.EXPOSURE])
    assert (found.no_route_pounds, found.error) == (terms[Term.NO_ROUTE], 0)
    assert (found.delay_pounds, found.bridges_pounds) == (terms[Term.DELAY], terms[Term.BRIDGES])
    schedule = sure.schedule.migrations
    assert all(row.p50_date == row.cutover_planned_date for row in risk.migrations)
    assert len(risk.migrations) == len(schedule)


def test_a_joint_probability_lies_between_the_largest_and_the_sum() -> None:
    risk = whitehall_risk()
    single = {row.contract: row.uncovered_probability for row in risk.contracts if row.answer is Answer.PLAN}
    no_route = {row.contract for row in risk.contracts if row.no_route}
    members = {flag.department: set(flag.contracts) - no_route for flag in risk.case.department_flags}
    for row in risk.departments:
        parts = [single[id] for id in members[row.department]]
        assert max(parts) - 1e-9 <= row.any_uncovered_probability <= sum(parts) + 1e-9


def test_the_drivers_are_sorted_and_say_what_removing_one_saves() -> None:
    risk = whitehall_risk()
    pounds = [row.pounds for row in risk.drivers]
    assert pounds == sorted(pounds, reverse=True)
    # Every open event and every milestone with a range is asked for once.
    ranged = [item.id for item in risk.uncertainty.dates if item.varies]
    events = [event.id for event in risk.uncertainty.events if event.probability > 0]
    assert sorted(row.id for row in risk.drivers) == sorted(ranged + events)


def test_a_longer_tail_costs_more() -> None:
    risk = find_risk(whitehall(), replace(SMALL, range=RangeFamily.LOGNORMAL))
    assert risk is not None
    assert answer(risk, Answer.PLAN).mean_pounds > 1.2 * answer(whitehall_risk(), Answer.PLAN).mean_pounds


def test_one_thread_and_four_give_the_same_bytes() -> None:
    texts = []
    for threads in (1, 4):
        risk = find_risk(whitehall(), replace(SMALL, threads=threads))
        assert risk is not None
        texts.append(json_text(risk_as_json(risk)))
    assert texts[0] == texts[1]


def carried_out(steps: list[str]) -> list[str]:
    """What was said after batches that are reported."""
    return [step for step in steps if step.startswith("Carried out")]


def test_what_is_done_when_it_is_stopped_is_kept() -> None:
    steps: list[str] = []
    asked = replace(SMALL, threads=1)
    risk = find_risk(whitehall(), asked, stop=lambda: len(carried_out(steps)) >= 4, on_step=steps.append)
    # It says so after each batch that is reported: four of eight.
    assert risk is not None
    assert (risk.draws, risk.interrupted) == (4096, True)
    assert find_risk(whitehall(), asked, stop=lambda: True) is None


def test_one_batch_cannot_say_how_far_off_it_is_and_is_no_answer() -> None:
    _, portfolio, plan = case("open_11_correlated_dates")
    steps: list[str] = []
    asked = replace(SMALL, threads=1)
    assert (
        find_risk(PlanCase(portfolio, plan), asked, stop=lambda: bool(carried_out(steps)), on_step=steps.append) is None
    )
    assert len(carried_out(steps)) == 1


def test_the_frames_have_a_row_for_each_contract() -> None:
    frames = RiskFrames(whitehall_risk())
    assert len(frames.contracts) == len(frames.everything) == len(whitehall().portfolio.contracts)
    assert len(frames.draws("MOD-ORA-EA")) == 8192
    assert set(frames.total["answer"]) == {answer.value for answer in Answer}
    for frame in (frames.departments, frames.migrations, frames.milestones, frames.drivers, frames.convergence):
        assert len(frame)


def test_flags_are_those_of_the_plan_once_this_risk_is_kept_with_it() -> None:
    risk = whitehall_risk()
    known = replace(whitehall(), sureness=sureness_of_risk(risk)).flag_by_contract
    shown = {row.contract: row.flag for row in risk.contracts if row.answer is Answer.PLAN}
    assert shown == {contract: flag.flag for contract, flag in known.items()}
    before = {flag.contract: flag.flag for flag in whitehall().flags}
    # ISSC2-CO has 253 days to spare, and a chance of 12 % of days without cover, above the 10 % tolerated.
    assert (before["ISSC2-CO"], shown["ISSC2-CO"]) == (Flag.CLEAR, Flag.TIGHT)
