"""The last day to decide on an option, and whether a plan may still use it."""

from __future__ import annotations

import pytest

from planner.domain.calendar import days_left
from planner.domain.chains.link import ChainLink, Obstacle
from planner.domain.contracts import ExtensionOption, Notice, OptionKind, OptionState
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.policy import Policy
from tests.sample.chains import chain_of, link_of, notice_of, on, option_of

DECISIONS = [
    # expiry, notice, internal lead days, last day for notice, last day to decide
    ("2028-10-31", "12 months", 60, "2027-10-31", "2027-09-01"),  # 31 to 30 Sep, 29 to 1 Sep
    ("2028-10-31", "12 months", 0, "2027-10-31", "2027-10-31"),
    ("2028-10-31", "12 months", 1, "2027-10-31", "2027-10-30"),
    ("2028-10-31", "90 days", 30, "2028-08-02", "2028-07-03"),  # 31 + 30 to 31 Aug, 29 to 2 Aug; 2 to 31 Jul, 28
    ("2027-03-31", "1 months", 28, "2027-02-28", "2027-01-31"),
    ("2028-03-31", "1 months", 29, "2028-02-29", "2028-01-31"),  # leap year
    ("2027-10-31", "20 working days", 14, "2027-10-01", "2027-09-17"),  # calendar days of approval: two weeks
    ("2027-10-31", "30 clear days", 30, "2027-09-30", "2027-08-31"),
    ("2028-04-30", "6 months", 365, "2027-10-30", "2026-10-30"),  # no leap day between
]


@pytest.mark.parametrize(("expiry", "notice", "lead", "last_notice", "last_decision"), DECISIONS)
def test_last_days_of_the_first_option(
    expiry: str, notice: str, lead: int, last_notice: str, last_decision: str
) -> None:
    link = link_of(expiry, option_of(12), notice=notice_of(notice), internal_lead_days=lead)
    assert (link.notice.value, link.decision.value) == (on(last_notice), on(last_decision))


def test_the_second_option_counts_from_the_end_after_the_first() -> None:
    # First: 31 Oct 2028 less 12 months less 60 days. Second extends 31 Oct 2029: the same a year later.
    chain = chain_of("2028-10-31", [option_of(12), option_of(12)], notice=notice_of("12 months"), internal_lead_days=60)
    assert [link.notice.value for link in chain] == [on("2027-10-31"), on("2028-10-31")]
    assert [link.decision.value for link in chain] == [on("2027-09-01"), on("2028-09-01")]


def test_notice_of_a_clipped_end_counts_from_the_clipped_day() -> None:
    # The second option extends 28 Feb 2027; a month back is 28 Jan, not 31 Jan.
    _, second = chain_of("2027-01-31", [option_of(1), option_of(1)], notice=notice_of("1 months"))
    assert second.notice.value == on("2027-01-28")


def test_an_option_may_state_its_own_notice_and_lead() -> None:
    # 31 Oct 2028 less 90 days is 2 Aug (31 to 30 Sep, 30 to 31 Aug, 29); its own lead of 0 replaces the 60.
    option = option_of(12, notice=notice_of("90 days"), internal_lead_days=0)
    link = link_of("2028-10-31", option, notice=notice_of("12 months"), internal_lead_days=60)
    assert (link.notice.value, link.decision.value) == (on("2028-08-02"), on("2028-08-02"))


def test_an_option_may_state_that_it_needs_no_notice() -> None:
    link = link_of("2028-10-31", option_of(12, notice=Notice()), notice=notice_of("12 months"))
    assert link.decision.value == on("2028-10-31")


def test_a_modification_takes_the_notice_of_the_contract() -> None:
    link = link_of("2028-10-31", option_of(12, kind=OptionKind.MODIFICATION), notice=notice_of("3 months"))
    assert link.notice.value == on("2028-07-31")


BRIDGES = [
    # expiry, own notice, days to award it, own internal lead, last day to decide
    ("2027-12-31", None, 180, None, "2027-07-05"),  # 1 Jan 2028 is day 366; 186 is 5 Jul (June ends on 181)
    ("2027-12-31", None, 180, 30, "2027-06-05"),  # 30 days before 5 Jul
    ("2027-12-31", None, 0, None, "2028-01-01"),  # the first bare day itself
    ("2027-12-31", "1 months", 180, None, "2027-06-05"),  # a month before 5 Jul
    ("2028-03-01", None, 1, None, "2028-03-01"),  # the day before 2 Mar
]


@pytest.mark.parametrize(("expiry", "notice", "award", "internal", "last_decision"), BRIDGES)
def test_a_bridge_takes_off_its_time_to_award_and_only_what_its_own_row_states(
    expiry: str, notice: str | None, award: int, internal: int | None, last_decision: str
) -> None:
    own = None if notice is None else notice_of(notice)
    bridge = option_of(6, kind=OptionKind.BRIDGE, notice=own, lead_days=award, internal_lead_days=internal)
    link = link_of(expiry, bridge, notice=notice_of("12 months"), internal_lead_days=90)
    assert link.decision.value == on(last_decision)
    assert link.assumed == ()


def test_a_bridge_after_an_option_counts_from_the_end_of_the_option() -> None:
    # 31 Jan + 1 month is 28 Feb 2027; the first bare day is 1 Mar, 30 days before it 30 Jan.
    _, bridge = chain_of("2027-01-31", [option_of(1), option_of(3, kind=OptionKind.BRIDGE, lead_days=30)])
    assert bridge.decision.value == on("2027-01-30")


def test_a_bridge_without_a_time_to_award_it_takes_that_of_policy() -> None:
    # 1 Jan 2028 less 100 days: day 366 - 100 = 266 is 23 Sep (August ends on 243).
    link = link_of("2027-12-31", option_of(6, kind=OptionKind.BRIDGE), policy=Policy(bridge_lead_days=100))
    assert link.decision.value == on("2027-09-23")
    assert link.assumed == ("100 days to award it",)
    assert link.notice_assumed


def test_the_time_to_award_holds_for_bridges_only() -> None:
    assert link_of("2027-12-31", option_of(6, lead_days=180)).decision.value == on("2027-12-31")


UNSTATED = [
    # contract's notice and lead, option's own, last day for notice, last day to decide, assumed figures
    # 31 Dec 2028 less 180 days: day 366 - 180 = 186 is 4 Jul (2028 is a leap year: June ends on 182); 60 before is 5 May.
    (None, None, None, None, "2028-07-04", "2028-05-05", ("notice of 180 days", "internal lead of 60 days")),
    ("0 days", 0, None, None, "2028-12-31", "2028-12-31", ()),  # a stated 0 is 0
    ("0 days", None, None, None, "2028-12-31", "2028-11-01", ("internal lead of 60 days",)),  # 30 days: 1 Dec; 1 Nov
    (None, 0, None, None, "2028-07-04", "2028-07-04", ("notice of 180 days",)),
    (None, None, "0 days", 0, "2028-12-31", "2028-12-31", ()),  # the option's own goes first
    (None, None, "1 months", None, "2028-11-30", "2028-10-01", ("internal lead of 60 days",)),  # 31 Oct is 30 before
]


@pytest.mark.parametrize(
    ("notice", "lead", "own_notice", "own_lead", "last_notice", "last_decision", "assumed"), UNSTATED
)
def test_what_nobody_stated_is_assumed_and_said_to_be(
    notice: str | None,
    lead: int | None,
    own_notice: str | None,
    own_lead: int | None,
    last_notice: str,
    last_decision: str,
    assumed: tuple[str, ...],
) -> None:
    own = None if own_notice is None else notice_of(own_notice)
    option = option_of(12, notice=own, internal_lead_days=own_lead)
    stated = None if notice is None else notice_of(notice)
    link = link_of("2028-12-31", option, notice=stated, internal_lead_days=lead)
    assert (link.notice.value, link.decision.value) == (on(last_notice), on(last_decision))
    assert link.assumed == assumed
    assert link.notice_assumed == any("notice" in figure for figure in assumed)
    assert sum("assumed" in step for step in link.decision.steps) == len(assumed)


def test_policy_says_what_is_assumed() -> None:
    policy = Policy(unstated_notice_days=30, unstated_lead_days=0)
    link = link_of("2028-12-31", option_of(12), notice=None, internal_lead_days=None, policy=policy)
    assert link.decision.value == on("2028-12-01")
    assert link.decision.steps[1:] == (
        "less 30 days of notice (assumed, none is stated): Fri 1 Dec 2028 is the last day to give notice",
        "less 0 days of internal approval (assumed, none is stated): decide by Fri 1 Dec 2028",
    )


ACTING = [
    # end, notice, jurisdiction, last day for notice, day to act
    ("2028-03-25", "3 months", "GB-ENG", "2027-12-25", "2027-12-24"),  # Christmas Day, a Saturday
    ("2028-07-16", "90 days", "GB-ENG", "2028-04-17", "2028-04-13"),  # Easter Monday, the weekend and Good Friday
    ("2028-07-16", "90 days", "GB-SCT", "2028-04-17", "2028-04-17"),  # Easter Monday is worked in Scotland
    ("2028-10-31", "0 days", "GB-ENG", "2028-10-31", "2028-10-31"),  # a Tuesday
]


@pytest.mark.parametrize(("end", "notice", "jurisdiction", "last", "acting"), ACTING)
def test_the_day_to_act_is_the_working_day_before_a_last_day_that_is_none(
    end: str, notice: str, jurisdiction: str, last: str, acting: str
) -> None:
    link = link_of(end, option_of(12), notice=notice_of(notice), jurisdiction=jurisdiction)
    assert (link.notice.value, link.decision.value) == (on(last), on(last))
    assert (link.acting_notice.value, link.acting_decision.value) == (on(acting), on(acting))


def test_the_derivation_of_a_day_to_act_says_why_it_is_earlier() -> None:
    link = link_of("2028-03-25", option_of(12), notice=notice_of("3 months"))
    assert link.acting_decision.steps[-1] == "Sat 25 Dec 2027 is no working day (GB-ENG): act by Fri 24 Dec 2027"


@pytest.mark.parametrize(
    ("today", "left"),
    [
        ("2027-12-20", 4),  # to Friday 24 December
        ("2027-12-24", 0),
        ("2027-12-25", 0),  # the day to act has passed, the last day has not: it is not late
        ("2027-12-26", -1),
    ],
)
def test_days_left_count_to_the_day_to_act_and_after_it_to_the_last_day(today: str, left: int) -> None:
    assert days_left(on(today), on("2027-12-24"), on("2027-12-25")) == left


def test_a_right_can_be_used_on_its_last_day_though_the_day_to_act_has_passed() -> None:
    terms = {"notice": notice_of("3 months"), "internal_lead_days": 0}
    assert link_of("2028-03-25", option_of(12), status="2027-12-25", **terms).unavailable_reason is None
    assert link_of("2028-03-25", option_of(12), status="2027-12-26", **terms).obstacle is Obstacle.TOO_LATE


def chain_with_sequences(*sequences: int, **states: OptionState) -> tuple[ChainLink, ...]:
    """A chain whose options have these sequences; `o3=EXERCISED` states that of the option with sequence 3."""
    options = [
        option_of(12, id=f"o{sequence}", sequence=sequence, state=states.get(f"o{sequence}", OptionState.AVAILABLE))
        for sequence in sequences
    ]
    return chain_of("2028-10-31", options, numbered=False)


def test_a_hole_in_the_sequence_makes_the_rest_unusable() -> None:
    links = chain_with_sequences(1, 3, 4)
    assert [link.obstacle for link in links] == [None, Obstacle.HOLE, Obstacle.HOLE]
    assert links[1].unavailable_reason == "o3 has the sequence 3 and there is no 2"


def test_a_chain_that_does_not_begin_with_1_has_a_hole_before_it() -> None:
    (link,) = chain_with_sequences(2)
    assert link.unavailable_reason == "o2 has the sequence 2 and there is no 1"


def test_what_has_been_exercised_behind_a_hole_stands() -> None:
    first, third, fourth = chain_with_sequences(1, 3, 4, o3=OptionState.EXERCISED)
    assert (first.exercised, third.exercised) == (True, True)
    assert fourth.obstacle is Obstacle.HOLE


@pytest.mark.parametrize(
    ("contract_jurisdiction", "portfolio_jurisdiction", "last_decision"),
    [
        (None, "GB-ENG", "2028-08-14"),  # 50 working days before Tue 31 Oct 2028 is Mon 21 Aug; a week back
        ("GB-SCT", "GB-ENG", "2028-08-15"),  # the contract's own calendar: 28 August is worked in Scotland
        (None, "GB-SCT", "2028-08-15"),  # the portfolio's, where the contract states none
    ],
)
def test_working_days_follow_the_jurisdiction_of_the_contract(
    contract_jurisdiction: str | None, portfolio_jurisdiction: str, last_decision: str
) -> None:
    link = link_of(
        "2028-10-31",
        option_of(12),
        notice=notice_of("50 working days"),
        internal_lead_days=7,
        jurisdiction=portfolio_jurisdiction,
        contract_jurisdiction=contract_jurisdiction,
    )
    assert link.decision.value == on(last_decision)


def test_the_last_day_itself_is_in_time_and_the_day_after_is_not() -> None:
    # 31 Oct 2028 less 12 months less 60 days: 1 Sep 2027.
    terms = {"notice": notice_of("12 months"), "internal_lead_days": 60}
    assert link_of("2028-10-31", option_of(12), status="2027-09-01", **terms).unavailable_reason is None
    late = link_of("2028-10-31", option_of(12), status="2027-09-02", **terms)
    assert late.unavailable_reason == "the last day to decide on o1 was Wed 1 Sep 2027"


@pytest.mark.parametrize(
    ("option", "reason"),
    [
        (option_of(12, state=OptionState.LAPSED), "o1 is lapsed"),
        (option_of(12, state=OptionState.REFUSED), "o1 is refused"),
        (option_of(12, state=OptionState.AVAILABLE), None),
        (option_of(12, state=OptionState.EXERCISED), None),
    ],
)
def test_state_of_an_option(option: ExtensionOption, reason: str | None) -> None:
    assert link_of("2028-10-31", option).unavailable_reason == reason


@pytest.mark.parametrize(
    ("maximum", "reason"),
    [
        ("2029-10-31", None),  # exactly to the maximum end
        ("2029-10-30", "o1 would run beyond the maximum end Tue 30 Oct 2029"),
        (None, None),  # not stated is not checked
    ],
)
def test_maximum_end_is_the_last_day_allowed(maximum: str | None, reason: str | None) -> None:
    maximum_end = None if maximum is None else on(maximum)
    assert link_of("2028-10-31", option_of(12), maximum_end_date=maximum_end).unavailable_reason == reason


def test_only_the_options_beyond_the_maximum_end_fall_away() -> None:
    chain = chain_of("2028-10-31", [option_of(12), option_of(12)], maximum_end_date=on("2029-12-31"))
    assert [link.unavailable_reason for link in chain] == [
        None,
        "o2 would run beyond the maximum end Mon 31 Dec 2029",
    ]


def test_an_option_behind_one_that_cannot_be_used_cannot_be_used() -> None:
    chain = chain_of("2028-10-31", [option_of(12, state=OptionState.LAPSED), option_of(12), option_of(12)])
    assert [link.unavailable_reason for link in chain] == [
        "o1 is lapsed",
        "o1 before it cannot be used",
        "o1 before it cannot be used",
    ]


@pytest.mark.parametrize("kind", [CommitmentKind.OPTION_EXERCISED, CommitmentKind.NOTICE_SERVED])
def test_a_decision_taken_puts_an_option_in_force_whatever_its_last_day(kind: CommitmentKind) -> None:
    taken = (DecisionTaken(id="d", kind=kind, subject="o1"),)
    link = link_of("2028-10-31", option_of(12), status="2028-10-01", notice=notice_of("12 months"), decisions=taken)
    assert link.exercised
    assert link.unavailable_reason is None


@pytest.mark.parametrize("kind", [CommitmentKind.CUTOVER_AGREED, CommitmentKind.START_AGREED])
def test_an_agreed_date_of_a_migration_exercises_no_option(kind: CommitmentKind) -> None:
    taken = (DecisionTaken(id="d", kind=kind, subject="o1"),)
    assert not link_of("2028-10-31", option_of(12), decisions=taken).exercised


def test_an_option_after_an_exercised_one_can_be_used() -> None:
    chain = chain_of("2028-10-31", [option_of(12, state=OptionState.EXERCISED), option_of(12)])
    assert [(link.exercised, link.unavailable_reason) for link in chain] == [(True, None), (False, None)]


def test_an_available_option_before_an_exercised_one_is_exercised_too() -> None:
    # The second right can only have been used after the first, even where nobody wrote that down and its day is past.
    chain = chain_of(
        "2028-10-31",
        [option_of(12), option_of(12, state=OptionState.EXERCISED)],
        status="2028-10-31",
        notice=notice_of("12 months"),
    )
    assert [(link.exercised, link.unavailable_reason) for link in chain] == [(True, None), (True, None)]


def test_derivation_of_the_last_day_to_decide_has_every_step() -> None:
    link = link_of("2028-10-31", option_of(12), notice=notice_of("12 months"), internal_lead_days=60)
    assert link.decision.steps == (
        "in force until Tue 31 Oct 2028",
        "less 12 months of notice: Sun 31 Oct 2027 is the last day to give notice",
        "less 60 days of internal approval: decide by Wed 1 Sep 2027",
    )


def test_derivation_of_a_bridge_names_the_time_to_award_it() -> None:
    link = link_of("2027-12-31", option_of(6, kind=OptionKind.BRIDGE, lead_days=180))
    assert link.decision.steps == (
        "in force until Fri 31 Dec 2027",
        "Sat 1 Jan 2028 is the first bare day",
        "less 180 days to award it: Mon 5 Jul 2027",
        "no internal lead time: decide by Mon 5 Jul 2027",
    )
