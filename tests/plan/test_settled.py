"""The ids and states of acts, and the acts that are decided: what they say, and that nobody is asked for them again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from planner.domain.contracts import OptionState
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.organisations import Commitment, Organisation
from planner.domain.portfolio import Portfolio
from planner.plan.flagging.records import Flag
from planner.plan.plan_case import PlanCase
from planner.plan.register.records import ActState
from planner.present.exchange.calendar.entries import EntryKind, entries_of
from planner.present.tables.plans.register_table import REGISTER
from planner.present.tables.table import plain_rows
from tests.sample import day, option, plan, portfolio


def with_taken(base: Portfolio, kind: CommitmentKind, subject: str, **said: Any) -> Portfolio:
    return replace(base, decisions_taken=(DecisionTaken(id="D", kind=kind, subject=subject, **said),))


def ids(case: PlanCase) -> list[str]:
    return [act.id for act in case.acts]


def test_every_act_has_its_id() -> None:
    undecided = (Organisation(id="dep", name="Department", commitment=Commitment.UNDECIDED),)
    base = portfolio(organisations=undecided)
    assert ids(PlanCase(base, plan(m1=22))) == ["bridge:k", "answer:dep"]
    assert ids(PlanCase(replace(base, options=(option("o"),)), plan("o", m1=22))) == ["answer:dep", "buy:o"]
    assert "accept:k" in ids(PlanCase(replace(base, options=(option("o"),)), plan(m1=22)))


def test_an_option_that_is_approved_is_decided_and_its_notice_asked_for() -> None:
    approved = with_taken(
        portfolio(options=(option("o"),)),
        CommitmentKind.OPTION_APPROVED,
        "o",
        agreed_date=day(0),
        decided_by="Board",
        decision_note="item 4",
    )
    case = PlanCase(approved, plan("o", m1=22))
    (notice,) = case.acts
    assert (notice.id, notice.state, notice.decided_by) == ("notice:o", ActState.DECIDED, "Board")
    (settled,) = case.settled
    assert (settled.id, settled.state, settled.decided_date) == ("buy:o", ActState.DECIDED, day(0))
    assert settled.what == "o is approved"


def test_a_bridge_that_is_begun_is_asked_for_no_more() -> None:
    begun = with_taken(portfolio(), CommitmentKind.BRIDGE_BEGUN, "k", agreed_date=day(-3))
    case = PlanCase(begun, plan(m1=22))
    assert case.acts == ()
    (flag,) = case.flags
    # uncovered from day 30 on: the flag stays, and the act that belongs to it is another
    assert flag.reason.endswith("; a bridge is begun")
    assert (flag.flag, flag.action.task) == (Flag.EXPOSED, "have the bridge in force")
    assert [settled.id for settled in case.settled] == ["bridge:k"]


class TestAcceptance:
    def accepted(self, until: date | None) -> PlanCase:
        base = portfolio(options=(option("o"),))
        # needed until day 37, covered until day 30: the last day without cover is day 36
        taken = with_taken(base, CommitmentKind.EXPOSURE_ACCEPTED, "k", agreed_date=until, decided_by="Board")
        return PlanCase(taken, plan(m1=22))

    def test_settles_the_act(self) -> None:
        for until in (None, day(36)):
            case = self.accepted(until)
            assert case.acts == ()
            (flag,) = case.flags
            assert (flag.flag, flag.accepted) == (Flag.ACCEPTED, True)
            assert flag.reason.endswith("; these days are accepted")
            assert flag.action.task == "confirm that the 7 days without cover are still accepted"

    def test_does_not_hold_for_more_days_than_were_accepted(self) -> None:
        case = self.accepted(day(35))
        assert ids(case) == ["accept:k"]
        assert [settled.id for settled in case.settled] == ["accept:k"]

    def test_settles_a_bridge_as_well(self) -> None:
        bare = with_taken(portfolio(), CommitmentKind.EXPOSURE_ACCEPTED, "k")
        assert PlanCase(bare, plan(m1=22)).acts == ()


def test_refusals_and_answers_are_decided_where_somebody_is_named() -> None:
    options = (option("o", state=OptionState.REFUSED), option("o2", sequence=2, state=OptionState.LAPSED))
    taken = (
        DecisionTaken(
            id="D", kind=CommitmentKind.OPTION_REFUSED, subject="o", agreed_date=day(0), decided_by="Supplier"
        ),
        DecisionTaken(id="E", kind=CommitmentKind.ANSWER_GIVEN, subject="dep", agreed_date=day(-1)),
    )
    case = PlanCase(portfolio(options=options, decisions_taken=taken), plan())
    assert [(act.id, act.state, act.what) for act in case.settled] == [
        ("answer:dep", ActState.DECIDED, "Department joins"),
        ("buy:o", ActState.REFUSED, "o is refused"),
    ]


def test_the_register_ends_with_what_is_decided() -> None:
    begun = with_taken(portfolio(), CommitmentKind.BRIDGE_BEGUN, "k", agreed_date=day(-3), decided_by="Board")
    (row,) = plain_rows(REGISTER.of(PlanCase(begun, plan(m1=22))))
    assert (row["id"], row["state"], row["decided_by"], row["decided_date"]) == (
        "bridge:k",
        "decided",
        "Board",
        day(-3).isoformat(),
    )
    assert (row["acting_date"], row["days_left"], row["late"]) == (None, None, False)


def test_the_calendar_says_who_decided_in_the_place_of_the_act() -> None:
    base = portfolio()
    (asked,) = (entry for entry in entries_of(PlanCase(base, plan(m1=22))) if entry.kind is EntryKind.DECIDE)
    begun = with_taken(base, CommitmentKind.BRIDGE_BEGUN, "k", agreed_date=day(-3), decided_by="Board")
    (told,) = (entry for entry in entries_of(PlanCase(begun, plan(m1=22))) if entry.id == asked.id)
    assert (told.kind, told.day, told.alarms) == (EntryKind.DECIDED, day(-3), ())
    assert told.text[-1] == "Act: bridge:k. State: decided, Board on Sat 29 Dec 2029."
    assert "Act: bridge:k. State: open." in asked.text
