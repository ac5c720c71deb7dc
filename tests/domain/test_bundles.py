"""Chains laid together: what one option of a bundle cannot, none can; what one has decided, all have.

Contracts k and j are in force to day 29 and day 59, with no notice unless a case says so. So the last day of a first option
of k is day 29, and of one of j day 59.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.chains.link import ChainLink, Obstacle
from planner.domain.contracts import ExtensionOption, Notice, OptionState
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Rule
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from tests.sample import contract, day, option, plan, portfolio

GONE = OptionState.LAPSED
DONE = OptionState.EXERCISED


def two(*options: ExtensionOption, **changes: Any) -> Portfolio:
    """k and j with these options; the changes are of j."""
    return portfolio(contracts=(contract("k"), contract("j", expiry_date=day(59), **changes)), options=options)


def links(case: Portfolio) -> dict[str, ChainLink]:
    return {link.option.id: link for chain in case.chain_by_contract.values() for link in chain}


def obstacles(case: Portfolio) -> dict[str, Obstacle | None]:
    return {id: link.obstacle for id, link in links(case).items()}


def test_options_of_a_bundle_share_the_earliest_last_day() -> None:
    case = two(option("o", bundle="b"), option("p", contract="j", bundle="b"))
    assert {id: link.decision.value for id, link in links(case).items()} == {"o": day(29), "p": day(29)}
    assert {id: link.own_notice_date for id, link in links(case).items()} == {"o": day(29), "p": day(59)}


def test_options_taken_alone_keep_their_days() -> None:
    case = two(option("o"), option("p", contract="j", bundle="b"))
    assert links(case)["p"].decision.value == day(59)
    assert links(case)["o"].own_notice_date is None


def test_a_bundle_behind_another_option_falls_with_it() -> None:
    # o1 has lapsed, so o2 behind it falls, and with it p, and q behind p.
    case = two(
        option("o1", state=GONE),
        option("o2", sequence=2, bundle="b"),
        option("p", contract="j", bundle="b"),
        option("q", contract="j", sequence=2),
    )
    assert obstacles(case) == {
        "o1": Obstacle.LAPSED,
        "o2": Obstacle.BEHIND_ANOTHER,
        "p": Obstacle.IN_A_BUNDLE,
        "q": Obstacle.BEHIND_ANOTHER,
    }
    assert links(case)["p"].unavailable_reason == "p is in bundle b with o2, and o1 before it cannot be used"
    assert links(case)["q"].unavailable_reason == "p before it cannot be used"


def crossing(**changes: OptionState) -> Portfolio:
    """o and p of one bundle, q and r of another: o stands before q in k, r before p in j."""
    options = (
        option("o", bundle="first"),
        option("q", sequence=2, bundle="second"),
        option("r", contract="j", bundle="second"),
        option("p", contract="j", sequence=2, bundle="first"),
    )
    return two(*(replace(one, state=changes.get(one.id, one.state)) for one in options))


def test_bundles_that_cross_in_chains_can_be_used_together() -> None:
    assert set(obstacles(crossing()).values()) == {None}


@pytest.mark.parametrize("gone", ["o", "p", "q", "r"])
def test_one_lost_of_bundles_that_cross_makes_all_unusable(gone: str) -> None:
    assert None not in obstacles(crossing(**{gone: GONE})).values()


@pytest.mark.parametrize("done", ["q", "p"])
def test_one_exercised_behind_exercises_the_bundles_before_it(done: str) -> None:
    # q behind o brings o along, o brings p, and p brings r before it; p likewise.
    assert all(link.exercised for link in links(crossing(**{done: DONE})).values())


def test_one_exercised_brings_along_what_stands_before_the_others_and_not_what_stands_behind() -> None:
    case = two(
        option("o", bundle="b", state=DONE),
        option("p1", contract="j"),
        option("p2", contract="j", sequence=2, bundle="b"),
        option("p3", contract="j", sequence=3),
    )
    assert {id for id, link in links(case).items() if link.exercised} == {"o", "p1", "p2"}


def test_an_exercised_option_stands_beside_a_lapsed_one_and_the_judge_says_so() -> None:
    # `check` calls such states an error; records made otherwise break the rule in every plan.
    case = two(option("o", bundle="b", state=DONE), option("p", contract="j", bundle="b", state=GONE))
    assert obstacles(case) == {"o": None, "p": Obstacle.LAPSED}
    assert [breach.rule for breach in judge(PlanCase(case, plan("o")))] == [Rule.BUNDLE]


def test_a_window_that_opens_after_the_shared_last_day_makes_all_unusable() -> None:
    # p alone could be noticed from day 39 (59 - 20) to day 59; the bundle has until day 29.
    case = two(
        option("o", bundle="b"),
        option("p", contract="j", bundle="b", earliest_notice=20),
    )
    assert obstacles(case) == {"o": Obstacle.IN_A_BUNDLE, "p": Obstacle.NEVER_OPENS}
    assert obstacles(two(option("o", bundle="b"), option("p", contract="j", bundle="b", earliest_notice=30))) == {
        "o": None,
        "p": None,
    }


def test_too_late_for_one_is_too_late_for_all() -> None:
    # 60 days of notice lead from day 59 to day -1.
    late = two(option("o", bundle="b"), option("p", contract="j", bundle="b"), notice=Notice(60))
    assert set(obstacles(late).values()) == {Obstacle.TOO_LATE}
    in_time = two(option("o", bundle="b"), option("p", contract="j", bundle="b"), notice=Notice(59))
    assert set(obstacles(in_time).values()) == {None}


def test_an_option_of_a_contract_that_goes_on_by_itself_cannot_be_used_so_none_can() -> None:
    renews = {"renewal_months": 12, "annual_price_pounds": 365}
    case = two(option("o", bundle="b"), option("p", contract="j", bundle="b"), **renews)
    assert links(case)["o"].obstacle is Obstacle.IN_A_BUNDLE
    assert links(case)["o"].unavailable_reason == "o is in bundle b with p, and its contract goes on by itself"
