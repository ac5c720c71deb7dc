"""The lines below a risk where no date has a range, and where the other start changes nothing."""

from __future__ import annotations

from planner.plan.plan_case import PlanCase
from planner.present.tables.risk.risk_words import risk_lines
from planner.risk.risk import RiskSettings, find_risk
from tests.risk.test_cases import case


def test_where_no_date_has_a_range_nothing_is_said_of_tails() -> None:
    # The case has an event and no range; its one migration waits for the milestone, so an early begin changes nothing.
    _, portfolio, plan = case("open_01_wait_for_the_event")
    risk = find_risk(PlanCase(portfolio, plan), RiskSettings(draws=8192))
    assert risk is not None
    said = " ".join(risk_lines(risk))
    assert "no date has a range" in said
    assert "tail" not in said
    # 0.4 of the futures are late by 212 days, 60 of them without cover at £1,000 a day: £24k.
    # The option costs £20k, and that is less.
    assert "the plan's options cost £24k instead of £24k, and commit now £20k instead of £20k." in said
    assert "With commit now, delay and bridges that saves nothing." in said
