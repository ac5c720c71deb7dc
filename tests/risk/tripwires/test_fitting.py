"""Laws of the fitted rules: suppliers who refuse, what is seen early, and what is never asked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.risk.tripwires.answers import clairvoyant_cost, contested, right_worth
from planner.risk.tripwires.chain_draws import ChainDraws
from planner.risk.tripwires.fitting import constant_rules, fit_chain, play_rules
from planner.risk.tripwires.rules import NEVER, Kind
from tests.risk.tripwires.decision_trees import drawn_tree

SEEDS = range(0, 60, 5)


def test_a_supplier_who_never_agrees_is_as_good_as_no_option() -> None:
    for seed in SEEDS:
        chain = drawn_tree(seed).chain()
        refused = replace(chain, agreement=(*chain.agreement[:-1], 0.0))
        assert fit_chain(refused, 0.0).cost == pytest.approx(fit_chain(chain.first(chain.links - 1), 0.0).cost)


def test_cost_is_linear_in_the_agreement_for_one_option_with_a_fixed_rule() -> None:
    chain = drawn_tree(3).chain().first(1)
    rules = fit_chain(replace(chain, agreement=(1.0,)), 0.0).rules
    none, half, all = (play_rules(replace(chain, agreement=(a,)), rules).mean_cost for a in (0.0, 0.5, 1.0))
    assert half == pytest.approx((none + all) / 2)


def test_a_single_option_whose_day_is_known_by_then_is_decided_as_with_hindsight() -> None:
    # 100 draws; yes costs 30 and saves 1 a day after day 40. The re-forecast is the day itself.
    days = np.arange(100)
    cost = np.array([np.maximum(0, days - 40), np.full(100, 30)], dtype=float)
    chain = ChainDraws(cost, (days[np.newaxis],), (10,), (1.0,))
    assert fit_chain(chain).cost == pytest.approx(chain.mean(clairvoyant_cost(chain)))


def test_yes_to_a_later_link_first_takes_those_before_it() -> None:
    # The second link is decided first. Yes to it leads to two links; where its supplier refuses, the first can still be had.
    chain = ChainDraws(np.array([[100.0], [50.0], [10.0]]), (None, None), (20, 10), (1.0, 0.5))
    played = play_rules(chain, constant_rules(chain, 2))
    assert played.taken[:, 0].tolist() == [0.0, 0.5, 0.5]
    assert played.asked[:, 0].tolist() == [0.5, 1.0]
    assert played.mean_cost == 30.0


def test_on_one_day_the_later_link_is_decided_first() -> None:
    chain = ChainDraws(np.zeros((4, 1)), (None,) * 3, (20, 10, 10), (1.0,) * 3)
    assert chain.decisions == (2, 1, 0)


def test_a_refusal_ends_the_chain() -> None:
    # Links 1 and 2 with 0.8 and 0.5: none 0.2, one 0.8 × 0.5 = 0.4, two 0.4.
    chain = ChainDraws(np.zeros((3, 1)), (None, None), (10, 20), (0.8, 0.5))
    assert play_rules(chain, constant_rules(chain, 2)).taken[:, 0] == pytest.approx([0.2, 0.4, 0.4])


def test_the_last_right_is_worth_nothing_exactly_where_its_rule_is_never() -> None:
    seen = 0
    for seed in range(40):
        chain = drawn_tree(seed).chain()
        fitted = fit_chain(chain, 0.0)
        worth = chain.mean(right_worth(fitted, chain, chain.links - 1))
        assert worth >= -1e-9
        if fitted.rules[-1] == NEVER:
            seen += 1
            assert worth == pytest.approx(0.0, abs=1e-6)
    assert seen


def test_only_options_that_hindsight_takes_now_and_then_are_contested() -> None:
    # Needed until day 0, 50 or 150; the first link covers 100 days for 30, the second 100 more for 1,000.
    need = np.array([0.0, 50.0, 150.0])
    cost = np.array([need, 30 + np.maximum(0, need - 100), 1030 + np.maximum(0, need - 200)])
    chain = ChainDraws(cost, (None, None), (10, 20), (1.0, 1.0))
    assert contested(chain) == (True, False)


def test_the_order_of_draws_changes_no_rule() -> None:
    chain = drawn_tree(7).sampled(500, 7)
    order = np.random.default_rng(1).permutation(500)
    seen = tuple(rows[:, order] for rows in chain.seen if rows is not None)
    other = replace(chain, cost=chain.cost[:, order], seen=seen)
    assert fit_chain(other).rules == fit_chain(chain).rules
    assert any(rule.kind is Kind.DATE for rule in fit_chain(chain).rules)
