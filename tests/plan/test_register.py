"""The register: who does what by when, and what happens if nobody does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.contracts import Contract, ExtensionOption, Notice, OptionKind, OptionState
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.organisations import Commitment
from planner.domain.policy import Policy
from planner.domain.portfolio import Portfolio
from planner.plan.plan_case import PlanCase
from planner.plan.register.records import Act, ActKind, ActState, OptionDetail
from tests.sample import day, option, plan, portfolio


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
    policy = Policy(alert_window_days=20, bridge_lead_days=20)
    return portfolio(policy=policy, contracts=(replace(contract, **changes),), options=options)


def detail_of(act: Act) -> OptionDetail:
    assert act.option is not None
    return act.option


def test_it_says_what_by_when_by_whom_and_for_how_much() -> None:
    (found,) = PlanCase(case(option("o", agreement_probability=0.8)), plan("o", m1=22)).acts
    detail = detail_of(found)
    assert (found.act, found.contract, found.subject, found.state) == (ActKind.BUY, "k", "o", ActState.OPEN)
    assert (detail.kind, detail.supplier, found.owner) == (OptionKind.OPTION, "Supplier", "Department")
    assert (found.notice_last_date, found.last_date, found.days_left) == (day(24), day(20), 20)
    assert (detail.covers_from_date, detail.covers_until_date, found.pounds) == (day(30), day(89), 60)
    assert (detail.agreement_probability, detail.negotiation, detail.headroom) == (0.8, False, None)
    assert found.derivation == (
        "in force until Wed 30 Jan 2030; less 5 days of notice: Fri 25 Jan 2030 is the last day to give notice; "
        "less 4 days of internal approval: decide by Mon 21 Jan 2030"
    )


def test_the_day_to_act_is_the_working_day_before_the_last_day() -> None:
    # lead of 5: decide by day 19, Sunday 20 January 2030; the Friday before it is day 17
    (found,) = PlanCase(case(option("o", internal_lead_days=5)), plan("o", m1=22)).acts
    assert (found.last_date, found.acting_date, found.days_left, found.late) == (day(19), day(17), 17, False)


def test_an_option_that_is_not_used_although_days_stay_uncovered_is_accepted() -> None:
    # needed until day 37, covered until day 30: seven days at 100 where o would cover them
    (found,) = PlanCase(case(option("o")), plan(m1=22)).acts
    assert (found.act, found.subject, found.pounds) == (ActKind.ACCEPT_EXPOSURE, "k", 700)
    assert (found.acting_date, found.last_date) == (day(20), day(20))


def test_days_that_nothing_covers_need_a_bridge() -> None:
    # uncovered from day 30 on; 20 days to award: start on day 10, Friday 11 January 2030
    (found,) = PlanCase(case(), plan(m1=22)).acts
    assert (found.act, found.subject, found.acting_date, found.days_left) == (ActKind.START_BRIDGE, "k", day(10), 10)
    assert (found.pounds, found.assumed) == (None, ("20 days to award it",))


def test_a_late_act_stands_on_top() -> None:
    # the bridge takes 40 days: it should have been started on day 30 - 40 = -10; o must be decided by day 20
    judged = replace(case(option("o", end_date=day(32))), policy=Policy(alert_window_days=20, bridge_lead_days=43))
    bridge, purchase = PlanCase(judged, plan("o", m1=22)).acts
    # with o covered until day 33, needed until 37: bare from day 33, less 43 days: day -10
    assert (bridge.act, bridge.late, bridge.last_date, bridge.days_left) == (
        ActKind.START_BRIDGE,
        True,
        day(-10),
        -10,
    )
    assert (purchase.act, purchase.late) == (ActKind.BUY, False)


def test_an_approved_option_asks_for_its_notice() -> None:
    approved = DecisionTaken(id="d", kind=CommitmentKind.OPTION_APPROVED, subject="o")
    judged = replace(case(option("o")), decisions_taken=(approved,))
    (found,) = PlanCase(judged, plan("o", m1=22)).acts
    assert (found.act, found.state, found.last_date) == (ActKind.SERVE_NOTICE, ActState.DECIDED, day(24))
    served = DecisionTaken(id="e", kind=CommitmentKind.NOTICE_SERVED, subject="o")
    assert PlanCase(replace(judged, decisions_taken=(approved, served)), plan("o", m1=22)).acts == ()


def test_an_undecided_organisation_is_asked_before_its_first_migration() -> None:
    judged = case(option("o"))
    undecided = replace(
        judged,
        organisations=tuple(replace(one, commitment=Commitment.UNDECIDED) for one in judged.organisations),
    )
    # m1 starts on day 5, Sunday 6 January 2030: the Friday before it is day 3
    found = [act for act in PlanCase(undecided, plan(m1=5, m2=6)).acts if act.act is ActKind.ANSWER]
    assert [(act.subject, act.last_date, act.acting_date) for act in found] == [("dep", day(5), day(3))]


def test_if_nobody_decides_the_days_after_its_beginning_are_uncovered() -> None:
    # needed until day 37, without the option covered until day 30
    (found,) = PlanCase(case(option("o")), plan("o", m1=22)).acts
    consequence = detail_of(found).consequence
    assert (consequence.uncovered_from_date, consequence.uncovered_days) == (day(30), 7)
    assert (consequence.exposure_pounds, consequence.options_lost) == (700, ())
    assert consequence.sentence == "k is uncovered from Thu 31 Jan 2030 for 7 days: £700 of exposure"


def test_later_options_are_lost_with_it() -> None:
    options = (option("o"), option("q", sequence=2), option("r", sequence=3, state=OptionState.REFUSED))
    first, second = PlanCase(case(*options), plan("o", "q", m1=80)).acts
    # needed until day 95: without o 65 days from day 30, without q 5 days from day 90
    assert (detail_of(first).consequence.uncovered_days, detail_of(first).consequence.options_lost) == (65, ("q",))
    assert (detail_of(second).consequence.uncovered_days, detail_of(second).consequence.options_lost) == (5, ())


def test_an_option_that_would_not_be_missed_says_so() -> None:
    (found,) = PlanCase(case(option("o")), plan("o", m1=0)).acts
    assert detail_of(found).consequence.uncovered_from_date is None
    assert detail_of(found).consequence.sentence.startswith("nothing is uncovered")


def test_decisions_come_in_the_order_of_their_last_day() -> None:
    j = Contract(
        id="j", name="J", expiry_date=day(29), notice=Notice(10), internal_lead_days=0, exposure_pounds_per_day=1
    )
    base = case(option("o"), option("p", contract="j"), option("q", sequence=2, notice=Notice(80)))
    both = replace(base, contracts=(*base.contracts, j))
    # q: 89 - 80 - 4 = day 5; p: 29 - 10 = day 19; o: day 20; the plan is in time, so nothing else is asked
    assert [found.subject for found in PlanCase(both, plan("o", "p", "q")).acts] == ["q", "p", "o"]


def test_exercised_options_are_no_decisions() -> None:
    done = case(option("o", state=OptionState.EXERCISED), option("q", sequence=2))
    assert [found.subject for found in PlanCase(done, plan("o", "q")).acts] == ["q"]


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
    detail = detail_of(second)
    assert detail.negotiation
    assert detail.headroom is not None
    assert "add 12.0 months" in detail.headroom
    assert relation in detail.headroom
    assert detail.headroom.endswith("regime: PA23")


def test_a_bridge_is_a_new_award() -> None:
    (found,) = PlanCase(case(option("o", kind=OptionKind.BRIDGE)), plan("o")).acts
    assert (detail_of(found).negotiation, detail_of(found).headroom) == (True, "a new award; regime: not stated")
