"""Suppliers: sure of yes is as no column, sure of no is as no option, and between the two cost is a straight line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.portfolio import Portfolio
from planner.risk.tripwires.records import Tripwires
from planner.risk.tripwires.rules import ALWAYS
from planner.risk.tripwires.study import tripwires_of
from tests.depth import by_day
from tests.risk.laws.drawn_risks import DRAWS, drawn
from tests.risk.test_cases import case

SEEDS = by_day(range(10), 10)


def agreeing(portfolio: Portfolio, probability: float, *only: str) -> Portfolio:
    options = tuple(
        replace(option, agreement_probability=probability) if not only or option.id in only else option
        for option in portfolio.options
    )
    return replace(portfolio, options=options)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_supplier_who_never_agrees_is_as_an_option_taken_out(seed: int) -> None:
    portfolio, plan = drawn(seed)
    last = {option.contract: option for option in sorted(portfolio.options, key=lambda option: option.sequence)}
    gone = {option.id for option in last.values()}
    refused = tripwires_of(agreeing(portfolio, 0.0, *gone), plan, draws=DRAWS)
    without = replace(portfolio, options=tuple(option for option in portfolio.options if option.id not in gone))
    found = tripwires_of(without, plan, draws=DRAWS)
    kept = {row.contract for row in found.options}
    for row in refused.options:
        if row.option in gone:
            assert row.exercised.value == 0.0
    by_option = {row.option: row for row in refused.options}
    for row in found.options:
        assert row.uncovered == by_option[row.option].uncovered
        assert row.contract in kept


def test_cost_is_a_straight_line_between_no_and_yes_for_a_single_option_with_a_fixed_rule() -> None:
    """Elm decides before anything is known, and its rule is always: half of the agreement saves half of what it saves."""
    _, portfolio, plan = case("open_07_common_cause")
    found: dict[float, Tripwires] = {
        sure: tripwires_of(agreeing(portfolio, sure), plan, draws=DRAWS) for sure in (0.25, 0.5, 1.0)
    }
    rules = [row.rule for each in found.values() for row in each.options if row.option == "C-ELM-1"]
    assert rules == [ALWAYS] * 3
    quarter, half, whole = (each.tripwires.value for each in found.values())
    nothing = half - (whole - half)
    assert quarter == pytest.approx((nothing + half) / 2)
