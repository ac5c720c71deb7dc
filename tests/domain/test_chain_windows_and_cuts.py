"""Rights that open late, and options "up to" so many months that stop at the maximum end."""

from __future__ import annotations

import pytest

from planner.domain.contracts import NoticeUnit, OptionKind, OptionState
from planner.domain.option_chain import Obstacle
from tests.sample.chains import chain_of, link_of, notice_of, on, option_of

MONTHS, WEEKS = NoticeUnit.MONTHS, NoticeUnit.WEEKS


class TestUpTo:
    @pytest.mark.parametrize(
        ("maximum", "end", "pounds"),
        [
            # £1,200,000 a year; twelve months from 1 January 2028 on.
            ("2028-06-30", "2028-06-30", 600_000),  # six whole months
            ("2028-07-10", "2028-07-10", 632_877),  # and ten days: 1,200,000 x (6/12 + 10/365) = 632,876.7
            ("2028-01-01", "2028-01-01", 3_288),  # a single day: 1,200,000 / 365 = 3,287.7
            ("2028-12-31", "2028-12-31", 1_200_000),
            ("2029-12-31", "2028-12-31", 1_200_000),
        ],
    )
    def test_it_stops_at_the_maximum_end(self, maximum: str, end: str, pounds: int) -> None:
        link = link_of("2027-12-31", option_of(12, up_to=True), maximum_end_date=on(maximum))
        assert (link.obstacle, link.end.value, link.full_price_pounds) == (None, on(end), pounds)

    def test_one_with_a_stated_end_stops_there_too(self) -> None:
        link = link_of("2027-12-31", option_of("2028-12-31", up_to=True), maximum_end_date=on("2028-06-30"))
        assert (link.end.value, link.full_price_pounds) == (on("2028-06-30"), 600_000)

    def test_one_that_is_exercised_stops_there_too(self) -> None:
        option = option_of(12, up_to=True, state=OptionState.EXERCISED)
        assert link_of("2027-12-31", option, maximum_end_date=on("2028-06-30")).end.value == on("2028-06-30")

    def test_without_a_day_of_room_it_cannot_be_used(self) -> None:
        link = link_of("2027-12-31", option_of(12, up_to=True), maximum_end_date=on("2027-12-31"))
        assert link.obstacle is Obstacle.BEYOND_MAXIMUM

    def test_the_next_has_no_room(self) -> None:
        chain = chain_of("2027-12-31", [option_of(12, up_to=True)] * 2, maximum_end_date=on("2028-06-30"))
        assert [link.obstacle for link in chain] == [None, Obstacle.BEYOND_MAXIMUM]

    def test_its_end_says_why(self) -> None:
        link = link_of("2027-12-31", option_of(12, up_to=True), maximum_end_date=on("2028-06-30"))
        assert str(link.end).endswith("it stops at the maximum end Fri 30 Jun 2028")

    def test_another_names_the_maximum_end_even_past_its_last_day(self) -> None:
        link = link_of("2027-12-31", option_of(12), maximum_end_date=on("2028-06-30"), status="2028-01-01")
        assert link.unavailable_reason == "o1 would run beyond the maximum end Fri 30 Jun 2028"

    def test_an_early_end_counts_the_days_of_the_cut_length(self) -> None:
        # 182 days for £600,000: 3,296.7 a day, rounded up to £3,297; 30 days are £98,910.
        option = option_of(12, up_to=True, minimum_commitment_days=10)
        assert link_of("2027-12-31", option, maximum_end_date=on("2028-06-30")).price_pounds(30) == 98_910


class TestWindow:
    @pytest.mark.parametrize(
        ("fields", "opens"),
        [
            ({"earliest_notice": 12}, "2027-12-31"),  # months, like the notice
            ({"earliest_notice": 12, "earliest_notice_unit": WEEKS}, "2028-10-08"),  # 84 days before 31 December 2028
            ({"earliest_notice": 400, "earliest_notice_unit": NoticeUnit.DAYS}, "2027-11-27"),
        ],
    )
    def test_it_opens_so_long_before_the_end(self, fields: dict[str, object], opens: str) -> None:
        link = link_of("2028-12-31", option_of(12), notice=notice_of("2 months"), **fields)
        assert link.opens is not None
        assert (link.opens.value, link.notice.value, link.obstacle) == (on(opens), on("2028-10-31"), None)

    def test_the_window_of_an_option_counts_like_its_own_notice(self) -> None:
        # Its own notice counts days; the window of 100 is 100 days, although the contract's notice counts months.
        option = option_of(12, notice=notice_of("30 days"), earliest_notice=100)
        link = link_of("2028-12-31", option, notice=notice_of("2 months"), earliest_notice=12)
        assert link.opens is not None
        assert link.opens.value == on("2028-09-22")

    def test_an_option_without_one_takes_that_of_its_contract_in_its_unit(self) -> None:
        option = option_of(12, notice=notice_of("30 days"))
        link = link_of("2028-12-31", option, notice=notice_of("2 months"), earliest_notice=12)
        assert link.opens is not None
        assert link.opens.value == on("2027-12-31")

    def test_a_window_of_one_day_can_be_used(self) -> None:
        assert link_of("2028-12-31", option_of(12), notice=notice_of("3 months"), earliest_notice=3).obstacle is None

    def test_one_that_never_opens_makes_the_right_unusable(self) -> None:
        link = link_of("2028-12-31", option_of(12), notice=notice_of("3 months"), earliest_notice=2)
        assert link.obstacle is Obstacle.NEVER_OPENS
        assert link.unavailable_reason == (
            "notice of o1 can be given from Tue 31 Oct 2028 on, after its last day Sat 30 Sep 2028"
        )

    def test_one_that_is_exercised_stands(self) -> None:
        option = option_of(12, state=OptionState.EXERCISED)
        assert link_of("2028-12-31", option, notice=notice_of("3 months"), earliest_notice=2).exercised

    def test_the_approval_may_begin_before_it(self) -> None:
        link = link_of(
            "2028-12-31", option_of(12), notice=notice_of("3 months"), earliest_notice=4, internal_lead_days=60
        )
        assert link.opens is not None
        assert (link.obstacle, link.decision.value) == (None, on("2028-08-01"))
        assert link.decision.value < link.opens.value == on("2028-08-31")

    def test_a_bridge_has_none_of_its_contract(self) -> None:
        bridge = option_of(6, kind=OptionKind.BRIDGE, lead_days=30)
        assert link_of("2028-12-31", bridge, notice=notice_of("3 months"), earliest_notice=2).opens is None

    def test_a_notice_that_nobody_stated_counts_days(self) -> None:
        # 180 days are assumed; the window of 200 counts days too: 14 June 2028.
        link = link_of("2028-12-31", option_of(12), notice=None, earliest_notice=200)
        assert link.opens is not None
        assert link.opens.value == on("2028-06-14")
