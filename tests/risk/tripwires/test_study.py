"""Rules fitted and measured on drawn futures: the small portfolios with exact answers, and what any run keeps to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from planner.risk.draws import BATCH
from planner.risk.tolerances.goal import Goal
from planner.risk.tripwires.records import Reading, Tripwire, Tripwires
from planner.risk.tripwires.rules import Kind
from planner.risk.tripwires.study import tripwires_of
from planner.risk.uncertainty import uncertainty_of
from tests.risk.test_cases import case

NAMES = (
    "open_01_wait_for_the_event",
    "open_02_known_on_the_day",
    "open_03_supplier_may_refuse",
    "open_04_ended_early",
    "open_05_chains",
    "open_07_common_cause",
    "open_08_one_crew",
    "open_09_finish_gate_and_freeze",
    "open_10_tolerances_and_worst_cases",
)
DRAWS = 8192
CLOSE = 0.005
"""A probability in batches of 1,024 Sobol points is right to about half a thousandth; £1,000 a day makes that much of it."""


@cache
def found(name: str) -> Tripwires:
    _, portfolio, plan = case(name)
    return tripwires_of(portfolio, plan, draws=DRAWS)


def option(name: str, id: str) -> Tripwire:
    return next(row for row in found(name).options if row.option == id)


@pytest.mark.parametrize("name", NAMES)
def test_the_three_answers_are_those_of_enumeration(name: str) -> None:
    contracts = case(name)[0]["contracts"].values()
    result = found(name)
    assert result.commit_now.value == pytest.approx(sum(c["commit_now"]["pounds"] for c in contracts), rel=CLOSE)
    best = sum(c["best_non_anticipative_pounds"] for c in contracts)
    assert result.tripwires.value == pytest.approx(best, rel=CLOSE)
    assert result.clairvoyant.value == pytest.approx(sum(c["clairvoyant_pounds"] for c in contracts), rel=CLOSE)


@pytest.mark.parametrize("name", NAMES)
def test_each_rule_and_each_right_is_that_of_enumeration(name: str) -> None:
    expected, portfolio, _ = case(name)
    for contract in expected["contracts"].values():
        for id, stated in contract.get("options", {}).items():
            row, rule = option(name, id), contract["tripwire"]["rules"][id]
            assert row.right_worth.value == pytest.approx(stated["right_worth_pounds"], rel=CLOSE * 4, abs=1)
            assert portfolio.date_of(row.last_day).isoformat() == stated["last_day_to_decide"]
            assert row.rule.kind == (rule if isinstance(rule, str) else Kind.DATE)
            if row.rule.kind is Kind.DATE and row.rule.level == 0:
                first, last = rule["exercise_if_needed_until_is_after"], rule["threshold_until"]
                assert first <= portfolio.date_of(row.rule.threshold).isoformat() <= last


def test_half_of_a_date_that_becomes_known_little_by_little() -> None:
    # The exact figures of the case; 8,192 draws know the cost to about 1 %, the rule is fitted on 4,096 others.
    name = "open_12_partly_revealed"
    expected = case(name)[0]["contracts"]["C-ASH"]
    result = found(name)
    assert result.tripwires.value == pytest.approx(expected["tripwire"]["pounds"], rel=0.015)
    assert result.clairvoyant.value == pytest.approx(expected["clairvoyant_pounds"], rel=0.015)
    assert result.waiting.value == pytest.approx(expected["value_of_waiting_pounds"], rel=0.05)


def test_options_that_a_limit_ties_together_are_named() -> None:
    assert {row.option for row in found("open_06_one_negotiation_at_a_time").tied} == {"C-ASH-1", "C-ELM-1"}
    assert not found("open_05_chains").tied


def test_under_a_limit_the_rules_that_ask_are_as_good_as_the_best_policy() -> None:
    together, result = (
        case("open_06_one_negotiation_at_a_time")[0]["together"],
        found("open_06_one_negotiation_at_a_time"),
    )
    (tied,) = result.couplings
    assert result.tripwires.value == pytest.approx(together["asking_rules_pounds"], rel=CLOSE)
    assert result.commit_now.value == pytest.approx(together["commit_now_pounds"], rel=CLOSE)
    assert result.clairvoyant.value == pytest.approx(together["best_non_anticipative_pounds"], rel=CLOSE)
    assert tied.limit_worth is not None
    assert tied.limit_worth.value == pytest.approx(together["worth_of_the_limit_pounds"], rel=CLOSE)
    assert [option.removesuffix("-1") for option in tied.served] == together["served_in_order"]


def test_under_a_limit_the_rest_of_an_option_is_its_own() -> None:
    # Both are late in 0.4 × 0.4 = 0.16 of futures; then ELM, whose days are dearer, is served.
    ash, elm = (option("open_06_one_negotiation_at_a_time", id) for id in ("C-ASH-1", "C-ELM-1"))
    assert ash.unserved is not None
    assert elm.unserved is not None
    assert [ash.unserved.value, ash.uncovered.value] == pytest.approx([0.16, 0.16], rel=0.01)
    assert elm.unserved.value == elm.uncovered.value == 0.0
    assert ash.right_worth.value == pytest.approx(16_000, rel=CLOSE)


def test_the_order_of_contracts_and_options_changes_nothing_of_what_ties_them() -> None:
    _, portfolio, plan = case("open_06_one_negotiation_at_a_time")
    turned = replace(portfolio, contracts=portfolio.contracts[::-1], options=portfolio.options[::-1])
    result = tripwires_of(turned, plan, draws=DRAWS)
    assert result.couplings == found("open_06_one_negotiation_at_a_time").couplings
    assert result.options == found("open_06_one_negotiation_at_a_time").options


def test_rules_that_keep_a_tolerance_do_not_break_a_limit_that_those_of_least_cost_never_use_up() -> None:
    # A day costs £10, so an option for £20,000 is never worth it. Nobody may be uncovered, so both ask where both are late:
    # in 0.4 × 0.4 = 0.16 of futures, and there is one negotiation at a time.
    _, portfolio, plan = case("open_06_one_negotiation_at_a_time")
    cheap = tuple(replace(contract, exposure_pounds_per_day=10) for contract in portfolio.contracts)
    poor = replace(portfolio, contracts=cheap)
    assert not tripwires_of(poor, plan, draws=DRAWS).tied
    result = tripwires_of(poor, plan, draws=DRAWS, goal=Goal(tolerance=0.0))
    (tied,) = result.couplings
    assert tied.limits[0].short.value == pytest.approx(0.16, rel=0.01)
    assert sum(row.exercised.value for row in result.options) == pytest.approx(0.8 - 0.16, rel=0.01)


def test_the_rule_is_read_on_what_is_known_today() -> None:
    # Today nobody knows of the event, and P50 does not reckon with a chance of 0.4.
    assert option("open_01_wait_for_the_event", "C-ASH-1").today is Reading.DO_NOT
    assert option("open_02_known_on_the_day", "C-ELM-1").today is Reading.EXTEND


def test_waiting_is_worth_what_the_case_says_for_a_single_option() -> None:
    assert option("open_01_wait_for_the_event", "C-ASH-1").waiting.value == pytest.approx(12_000, rel=CLOSE)


def test_to_decide_one_option_of_a_chain_today_still_lets_the_others_follow_their_rules() -> None:
    # No to the second option of Elm leaves the first with its own rule: that costs £56,720, the right is worth £1,840.
    assert option("open_05_chains", "C-ELM-2").waiting.value == pytest.approx(1_840, rel=CLOSE * 4)
    # Of Ash without the second option too: £50,600, and with both rules £40,400.
    assert option("open_05_chains", "C-ASH-2").waiting.value == pytest.approx(10_200, rel=CLOSE * 4)


def test_the_same_seed_gives_the_same_answer_on_one_thread_and_on_two() -> None:
    _, portfolio, plan = case("open_05_chains")
    assert tripwires_of(portfolio, plan, draws=DRAWS, threads=1) == found("open_05_chains")


def test_with_no_spread_waiting_is_worth_nothing_and_the_three_answers_cost_the_same() -> None:
    _, portfolio, plan = case("open_01_wait_for_the_event")
    still = uncertainty_of(portfolio, spread=0.0)
    result = tripwires_of(portfolio, plan, draws=DRAWS, uncertainty=still)
    assert result.commit_now.value == result.tripwires.value == result.clairvoyant.value == 0.0
    assert [row.rule.kind for row in result.options] == [Kind.NEVER]


def test_a_supplier_who_can_refuse_leaves_a_day_to_begin_a_bridge() -> None:
    # A bridge takes 60 days to award; it is needed from the first day that the option would cover.
    expected, portfolio, _ = case("open_03_supplier_may_refuse")
    rows = {row.option: row for row in found("open_03_supplier_may_refuse").options}
    for contract in expected["contracts"].values():
        for id, stated in contract["options"].items():
            row, begins = rows[id], portfolio.day_of(date.fromisoformat(stated["covers_from"]))
            if row.agreement == 1.0:
                assert row.bridge_if_refused_day is None
            else:
                assert row.bridge_if_refused_day is not None
                # The working day on or before the day 60 days earlier: a weekend is at most four days long.
                assert 0 <= begins - 60 - row.bridge_if_refused_day <= 4
    assert any(row.bridge_if_refused_day is not None for row in rows.values())


def test_a_study_that_is_stopped_is_measured_on_the_draws_that_are_done() -> None:
    # Asked to stop from the start, it measures the two batches without which nobody knows how far off it is.
    _, portfolio, plan = case(NAMES[0])
    stopped = tripwires_of(portfolio, plan, draws=DRAWS, stop=lambda: True)
    assert stopped.draws == 2 * BATCH
    assert [row.rule for row in stopped.options] == [row.rule for row in found(NAMES[0]).options]
    assert stopped == tripwires_of(portfolio, plan, draws=DRAWS, stop=lambda: True)
