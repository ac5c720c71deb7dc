"""One extension that covers several contracts (case22a) and its variants, each answer worked out by hand.

S1 to S4 end on 31 Dec 2025, 15 Feb, 30 Jun and 30 Sep 2026; an uncovered day of each costs £10,000, a year £120,000, so a
month £10,000 and a day £328.77. T1 to T4 extend them to 5 Apr 2027. M1 leaves S1 and S2 on 28 Feb 2026, M2 leaves S3 and S4
on 31 May 2026. So S1 is bare for 58 days (1 Jan to 27 Feb), S2 for 12 (16 to 27 Feb), S3 and S4 for none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.domain.chains.link import ChainLink, Obstacle
from planner.domain.contracts import Notice, NoticeUnit, OptionState
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.plan.flagging.records import ContractFlag, Flag
from planner.plan.plan_case import PlanCase
from planner.plan.register.records import Act, ActKind
from planner.reading import read_portfolio
from planner.reading.overlay.applying import apply_scenario
from planner.reading.overlay.scenario_file import parse_scenarios
from planner.solver.settings import SolveSettings
from planner.solver.solve import solve

CASE = Path(__file__).parents[1] / "cases" / "reports" / "case22a"
SETTINGS = SolveSettings(time_limit_seconds=10.0, workers=1, deterministic=True)

T1, T2, T3, T4 = 151_644, 136_904, 91_644, 61_644
"""T1: 1 Jan 2026 to 5 Apr 2027 is 15 months and 5 days: 150,000 + 1,643.84. T2: 16 Feb is 13 months (to 15 Mar) and 21 days:
130,000 + 6,904.11. T3: 1 Jul is 9 months and 5 days: 90,000 + 1,643.84. T4: 1 Oct is 6 months and 5 days."""
BARE_S1, BARE_S2 = 580_000, 120_000
ALL = {"T1", "T2", "T3", "T4"}


@pytest.fixture(scope="module")
def team() -> Portfolio:
    return read_portfolio(CASE)


def varied(portfolio: Portfolio, changes: Mapping[str, Mapping[str, Any]]) -> Portfolio:
    """The portfolio with these fields of contracts and options changed."""
    return replace(
        portfolio,
        contracts=tuple(replace(contract, **changes.get(contract.id, {})) for contract in portfolio.contracts),
        options=tuple(replace(option, **changes.get(option.id, {})) for option in portfolio.options),
    )


def cheap_days(portfolio: Portfolio) -> Portfolio:
    """An uncovered day at £4,000: 58 + 12 bare days cost £280,000, less than £441,836; T1 alone would save £80,356."""
    return varied(portfolio, {f"S{n}": {"exposure_pounds_per_day": 4_000} for n in (1, 2, 3, 4)})


def best(portfolio: Portfolio) -> PlanCase:
    outcome = solve(portfolio, SETTINGS)
    assert outcome.plan is not None
    assert outcome.bound_pounds == outcome.objective_pounds
    return PlanCase(portfolio, outcome.plan)


def links_of(portfolio: Portfolio) -> dict[str, ChainLink]:
    return {link.option.id: link for chain in portfolio.chain_by_contract.values() for link in chain}


def flags_of(case: PlanCase) -> dict[str, ContractFlag]:
    return {flag.contract: flag for flag in case.flags}


def acts_of(case: PlanCase, kind: ActKind) -> dict[str, Act]:
    return {act.subject: act for act in case.acts if act.act is kind}


def test_all_four_are_taken_each_at_its_own_price(team: Portfolio) -> None:
    # Alone T1 saves 580,000 - 151,644 and T2 costs 136,904 against 120,000. Together they save 700,000 - 441,836.
    case = best(team)
    assert case.plan.option_set == ALL
    assert case.pounds == case.terms[Term.EXTENSIONS] == T1 + T2 + T3 + T4 == 441_836


def test_alone_only_the_first_pays(team: Portfolio) -> None:
    case = best(varied(team, {id: {"bundle": None} for id in ALL}))
    assert case.plan.option_set == {"T1"}
    assert case.pounds == T1 + BARE_S2


def test_none_is_taken_where_all_together_cost_more_than_they_save(team: Portfolio) -> None:
    case = best(cheap_days(team))
    assert case.plan.option_set == frozenset()
    assert case.pounds == (58 + 12) * 4_000


def test_exposure_accepted_because_of_a_bundle_says_so(team: Portfolio) -> None:
    case = best(cheap_days(team))
    flag = flags_of(case)["S1"]
    assert flag.flag is Flag.ACCEPTED
    assert flag.reason.endswith(
        "; it can only be used together with T2 of S2, T3 of S3 and T4 of S4 (bundle TEAM), £441,836 in all"
    )
    assert acts_of(case, ActKind.ACCEPT_EXPOSURE)["S1"].what == (
        "decide whether to use T1 for £151,644 after all together with T2 of S2, T3 of S3 and T4 of S4 (bundle TEAM), "
        "or to bear 58 days at £232,000 of exposure"
    )


def test_all_have_the_earliest_last_day(team: Portfolio) -> None:
    # Nothing is stated but the ends: that of S1, 31 Dec 2025, is the earliest, to decide and for notice.
    links = links_of(team)
    assert {(link.decision.value, link.notice.value) for link in links.values()} == {(date(2025, 12, 31),) * 2}
    assert links["T4"].notice.steps[-1] == "T1 of its bundle TEAM has the earliest last day for notice: Wed 31 Dec 2025"
    assert (
        links["T4"].decision.steps[-1] == "T1 of its bundle TEAM has the earliest last day to decide: Wed 31 Dec 2025"
    )
    assert links["T4"].own_notice_date == date(2026, 9, 30)


def test_each_option_is_an_act_of_its_own_that_names_the_others(team: Portfolio) -> None:
    acts = acts_of(best(team), ActKind.BUY)
    assert {act.last_date for act in acts.values()} == {date(2025, 12, 31)}
    assert {id: act.pounds for id, act in acts.items()} == {"T1": T1, "T2": T2, "T3": T3, "T4": T4}
    assert acts["T2"].what == (
        "start the approval of T2 together with T1 of S1, T3 of S3 and T4 of S4 (bundle TEAM), "
        "so that notice is given by Wed 31 Dec 2025"
    )
    assert acts["T2"].if_nobody_acts.endswith("; T1 and T3 and T4 can then not be used either")


def test_a_member_with_long_notice_moves_the_last_day_of_all(team: Portfolio) -> None:
    # 10 months before 30 Jun 2026 is 30 Aug 2025, less 30 days 31 Jul: before the status date, 1 Sep 2025.
    late = varied(team, {"S3": {"notice": Notice(10, NoticeUnit.MONTHS), "internal_lead_days": 30}})
    links = links_of(late)
    assert {link.obstacle for link in links.values()} == {Obstacle.TOO_LATE}
    assert {link.decision.value for link in links.values()} == {date(2025, 7, 31)}
    assert links["T1"].unavailable_reason == (
        "the last day to decide on T1 was Thu 31 Jul 2025, that of T3 in its bundle TEAM"
    )
    flag = flags_of(best(late))["S1"]
    assert flag.flag is Flag.LOST
    assert flag.lost is not None
    assert (flag.lost.option, flag.lost.since_date, flag.lost.through) == ("T1", date(2025, 8, 1), None)


def test_the_last_day_to_decide_may_come_from_one_and_that_for_notice_from_another(team: Portfolio) -> None:
    # T1: 31 Dec 2025 less 0. T2: 15 Feb 2026 less 90 days of lead is 17 Nov 2025 to decide.
    links = links_of(varied(team, {"S2": {"internal_lead_days": 90}}))
    assert {link.decision.value for link in links.values()} == {date(2025, 11, 17)}
    assert {link.notice.value for link in links.values()} == {date(2025, 12, 31)}


def test_an_assumed_figure_behind_the_shared_day_is_marked_for_all(team: Portfolio) -> None:
    # The notice of S1 is not stated: 180 days before 31 Dec 2025 is 4 Jul 2025.
    links = links_of(varied(team, {"S1": {"notice": None}}))
    assert {link.assumed for link in links.values()} == {("notice of 180 days",)}
    assert all(link.notice_assumed for link in links.values())


@pytest.mark.parametrize("decided", ["state", "commitment"])
def test_a_member_exercised_exercises_all(team: Portfolio, decided: str) -> None:
    # At £4,000 a day nobody would take them; T4 is exercised, so all four are paid.
    case = cheap_days(team)
    if decided == "state":
        case = varied(case, {"T4": {"state": OptionState.EXERCISED}})
    else:
        taken = DecisionTaken(id="d", kind=CommitmentKind.OPTION_EXERCISED, subject="T4")
        case = replace(case, decisions_taken=(taken,))
    assert all(link.exercised for link in links_of(case).values())
    assert best(case).pounds == 441_836


def test_a_member_approved_has_the_notice_of_all_served(team: Portfolio) -> None:
    taken = DecisionTaken(id="d", kind=CommitmentKind.OPTION_APPROVED, subject="T4")
    case = best(replace(team, decisions_taken=(taken,)))
    acts = acts_of(case, ActKind.SERVE_NOTICE)
    assert acts.keys() == ALL
    assert {act.last_date for act in acts.values()} == {date(2025, 12, 31)}


@pytest.mark.parametrize(
    ("state", "flag", "words"),
    [
        (OptionState.LAPSED, Flag.LOST, "T1, in a bundle with T4, which is lapsed, would have covered 58 days"),
        (OptionState.REFUSED, Flag.EXPOSED, "T1 is in bundle TEAM with T4, and T4 is refused"),
    ],
)
def test_a_member_that_is_gone_makes_all_unusable(team: Portfolio, state: OptionState, flag: Flag, words: str) -> None:
    gone = varied(team, {"T4": {"state": state}})
    assert links_of(gone)["T1"].obstacle is Obstacle.IN_A_BUNDLE
    case = best(gone)
    assert case.pounds == BARE_S1 + BARE_S2
    found = flags_of(case)["S1"]
    assert found.flag is flag
    assert words in found.reason


def test_a_member_beyond_its_maximum_end_makes_all_unusable(team: Portfolio) -> None:
    beyond = varied(team, {"S4": {"maximum_end_date": date(2027, 4, 4)}})
    assert {id for id, link in links_of(beyond).items() if link.obstacle is None} == set()
    assert flags_of(best(beyond))["S1"].flag is Flag.EXPOSED


def test_the_price_may_stand_on_one_row_only(team: Portfolio) -> None:
    # £200,000 as a fee of T1 and a price of 0 a year for all: cheaper than the £700,000 of bare days.
    free: dict[str, dict[str, Any]] = {id: {"annual_price_pounds": 0} for id in ALL}
    free["T1"]["fee_pounds"] = 200_000
    case = best(varied(team, free))
    assert case.plan.option_set == ALL
    assert case.pounds == 200_000


ALONE = """
[scenario.alone]
[[scenario.alone.set]]
table = "options"
ids = ["T1"]
values = { bundle = "" }
"""


def test_a_scenario_takes_an_option_out_of_its_bundle(team: Portfolio) -> None:
    # T1 alone for £151,644. T2, T3 and T4 together cost £290,192 and would save the £120,000 of S2.
    case = best(apply_scenario(team, parse_scenarios(ALONE)["alone"]))
    assert case.plan.option_set == {"T1"}
    assert case.pounds == T1 + BARE_S2
