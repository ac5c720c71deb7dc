"""Rules on extension options. Contract k is in force to day 29; option o adds 60 days, option q after it 30 more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.contracts import Contract, ExtensionOption, Notice, OptionKind, OptionState
from planner.domain.policy import ExtensionBudget, Policy
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Rule
from planner.plan.breaches import Breach
from tests.plan.judging import amounts, breaches_of
from tests.sample import day, option, plan, portfolio


def contract(id: str = "k", notice: int = 0, lead: int = 0, maximum_end: int | None = None) -> Contract:
    return Contract(
        id=id,
        name=id,
        expiry_date=day(29),
        exposure_pounds_per_day=100,
        notice=Notice(notice),
        internal_lead_days=lead,
        maximum_end_date=None if maximum_end is None else day(maximum_end),
    )


def with_option(served: Contract, **changes: Any) -> Portfolio:
    return portfolio(contracts=(served,), options=(option("o", **changes),))


class TestOptionChain:
    case = portfolio(options=(option("o"), option("q", sequence=2), option("r", sequence=3)))

    @pytest.mark.parametrize("used", [(), ("o",), ("o", "q"), ("o", "q", "r")])
    def test_a_beginning_of_the_sequence_keeps_it(self, used: tuple[str, ...]) -> None:
        assert amounts(Rule.OPTION_CHAIN, self.case, plan(*used)) == []

    def test_an_option_without_those_before_it_breaks_it_by_their_number(self) -> None:
        assert amounts(Rule.OPTION_CHAIN, self.case, plan("q")) == [1]
        assert amounts(Rule.OPTION_CHAIN, self.case, plan("r")) == [2]
        assert amounts(Rule.OPTION_CHAIN, self.case, plan("o", "r")) == [1]

    def test_an_option_used_twice_breaks_it(self) -> None:
        assert amounts(Rule.OPTION_CHAIN, self.case, plan("o", "o")) == [1]


class TestOptionAvailable:
    def test_an_available_option_keeps_it(self) -> None:
        assert amounts(Rule.OPTION_AVAILABLE, with_option(contract()), plan("o")) == []

    def test_the_last_day_to_decide_may_be_today(self) -> None:
        # in force to day 29: 20 days of notice and 9 of approval lead back to day 0
        assert amounts(Rule.OPTION_AVAILABLE, with_option(contract(notice=20, lead=9)), plan("o")) == []
        assert amounts(Rule.OPTION_AVAILABLE, with_option(contract(notice=20, lead=10)), plan("o")) == [1]

    def test_a_bridge_needs_its_lead_and_no_notice(self) -> None:
        served = contract(notice=400)
        bridge = OptionKind.BRIDGE
        # The first bare day is day 30: thirty days before it is the status date, day 0.
        assert amounts(Rule.OPTION_AVAILABLE, with_option(served, kind=bridge, lead_days=30), plan("o")) == []
        assert amounts(Rule.OPTION_AVAILABLE, with_option(served, kind=bridge, lead_days=31), plan("o")) == [1]

    @pytest.mark.parametrize("state", [OptionState.LAPSED, OptionState.REFUSED])
    def test_a_lapsed_or_refused_option_breaks_it(self, state: OptionState) -> None:
        assert amounts(Rule.OPTION_AVAILABLE, with_option(contract(), state=state), plan("o")) == [1]

    def test_an_exercised_option_needs_no_notice_any_more(self) -> None:
        late = with_option(contract(notice=400), state=OptionState.EXERCISED)
        assert amounts(Rule.OPTION_AVAILABLE, late, plan("o")) == []

    def test_an_option_may_end_on_the_maximum_end(self) -> None:
        # the option ends on day 89
        assert amounts(Rule.OPTION_AVAILABLE, with_option(contract(maximum_end=89)), plan("o")) == []
        assert amounts(Rule.OPTION_AVAILABLE, with_option(contract(maximum_end=88)), plan("o")) == [1]

    def test_an_option_behind_one_that_is_gone_is_gone_too(self) -> None:
        gone = portfolio(options=(option("o", state=OptionState.LAPSED), option("q", sequence=2)))
        assert amounts(Rule.OPTION_AVAILABLE, gone, plan("o", "q")) == [1, 1]

    def test_an_unknown_option_breaks_it(self) -> None:
        assert amounts(Rule.OPTION_AVAILABLE, portfolio(), plan("nothing")) == [1]


class TestBundle:
    """o and q of k, and p of j: o and p are one bundle."""

    case = portfolio(
        contracts=(contract(), contract("j")),
        options=(option("o", bundle="team"), option("q", sequence=2), option("p", contract="j", bundle="team")),
    )

    @pytest.mark.parametrize("used", [(), ("o", "p"), ("o", "q", "p")])
    def test_all_or_none_of_it_keeps_it(self, used: tuple[str, ...]) -> None:
        assert amounts(Rule.BUNDLE, self.case, plan(*used)) == []

    @pytest.mark.parametrize("used", [("o",), ("p",), ("o", "q")])
    def test_one_of_it_alone_breaks_it_by_those_left_out(self, used: tuple[str, ...]) -> None:
        assert amounts(Rule.BUNDLE, self.case, plan(*used)) == [1]

    def test_the_breach_names_the_bundle_and_both_sides(self) -> None:
        (found,) = breaches_of(Rule.BUNDLE, self.case, plan("p"))
        assert found.subjects == ("p", "o", "team")
        assert found.message == "p of bundle team is used, but o of it not"

    def test_options_of_one_contract_can_be_a_bundle_too(self) -> None:
        case = portfolio(options=(option("o", bundle="b"), option("q", sequence=2, bundle="b")))
        assert amounts(Rule.BUNDLE, case, plan("o")) == [1]
        assert amounts(Rule.BUNDLE, case, plan("o", "q")) == []


class TestBudget:
    @staticmethod
    def limited(pounds: int, *options: ExtensionOption, year: int = 2029) -> Portfolio:
        return portfolio(options=options, budgets=(ExtensionBudget(financial_year=year, pounds=pounds),))

    def test_without_options_a_budget_of_zero_keeps_it(self) -> None:
        assert amounts(Rule.BUDGET, self.limited(0, option("o")), plan()) == []

    def test_the_budget_itself_may_be_spent(self) -> None:
        # days 30 to 89, which is up to 31 March, cost 60
        assert amounts(Rule.BUDGET, self.limited(60, option("o")), plan("o")) == []
        assert amounts(Rule.BUDGET, self.limited(58, option("o")), plan("o")) == [2]

    def test_the_fee_counts_in_the_year_the_option_begins(self) -> None:
        # q runs from 1 April, the first day of 2030-31, for 30 pounds and a fee of 5
        q = option("q", sequence=2, fee_pounds=5)
        assert amounts(Rule.BUDGET, self.limited(34, option("o"), q, year=2030), plan("o", "q")) == [1]

    @pytest.mark.parametrize("pounds", [(57, 60), (60, 57)])
    def test_of_two_budgets_of_one_year_the_smaller_binds(self, pounds: tuple[int, int]) -> None:
        twice = tuple(ExtensionBudget(financial_year=2029, pounds=limit) for limit in pounds)
        case = portfolio(options=(option("o"),), budgets=twice)
        assert amounts(Rule.BUDGET, case, plan("o")) == [3]

    def test_a_year_without_a_budget_is_not_limited(self) -> None:
        assert amounts(Rule.BUDGET, self.limited(0, option("o"), year=2030), plan("o")) == []

    def test_an_option_that_ends_early_counts_in_full(self) -> None:
        early = option("o", minimum_commitment_days=1)
        assert amounts(Rule.BUDGET, self.limited(59, early), plan("o")) == [1]

    def test_exercised_options_count(self) -> None:
        done = option("o", state=OptionState.EXERCISED)
        assert amounts(Rule.BUDGET, self.limited(59, done), plan("o")) == [1]


class TestNegotiations:
    @staticmethod
    def limited(limit: int | None, second_notice: int, lead: int = 5, **changes: Any) -> Portfolio:
        """k is negotiated on days 14 to 19; j for as long, up to its own last day for notice."""
        return portfolio(
            policy=Policy(negotiation_limit=limit),
            contracts=(contract(notice=10, lead=lead), contract("j", notice=second_notice, lead=lead)),
            options=(option("o", **changes), option("p", contract="j")),
        )

    def test_without_a_limit_any_number_keeps_it(self) -> None:
        assert self.amounts(self.limited(None, 10)) == []

    def test_two_at_once_break_a_limit_of_one(self) -> None:
        (found,) = self.breaches(self.limited(1, 10))
        assert (found.subjects, found.day, found.amount) == (("o", "p"), 14, 1)

    def test_one_may_begin_the_day_after_another_ends(self) -> None:
        # j ends its notice on day 25 (29 - 4) and so begins on day 20; with a day more of notice on day 19
        assert self.amounts(self.limited(1, 4)) == []
        assert self.amounts(self.limited(1, 5)) == [1]

    def test_a_limit_of_zero_allows_none(self) -> None:
        assert self.amounts(self.limited(0, 4)) == [1]

    def test_an_exercised_option_is_not_negotiated(self) -> None:
        assert self.amounts(self.limited(1, 10, state=OptionState.EXERCISED)) == []

    def test_each_option_of_a_bundle_counts(self) -> None:
        # o and p are one bundle: both are negotiated from day 14, the earlier last day to decide, to day 19.
        case = self.limited(1, 4, bundle="team")
        together = replace(case, options=tuple(replace(one, bundle="team") for one in case.options))
        assert self.amounts(case) == []
        assert self.amounts(together) == [1]

    @staticmethod
    def amounts(case: Portfolio) -> list[int]:
        return amounts(Rule.NEGOTIATIONS, case, plan("o", "p"))

    @staticmethod
    def breaches(case: Portfolio) -> tuple[Breach, ...]:
        return breaches_of(Rule.NEGOTIATIONS, case, plan("o", "p"))
