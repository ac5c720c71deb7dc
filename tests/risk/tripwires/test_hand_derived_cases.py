"""The small portfolios with exact answers: every figure of every contract, from all futures with their probabilities."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from planner.risk.tripwires.answers import answers_on, ceiling_on_the_day, ceiling_today, right_worth
from planner.risk.tripwires.fitting import commit_now, constant_rules, fit_chain, play_rules
from planner.risk.tripwires.rules import Kind, Rule
from planner.risk.tripwires.waiting import as_good_from, curve_of_waiting
from tests.risk.tripwires.finite_futures import CASES, FiniteCase

NAMES = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir() and folder.name[:7] <= "open_06")
CONTRACTS = [(name, contract) for name in NAMES for contract in FiniteCase.read(name).expected["contracts"]]

each_contract = pytest.mark.parametrize(("name", "contract"), CONTRACTS)


@each_contract
def test_the_futures_are_those_of_the_case(name: str, contract: str) -> None:
    case = FiniteCase.read(name)
    shares: dict[str, float] = {}
    for day, share in zip(case.drawn(contract), case.shares, strict=True):
        shares[case.iso(int(day))] = shares.get(case.iso(int(day)), 0.0) + share
    assert shares == pytest.approx(dict(case.expected["contracts"][contract]["needed_until"]))


@each_contract
def test_the_three_answers_cost_what_enumeration_says(name: str, contract: str) -> None:
    case = FiniteCase.read(name)
    expected, chain = case.expected["contracts"][contract], case.chain(contract)
    committed = commit_now(chain)
    found = answers_on(chain, fit_chain(chain, errors=0.0).rules, constant_rules(chain, committed))
    assert committed == expected["commit_now"]["options"]
    assert found.commit_now.mean_cost == pytest.approx(expected["commit_now"]["pounds"])
    assert found.tripwires.mean_cost == pytest.approx(expected["best_non_anticipative_pounds"])
    assert chain.mean(found.clairvoyant) == pytest.approx(expected["clairvoyant_pounds"])
    assert chain.mean(found.waiting) == pytest.approx(expected["value_of_waiting_pounds"])
    assert chain.mean(found.information) == pytest.approx(expected["value_of_information_left_pounds"], abs=1e-6)


@each_contract
def test_extending_nothing_and_everything_cost_what_enumeration_says(name: str, contract: str) -> None:
    case = FiniteCase.read(name)
    chain, table = case.chain(contract), case.table(contract)
    for links, answer in ((0, "extend_nothing"), (chain.links, "extend_everything")):
        played, expected = play_rules(chain, constant_rules(chain, links)), case.expected["contracts"][contract][answer]
        assert played.mean_cost == pytest.approx(expected["pounds"])
        assert chain.mean(played.of(table.uncovered)) == pytest.approx(expected["uncovered_days_mean"])
        assert chain.mean(played.of((table.uncovered > 0).astype(float))) == pytest.approx(
            expected["uncovered_probability"]
        )


@each_contract
def test_the_rules_are_those_of_the_case(name: str, contract: str) -> None:
    case = FiniteCase.read(name)
    chain = case.chain(contract)
    rules = fit_chain(chain, errors=0.0).rules
    for link, (rule, expected) in enumerate(
        zip(rules, case.expected["contracts"][contract]["tripwire"]["rules"].values(), strict=True)
    ):
        assert_is(case, rule, expected, chain.seen[link])


def assert_is(case: FiniteCase, rule: Rule, expected: Any, seen: Any) -> None:
    if isinstance(expected, str):
        assert rule.kind == expected
        return
    assert rule.kind is Kind.DATE
    wanted = seen[("P50", "P80", "P95").index(expected["level"])] > case.day(
        expected["exercise_if_needed_until_is_after"]
    )
    assert np.array_equal(rule.says_yes(seen, len(wanted)), wanted)
    if expected["level"] == "P50":
        first, last = case.day(expected["exercise_if_needed_until_is_after"]), case.day(expected["threshold_until"])
        assert (rule.flat_from, rule.flat_until, rule.threshold) == (first, last, (first + last) // 2)


@each_contract
def test_the_re_forecasts_on_the_last_day_are_those_of_the_case(name: str, contract: str) -> None:
    case = FiniteCase.read(name)
    chain = case.chain(contract)
    for seen, option in zip(chain.seen, case.expected["contracts"][contract]["options"].values(), strict=True):
        assert seen is not None
        found: dict[tuple[str, ...], float] = {}
        for place, share in enumerate(case.shares):
            key = tuple(case.iso(int(day)) for day in seen[:, place])
            found[key] = found.get(key, 0.0) + share
        wanted: dict[tuple[str, ...], float] = {}
        for days, share in option["reforecast_on_that_day"]:
            wanted[tuple(days)] = wanted.get(tuple(days), 0.0) + share
        assert found == pytest.approx(wanted)


@each_contract
def test_each_right_is_worth_what_missing_its_day_costs(name: str, contract: str) -> None:
    case = FiniteCase.read(name)
    chain, table = case.chain(contract), case.table(contract)
    fitted = fit_chain(chain, errors=0.0)
    for link, option in enumerate(case.expected["contracts"][contract]["options"].values()):
        assert chain.mean(right_worth(fitted, chain, link)) == pytest.approx(option["right_worth_pounds"])
        if "price_ceiling_today_pounds" in option:
            assert ceiling_today(chain, table.exposure, link) == pytest.approx(option["price_ceiling_today_pounds"])


def test_the_ceiling_on_the_day_is_what_the_option_saves_where_it_is_needed() -> None:
    # 60 uncovered days at £1,000 where the event has happened.
    case = FiniteCase.read("open_01_wait_for_the_event")
    chain, table = case.chain("C-ASH"), case.table("C-ASH")
    played = fit_chain(chain, errors=0.0).played
    assert ceiling_on_the_day(chain, table.exposure, played, 0) == pytest.approx(60_000)


def test_waiting_is_worth_nothing_before_the_event_is_known_and_all_from_that_day_on() -> None:
    case = FiniteCase.read("open_01_wait_for_the_event")
    chain = case.chain("C-ASH")
    days = [case.day(text) for text, _ in case.expected["value_of_waiting_until"]]
    curve = curve_of_waiting(chain, 0, {day: case.seen("C-ASH", day) for day in days}, errors=0.0)
    assert [point.day for point in curve] == days
    assert [point.pounds for point in curve] == pytest.approx([p for _, p in case.expected["value_of_waiting_until"]])
    assert as_good_from(curve) == case.day(case.expected["as_good_from"])


def test_a_mitigation_is_worth_more_to_those_who_decide_today() -> None:
    # With the mitigation the event has 0.1: commit now buys nothing, 0.1 × 60,000 = 6,000 each; the rules cost
    # 0.1 × 20,000 in Ash and 6,000 in Elm.
    case = FiniteCase.read("open_02_known_on_the_day")
    shares = np.array([0.1, 0.9])
    chains = [replace(case.chain(contract), shares=shares) for contract in ("C-ASH", "C-ELM")]
    committed = sum(play_rules(chain, constant_rules(chain, commit_now(chain))).mean_cost for chain in chains)
    expected = case.expected["mitigation"]
    assert committed == pytest.approx(expected["commit_now_with_it_pounds"])
    assert sum(fit_chain(chain, errors=0.0).cost for chain in chains) == pytest.approx(
        expected["tripwire_with_it_pounds"]
    )
