"""Periods for which a contract goes on by itself: their days, which of them are owed, and where they end."""

from __future__ import annotations

from typing import Any

import pytest

from planner.domain.chains.past_periods import is_past_period
from planner.domain.contracts import Contract, ExtensionOption, Notice, NoticeUnit, OptionState
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.option_chain import ChainLink, Obstacle
from planner.domain.portfolio import Portfolio
from tests.sample.chains import on

TWO_MONTHS = Notice(2, NoticeUnit.MONTHS)
LATER_ENDS = [f"{year}-08-28" for year in (2028, 2029, 2030)]


def portfolio_of(
    status: str,
    *,
    expiry: str | None = "2027-08-28",
    horizon: str = "2030-01-01",
    stop: str | None = None,
    options: tuple[ExtensionOption, ...] = (),
    **contract: Any,
) -> Portfolio:
    """One contract that ends on 28 August 2027 and renews by 12 months with 2 months' notice, unless told otherwise."""
    stated = {"annual_price_pounds": 120_000, "notice": TWO_MONTHS, "internal_lead_days": 0, "renewal_months": 12}
    served = () if stop is None else (_stop(on(stop) if stop else None),)
    record = Contract(id="C", name="Payroll", expiry_date=on(expiry) if expiry else None, **{**stated, **contract})
    return Portfolio(
        name="one contract",
        status_date=on(status),
        horizon_date=on(horizon),
        contracts=(record,),
        options=options,
        decisions_taken=served,
    )


def _stop(day: Any) -> DecisionTaken:
    return DecisionTaken(id="d", kind=CommitmentKind.STOP_SERVED, subject="C", agreed_date=day)


def rolling(status: str, **stated: Any) -> Portfolio:
    """As `portfolio_of`, and rolling on instead, with 30 days' notice and a year at £36,500: £100 a day."""
    terms = {"renewal_months": None, "rolling": True, "notice": Notice(30), "annual_price_pounds": 36_500}
    return portfolio_of(status, **{"expiry": None, **terms, **stated})


def chain(portfolio: Portfolio) -> tuple[ChainLink, ...]:
    return portfolio.chain_by_contract["C"]


def periods(portfolio: Portfolio) -> list[tuple[str, str, bool]]:
    """The periods that can be in a plan: id without the contract, last day, owed."""
    links = [link for link in chain(portfolio) if link.obstacle is None]
    return [(link.option.id.removeprefix("C:"), str(link.end.value), link.exercised) for link in links]


class TestPeriods:
    def test_a_period_is_owed_once_its_last_day_to_stop_has_passed(self) -> None:
        # Two months before 28 August is 28 June: on 10 July the first period can no longer be stopped.
        ends = zip(("renewal 1", "renewal 2", "renewal 3"), LATER_ENDS, strict=True)
        assert periods(portfolio_of("2027-07-10")) == [(id, end, id == "renewal 1") for id, end in ends]

    def test_on_its_last_day_a_stop_is_still_possible(self) -> None:
        assert not chain(portfolio_of("2027-06-28"))[0].exercised
        assert chain(portfolio_of("2027-06-29"))[0].exercised

    def test_the_last_day_to_decide_is_that_for_notice_less_the_lead(self) -> None:
        # 28 June less 10 days is 18 June.
        first = chain(portfolio_of("2027-06-18", internal_lead_days=10))[0]
        assert (first.decision.value, first.notice.value, first.exercised) == (
            on("2027-06-18"),
            on("2027-06-28"),
            False,
        )
        assert chain(portfolio_of("2027-06-19", internal_lead_days=10))[0].exercised

    def test_a_notice_nobody_stated_is_assumed_and_said_to_be(self) -> None:
        # 28 August less 180 days is 1 March 2027, less 60 days of approval 31 December 2026.
        first = chain(portfolio_of("2026-12-31", notice=None, internal_lead_days=None))[0]
        assert (first.notice.value, first.decision.value) == (on("2027-03-01"), on("2026-12-31"))
        assert first.assumed == ("notice of 180 days", "internal lead of 60 days")
        assert first.notice_assumed

    def test_months_are_counted_from_the_original_day(self) -> None:
        # From 1 February on, one month at a time: the last of February, of March, of April.
        found = portfolio_of("2027-01-01", expiry="2027-01-31", renewal_months=1, horizon="2027-04-15")
        assert [end for _, end, _ in periods(found)] == ["2027-02-28", "2027-03-31", "2027-04-30"]

    def test_months_go_on_after_an_exercised_option(self) -> None:
        # 30 January + 1 month from the 31st on: 28 February. The renewal counts 2 months from 31 January on: 30 March.
        option = ExtensionOption(id="o", contract="C", sequence=1, months=1, state=OptionState.EXERCISED)
        found = portfolio_of(
            "2027-01-01",
            expiry="2027-01-30",
            renewal_months=1,
            horizon="2027-03-15",
            options=(option,),
            notice=Notice(),
        )
        assert [(link.option.id, link.end.value) for link in chain(found)[:2]] == [
            ("o", on("2027-02-28")),
            ("C:renewal 1", on("2027-03-30")),
        ]

    def test_periods_begin_until_the_horizon(self) -> None:
        # The third begins on 29 August 2029, before the horizon; the fourth a year later.
        last = chain(portfolio_of("2027-06-28"))[-1]
        assert (last.option.id, last.obstacle) == ("C:renewal 4", Obstacle.AFTER_HORIZON)
        on_horizon = chain(portfolio_of("2027-06-28", horizon="2029-08-29"))[-1]
        assert (on_horizon.option.id, on_horizon.obstacle) == ("C:renewal 3", Obstacle.AFTER_HORIZON)

    @pytest.mark.parametrize(
        ("maximum", "ends"), [("2029-08-28", LATER_ENDS[:2]), ("2029-08-27", LATER_ENDS[:1]), ("2027-08-28", [])]
    )
    def test_a_period_that_would_pass_the_maximum_end_does_not_begin(self, maximum: str, ends: list[str]) -> None:
        found = portfolio_of("2027-06-28", maximum_end_date=on(maximum))
        assert [end for _, end, _ in periods(found)] == ends
        last = chain(found)[-1]
        assert last.obstacle is Obstacle.BEYOND_MAXIMUM
        assert "would run beyond the maximum end" in (last.unavailable_reason or "")

    def test_periods_that_are_over_are_left_out_and_keep_their_numbers(self) -> None:
        # 2027-28 and 2028-29 are over; the third runs on the status date, so it is owed.
        found = portfolio_of("2029-09-01", horizon="2031-01-01")
        assert periods(found) == [("renewal 3", "2030-08-28", True), ("renewal 4", "2031-08-28", False)]
        assert found.first_end_by_contract["C"] == on("2029-08-28")

    def test_a_period_that_ends_on_the_status_date_is_not_over(self) -> None:
        assert periods(portfolio_of("2028-08-28"))[0] == ("renewal 1", "2028-08-28", True)
        assert periods(portfolio_of("2028-08-29"))[0] == ("renewal 2", "2029-08-28", True)

    def test_a_plan_may_still_name_a_period_that_is_over(self) -> None:
        found = portfolio_of("2029-09-01")
        assert [number for number in range(1, 6) if is_past_period(found, f"C:renewal {number}")] == [1, 2]
        assert not is_past_period(found, "X:renewal 1")

    def test_a_period_costs_a_share_of_the_year(self) -> None:
        # Six of twelve months at £120,000, or at £90,000 where a renewal has a price of its own.
        assert chain(portfolio_of("2027-06-01", renewal_months=6))[0].full_price_pounds == 60_000
        own = portfolio_of("2027-06-01", renewal_months=6, renewal_annual_price_pounds=90_000)
        assert chain(own)[0].full_price_pounds == 45_000

    def test_notice_in_weeks_and_working_days(self) -> None:
        # 28 August 2027 is a Saturday. Eight weeks before it is 3 July. Five working days: from Friday 27 back to the 20th.
        weeks = chain(portfolio_of("2027-06-01", notice=Notice(8, NoticeUnit.WEEKS)))[0]
        working = chain(portfolio_of("2027-06-01", notice=Notice(5, NoticeUnit.WORKING_DAYS)))[0]
        assert (weeks.notice.value, working.notice.value) == (on("2027-07-03"), on("2027-08-20"))


class TestStopServed:
    @pytest.mark.parametrize(
        ("served", "end"),
        [
            ("2027-06-28", "2027-08-28"),  # on the last day for the first end
            ("2027-06-29", "2028-08-28"),  # a day later it takes effect a year later
            ("2026-12-01", "2027-08-28"),
            ("2028-07-01", "2029-08-28"),
            ("", "2027-08-28"),  # no day stated: in time for the next end
        ],
    )
    def test_the_contract_ends_where_the_notice_takes_effect(self, served: str, end: str) -> None:
        found = portfolio_of("2027-07-10", stop=served)
        last = chain(found)[-1]
        assert (last.obstacle, last.extends_end_date) == (Obstacle.STOPPED, on(end))
        assert all(link.exercised for link in chain(found)[:-1])

    def test_without_a_day_it_takes_effect_at_the_end_of_the_period_that_runs(self) -> None:
        assert chain(portfolio_of("2028-01-01", stop=""))[-1].extends_end_date == on("2028-08-28")

    def test_the_maximum_end_comes_before_a_later_stop(self) -> None:
        found = chain(portfolio_of("2027-07-10", stop="2028-07-01", maximum_end_date=on("2028-12-31")))
        assert (found[-1].obstacle, found[-1].extends_end_date) == (Obstacle.BEYOND_MAXIMUM, on("2028-08-28"))


class TestWindowOfAStop:
    def test_a_stop_whose_window_never_opens_leaves_every_period_owed(self) -> None:
        # Notice not before one month before the end, and at least two months before it: never.
        found = portfolio_of("2027-01-01", earliest_notice=1)
        assert all(owed for _, _, owed in periods(found))

    def test_both_days_of_the_window(self) -> None:
        # Six months before 28 August is 28 February, two are 28 June.
        first = chain(portfolio_of("2027-01-01", earliest_notice=6))[0]
        assert first.opens is not None
        assert (first.opens.value, first.notice.value) == (on("2027-02-28"), on("2027-06-28"))
        assert "Sun 28 Feb 2027 is the first day to give notice" in str(first.decision)

    def test_a_window_counts_in_a_unit_of_its_own(self) -> None:
        # 28 August less 200 days is 9 February.
        first = chain(portfolio_of("2027-01-01", earliest_notice=200, earliest_notice_unit=NoticeUnit.DAYS))[0]
        assert first.opens is not None
        assert first.opens.value == on("2027-02-09")


class TestRolling:
    def test_without_an_end_the_days_of_notice_are_owed(self) -> None:
        # On 1 July 2027 notice of 30 days ends it on 31 July: 31 days at £100 are owed. Then it goes on by financial years.
        found = rolling("2027-07-01", horizon="2028-07-01")
        assert periods(found) == [
            ("rolling owed", "2027-07-31", True),
            ("rolling 2027-28", "2028-03-31", False),
            ("rolling 2028-29", "2028-06-30", False),
        ]
        assert [link.full_price_pounds for link in chain(found)[:3]] == [3_100, 24_400, 9_100]
        assert found.first_end_by_contract["C"] == on("2027-06-30")

    def test_a_day_costs_a_365th_rounded_up(self) -> None:
        # 36,501 / 365 is a little more than 100: £101 a day, 31 days.
        assert chain(rolling("2027-07-01", annual_price_pounds=36_501))[0].full_price_pounds == 3_131

    def test_it_ends_on_any_day(self) -> None:
        # Ten days into the second piece: £1,000.
        assert chain(rolling("2027-07-01"))[1].price_pounds(10) == 1_000

    def test_the_lead_comes_before_the_notice(self) -> None:
        # Approved by 11 July, notice then: until 10 August.
        assert chain(rolling("2027-07-01", internal_lead_days=10))[0].end.value == on("2027-08-10")

    def test_notice_in_months_and_in_working_days(self) -> None:
        # Three months before 30 November is 30 August, a day too early; before 1 December it is 1 September.
        months = chain(rolling("2027-08-31", notice=Notice(3, NoticeUnit.MONTHS)))[0]
        # Five working days before Thursday 8 July is Thursday 1 July.
        working = chain(rolling("2027-07-01", notice=Notice(5, NoticeUnit.WORKING_DAYS)))[0]
        assert (months.end.value, working.end.value) == (on("2027-12-01"), on("2027-07-08"))

    def test_with_an_end_ahead_nothing_is_owed_while_a_stop_is_in_time(self) -> None:
        # Stopped by 30 July, 30 days before the end on 29 August.
        assert not chain(rolling("2027-07-30", expiry="2027-08-29"))[0].exercised
        late = chain(rolling("2027-07-31", expiry="2027-08-29"))[0]
        # A day later the stop ends it on 30 August, a day after its end: one day is owed.
        assert (late.exercised, late.length_days, late.full_price_pounds) == (True, 1, 100)

    def test_days_between_a_past_end_and_the_status_date_cost_nothing(self) -> None:
        found = rolling("2027-07-01", expiry="2025-03-31")
        assert found.first_end_by_contract["C"] == on("2027-06-30")
        assert chain(found)[0].full_price_pounds == 3_100

    def test_it_ends_with_its_maximum_end(self) -> None:
        found = rolling("2027-07-01", maximum_end_date=on("2027-09-15"))
        assert [end for _, end, _ in periods(found)] == ["2027-07-31", "2027-09-15"]
        assert chain(found)[-1].obstacle is Obstacle.BEYOND_MAXIMUM

    def test_a_maximum_end_within_the_notice_ends_what_is_owed(self) -> None:
        assert periods(rolling("2027-07-01", maximum_end_date=on("2027-07-10"))) == [
            ("rolling owed", "2027-07-10", True)
        ]

    def test_a_maximum_end_in_the_past_leaves_nothing(self) -> None:
        found = rolling("2027-07-01", maximum_end_date=on("2026-12-31"))
        assert periods(found) == []
        assert found.first_end_by_contract["C"] == on("2026-12-31")

    def test_a_stop_served_ends_it(self) -> None:
        # Served on 20 June: 30 days later is 20 July. 1 to 20 July are 20 days.
        found = rolling("2027-07-01", stop="2027-06-20")
        assert [(id, end) for id, end, _ in periods(found)] == [("rolling owed", "2027-07-20")]
        assert (chain(found)[0].full_price_pounds, chain(found)[-1].obstacle) == (2_000, Obstacle.STOPPED)

    def test_a_stop_served_early_does_not_end_it_before_its_expiry(self) -> None:
        found = rolling("2027-07-01", expiry="2027-12-31", stop="2027-06-20")
        assert (periods(found), found.first_end_by_contract["C"]) == ([], on("2027-12-31"))

    def test_it_costs_its_own_price_while_it_rolls(self) -> None:
        assert chain(rolling("2027-07-01", renewal_annual_price_pounds=73_000))[0].full_price_pounds == 31 * 200
