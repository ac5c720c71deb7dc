"""What drivers, mitigations and the other start do: exact cases, and the same answer from both sides."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from planner.plan.plan_case import PlanCase
from planner.risk.changes.price_rows import PriceRows
from planner.risk.measuring import Measured
from planner.risk.records import Answer, Start
from planner.risk.risk import Risk, RiskSettings, find_risk
from tests.risk.test_cases import case
from tests.risk.test_risk import whitehall, whitehall_risk


@cache
def small(name: str) -> Risk:
    _, portfolio, plan = case(name)
    found = find_risk(PlanCase(portfolio, plan), RiskSettings(draws=8192))
    assert found is not None
    return found


def test_a_mitigation_is_worth_what_enumeration_says() -> None:
    expected = case("open_02_known_on_the_day")[0]["mitigation"]
    (row,) = small("open_02_known_on_the_day").mitigations
    assert (row.event, row.price_pounds, row.at_most) == (expected["driver"], expected["pounds"], False)
    # An interval of 95 %: twice as wide is missed once in some 10,000 runs.
    assert row.worth_pounds == pytest.approx(expected["worth_net_pounds_under_commit_now"], abs=2 * row.error + 1)


def test_a_mitigation_of_which_nobody_says_what_it_achieves_is_worth_at_most_the_event() -> None:
    _, portfolio, plan = case("open_02_known_on_the_day")
    (driver,) = portfolio.risk_drivers
    silent = replace(driver, mitigated_probability=None, mitigated_percent=None)
    risk = find_risk(PlanCase(replace(portfolio, risk_drivers=(silent,)), plan), RiskSettings(draws=8192))
    assert risk is not None
    (row,) = risk.mitigations
    # Without the event nothing is extended and nothing is uncovered: all £40,000 are saved.
    assert (row.at_most, row.saves_pounds, row.worth_pounds) == (True, 40_000, 35_000)


def test_the_only_event_is_the_only_driver_of_each_contract() -> None:
    risk = small("open_02_known_on_the_day")
    assert [row.id for row in risk.drivers] == ["DESIGN-OPEN"]
    assert {id: risk.strongest_drivers(id) for id in ("C-ASH", "C-ELM")} == {
        "C-ASH": ("DESIGN-OPEN",),
        "C-ELM": ("DESIGN-OPEN",),
    }
    # It happens in 40 % of draws, by 212 days; the contract is needed 212 days longer then: 84.8 in the mean.
    assert [row.days for row in risk.contract_drivers] == pytest.approx([84.8, 84.8], rel=0.02)


def test_each_contract_has_at_most_two_drivers_and_those_are_the_strongest() -> None:
    risk = whitehall_risk()
    by_contract = {row.contract: [] for row in risk.contract_drivers}  # type: dict[str, list[int]]
    for row in risk.contract_drivers:
        by_contract[row.contract].append(row.pounds)
    assert by_contract
    assert all(len(pounds) <= 2 and pounds == sorted(pounds, reverse=True) for pounds in by_contract.values())


def test_both_starts_are_the_same_two_rows_whichever_is_asked_for() -> None:
    early = find_risk(whitehall(), RiskSettings(draws=8192, drivers=False, as_early_as_possible=True))
    assert early is not None
    assert early.starts == whitehall_risk().starts
    planned, soon = early.starts
    assert (planned.start, soon.start) == (Start.PLANNED, Start.EARLY)
    assert planned.saves_pounds == -soon.saves_pounds < 0 < soon.earlier_days


def test_prices_of_all_contracts_together_are_those_of_each() -> None:
    risk = whitehall_risk()
    measured = Measured(risk.case, None, risk.uncertainty, risk.sample)  # type: ignore[arg-type]
    for answer in (Answer.NOTHING, Answer.PLAN, Answer.EVERYTHING):
        asked = measured.prefixes(answer)
        rows = PriceRows.of(measured.costs, asked, risk.sample.agreed, risk.sample.draws)
        pounds, uncovered = rows.outcome(risk.sample.needed, np.arange(risk.sample.draws))
        for place, costs in enumerate(measured.costs):
            alone = measured.outcome(place, asked[costs.contract.id])
            assert np.array_equal(pounds[place], alone.pounds)
            assert np.array_equal(uncovered[place], alone.uncovered > 0)
