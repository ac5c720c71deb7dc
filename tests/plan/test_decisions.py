"""The decision register: who decides what by when, and what happens if nobody does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.contracts import Contract, ExtensionOption, Notice, OptionKind, OptionState
from planner.domain.policy import Policy
from planner.domain.portfolio import Portfolio
from planner.plan.plan_case import PlanCase
from tests.plan.builders import day, option, plan, portfolio


def case(*options: ExtensionOption, **changes: Any) -> Portfolio:
    """Notice of 5 days and 4 of approval: k ends on day 29, so notice by day 24 and a decision by day 20."""
    contract = Contract(
        id="k",
        name="K",
        buyer="dep",
        supplier="Supplier",
        expiry_date=day(29),
        notice=Notice(5),
        internal_lead_days=4,
        exposure_pounds_per_day=100,
    )
    policy = Policy(alert_window_days=20)
    return portfolio(policy=policy, contracts=(replace(contract, **changes),), options=options)


def test_it_says_what_by_when_by_whom_and_for_how_much() -> None:
    (found,) = PlanCase(case(option("o", agreement_probability=0.8)), plan("o", m1=22)).acts
    assert (found.contract, found.option, found.kind, found.supplier) == ("k", "o", OptionKind.OPTION, "Supplier")
    assert (found.notice_date, found.decide_by_date, found.days_left) == (day(24), day(20), 20)
    assert (found.covers_from_date, found.covers_until_date, found.pounds) == (day(30), day(89), 60)
    assert (found.owner, found.agreement_probability, found.negotiation, found.headroom) == (
        "Department",
        0.8,
        False,
        None,
    )
    assert found.derivation == (
        "in force until Wed 30 Jan 2030; less 5 days of notice: Fri 25 Jan 2030 is the last day to give notice; "
        "less 4 days of internal approval: decide by Mon 21 Jan 2030"
    )


def test_the_last_day_of_the_alert_window_is_urgent_and_the_next_is_not() -> None:
    assert PlanCase(case(option("o")), plan("o")).acts[0].urgent
    later = case(option("o", internal_lead_days=3))
    assert not PlanCase(later, plan("o")).acts[0].urgent


def test_if_nobody_decides_the_days_after_its_beginning_are_uncovered() -> None:
    # needed until day 37, without the option covered until day 30
    (found,) = PlanCase(case(option("o")), plan("o", m1=22)).acts
    consequence = found.if_nobody_decides
    assert (consequence.uncovered_from_date, consequence.uncovered_days) == (day(30), 7)
    assert (consequence.exposure_pounds, consequence.options_lost) == (700, ())
    assert consequence.sentence == "k is uncovered from Thu 31 Jan 2030 for 7 days: £700 of exposure"


def test_later_options_are_lost_with_it() -> None:
    options = (option("o"), option("q", sequence=2), option("r", sequence=3, state=OptionState.REFUSED))
    first, second = PlanCase(case(*options), plan("o", "q", m1=80)).acts
    # needed until day 95: without o 65 days from day 30, without q 5 days from day 90
    assert (first.if_nobody_decides.uncovered_days, first.if_nobody_decides.options_lost) == (65, ("q",))
    assert (second.if_nobody_decides.uncovered_days, second.if_nobody_decides.options_lost) == (5, ())


def test_an_option_that_would_not_be_missed_says_so() -> None:
    (found,) = PlanCase(case(option("o")), plan("o", m1=0)).acts
    assert found.if_nobody_decides.uncovered_from_date is None
    assert found.if_nobody_decides.sentence.startswith("nothing is uncovered")


def test_decisions_come_in_the_order_of_their_last_day() -> None:
    j = Contract(
        id="j", name="J", expiry_date=day(29), notice=Notice(10), internal_lead_days=0, exposure_pounds_per_day=1
    )
    base = case(option("o"), option("p", contract="j"), option("q", sequence=2, notice=Notice(80)))
    both = replace(base, contracts=(*base.contracts, j))
    # q: 89 - 80 - 4 = day 5; p: 29 - 10 = day 19; o: day 20
    assert [found.option for found in PlanCase(both, plan("o", "p", "q")).acts] == ["q", "p", "o"]


def test_exercised_options_are_no_decisions() -> None:
    done = case(option("o", state=OptionState.EXERCISED), option("q", sequence=2))
    assert [found.option for found in PlanCase(done, plan("o", "q")).acts] == ["q"]


@pytest.mark.parametrize(
    ("term", "relation"),
    [(120, "within"), (119, "above"), (None, "unknown")],
)
def test_a_modification_is_held_against_ten_per_cent_of_the_term_at_award(term: int | None, relation: str) -> None:
    # two modifications of 6 months each add 12 months: 10 % of 120
    def modification(id: str, sequence: int) -> ExtensionOption:
        return option(id, sequence=sequence, kind=OptionKind.MODIFICATION, end_date=None, months=6)

    judged = case(modification("o", 1), modification("q", 2), award_term_months=term, regime="PA23")
    _, second = PlanCase(judged, plan("o", "q")).acts
    assert second.negotiation
    assert second.headroom is not None
    assert "add 12.0 months" in second.headroom
    assert relation in second.headroom
    assert second.headroom.endswith("regime: PA23")


def test_a_bridge_is_a_new_award() -> None:
    (found,) = PlanCase(case(option("o", kind=OptionKind.BRIDGE)), plan("o")).acts
    assert (found.negotiation, found.headroom) == (True, "a new award; regime: not stated")
