"""The board page as values, with figures worked by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.organisations import Commitment, Organisation
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Basis, Provenance
from planner.plan.entries import Plan
from planner.plan.outcome import Outcome, Status
from planner.plan.plan_case import PlanCase
from planner.present.report.board.board import Board, board_of
from planner.present.report.board.runs import plain_text
from planner.present.report.board.view import whole_view
from tests.sample import contract, day, many, option, plan, portfolio


def board(judged: Portfolio, chosen: Plan, outcome: Outcome | None = None) -> Board:
    return board_of(whole_view(PlanCase(judged, chosen, outcome)))


def extended(**changes: Any) -> Board:
    """k is covered until day 30 and needed until day 37; the plan buys o for 60. Without it seven days at 100 are bare."""
    return board(portfolio(options=(option("o"),), **changes), plan("o", m1=22))


def answer(found: Board) -> str:
    return "".join(plain_text(sentence) for sentence in found.answer)


def test_the_answer_says_what_happens_if_nobody_acts_what_the_plan_leaves_and_what_is_due() -> None:
    # The option has to be decided by day 29, the last day before it begins: 30 January 2030, within 90 days.
    assert answer(extended()) == (
        "If nobody acts, departments will be without cover at an exposure of £700 in 2030. "
        "This plan leaves £0 of exposure, by extending 1 contract for £60. "
        "One act falls due by 1 April 2030; none is late yet."
    )


def test_a_plan_that_asks_for_nothing_says_so() -> None:
    found = board(portfolio(), plan(m1=0))
    assert answer(found) == (
        "If nobody acts, no contract is without cover while it is needed. "
        "The plan leaves £0 of exposure, and needs no extension. "
        "No act is due by 1 April 2030."
    )
    assert (found.acts.due, found.acts.following, found.trouble.lines) == ((), (), ())


def test_the_three_numbers_are_those_of_the_plan() -> None:
    # needed until day 95 (80 + 12 + 3), o covers until day 90: five days at 100
    found = board(portfolio(options=(option("o"),)), plan("o", m1=80))
    bare, commit, kept = found.figures
    assert (bare.value, bare.note) == ("5 days, £500", "1 contract: k 5 days.")
    assert (commit.value, commit.note) == ("£60", "1 option still to be decided. Idle cover bought: 0 days.")
    assert (kept.value, kept.note) == ("0", "Every contract has a way off.")
    assert {figure.interval for figure in found.figures} == {"Range: not measured, risk has not been run."}


def test_what_nobody_can_leave_stands_apart() -> None:
    declined = Organisation(id="dep", name="Department", commitment=Commitment.DECLINED)
    # needed until the horizon, day 400: 370 days at 100
    found = board(portfolio(organisations=(declined,)), Plan(migrations=()))
    bare, _, kept = found.figures
    assert (bare.value, kept.value) == ("0 days", "1, £37k")
    assert kept.note == "k, needed until 4 February 2031, when the planning horizon ends."
    assert [line.flag for line in found.trouble.lines] == ["no route"]


def test_an_act_says_what_is_bought_until_when_and_what_happens_otherwise() -> None:
    (line,) = extended().acts.due
    assert (line.what, line.about, line.price) == ("Extend k to 31 Mar 2030", "K", "£60")
    assert (line.act_by, line.days_left, line.late) == ("30 Jan 2030", "29", False)
    assert line.otherwise == "7 days without cover, £700"


def test_a_bridge_is_an_act_that_is_due() -> None:
    # Nothing covers the seven days from day 30: the bridge of 270 days to award has been late for long.
    (line,) = board(portfolio(), plan(m1=22)).acts.due
    assert (line.what, line.price, line.days_left, line.late) == ("Bridge k for 7 days", "to be quoted", "late", True)
    assert line.otherwise == "7 days without cover, £700"


def test_due_acts_come_first_then_the_next_four_and_the_rest_is_counted() -> None:
    found = board(*many(110)).acts
    case = PlanCase(*many(110))
    due = [act for act in case.acts if act.days_left <= 90]
    assert len(found.due) == min(5, len(due))
    assert found.more_due == max(0, len(due) - 5)
    assert (len(found.following), found.in_all) == (4, len(case.acts))


def test_money_at_risk_is_that_of_the_quarters_of_the_plan() -> None:
    case = PlanCase(*many(12))
    found = board_of(whole_view(case)).periods
    shown = {
        f"{period.year} {period.name}": (period.if_nobody_acts, period.exposure, period.to_commit) for period in found
    }
    known = {
        str(one.quarter): (one.if_nobody_acts_pounds, one.exposure_pounds, one.to_commit_pounds)
        for one in case.quarters
    }
    assert shown.items() <= known.items()
    assert not any(any(pounds) for name, pounds in known.items() if name not in shown)


def test_many_quarters_are_told_by_year() -> None:
    # needed from day 30 for about ten years: more than twenty quarters
    judged = portfolio(horizon_date=day(5000))
    found = board(judged, plan(m1=3650)).periods
    assert {period.name for period in found} == {""}
    # 3650 + 12 + 3 days of need, 30 of them covered, at 100 a day
    assert sum(period.exposure for period in found) == 363_500


def test_the_picture_has_a_bar_for_every_pound_that_is_not_nothing() -> None:
    found = extended()
    (period,) = (period for period in found.periods if period.if_nobody_acts)
    assert {bar.style for bar in found.risk.bars} == {"nobody", "commit"}
    assert (period.if_nobody_acts, period.to_commit, period.exposure) == (700, 60, 0)
    assert all(bar.height > 0 for bar in found.risk.bars)
    assert all(found.risk.left <= bar.x <= bar.x + bar.width <= found.risk.width for bar in found.risk.bars)


def test_certainty_tells_cost_bound_and_gap_only_where_they_are_known() -> None:
    judged, chosen = portfolio(options=(option("o"),)), plan("o", m1=22)
    known = Outcome(status=Status.FEASIBLE, plan=chosen, objective_pounds=60, bound_pounds=50, gap=1 / 6, seconds=0.0)
    assert board(judged, chosen, known).certainty.startswith(
        "The plan costs £60; no plan can cost less than £50 (proved), so at most 16.67 % of what a plan can change is "
        "left to find."
    )
    assert "was not solved for" in board(judged, chosen).certainty
    best = replace(known, status=Status.OPTIMAL, bound_pounds=60, gap=0.0)
    assert "proved that no plan costs less" in board(judged, chosen, best).certainty


def test_certainty_counts_assumed_figures_and_names_the_undecided() -> None:
    assumed = contract("k", provenance=Provenance(basis=Basis.ASSUMED))
    undecided = Organisation(id="dep", name="Department", commitment=Commitment.UNDECIDED)
    found = board(portfolio(contracts=(assumed,), organisations=(undecided,)), plan(m1=0)).certainty
    assert "1 of 1 contract rest on assumed figures" in found
    assert found.endswith("One organisation has not decided to join (Department) and is planned as joining.")


def test_a_strip_shows_the_days_of_a_cluster() -> None:
    (strip,) = extended().plan.strips
    # m1 cuts over on day 34, m2 on day 12; k is covered until day 90 with o, and ends on 31 March
    assert [mark.words for mark in strip.cutovers] == ["13 Jan 2030: 1 cutover", "4 Feb 2030: 1 cutover"]
    assert [mark.words for mark in strip.ends] == ["31 Mar 2030: 1 contract end"]
    assert strip.summary == "2 cutovers, 13 Jan 2030 to 4 Feb 2030; 1 contract end, 31 Mar 2030"


def test_departments_stand_in_the_order_of_gravity() -> None:
    lines = board(*many(12)).by_gravity.lines
    gravities = [line.flag.gravity for line in lines if line.flag is not None]
    assert gravities == sorted(gravities, reverse=True)
    assert len(lines) == 12


@pytest.mark.parametrize("judged", [portfolio(contracts=(), migrations=(), clusters=())])
def test_a_portfolio_without_anything_has_a_board_page(judged: Portfolio) -> None:
    found = board(judged, Plan(migrations=()))
    assert found.figures[0].note == "Every contract is covered while it is needed."
    assert found.plan.strips == ()
