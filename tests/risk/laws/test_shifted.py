"""Twenty-eight years later all weekdays and leap days are the same: so are all answers, with their dates so much later."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from planner.plan import read_plan
from planner.plan.entries import Plan
from planner.plan.plan_case import PlanCase
from planner.reading import read_portfolio
from planner.risk.risk import RiskSettings, find_risk
from planner.risk.tripwires.study import tripwires_of
from tests.depth import by_day
from tests.risk.kinds.asking import Asked
from tests.risk.kinds.drawn import KINDS
from tests.risk.kinds.drawn import drawn as drawn_kind
from tests.risk.laws.drawn_risks import DRAWS, later

DAYS = 10_227
"""28 years of 365.25 days: four leap days in each four times seven years."""
PLACES = by_day(range(len(KINDS)), 5)


@pytest.mark.parametrize("place", PLACES)
def test_every_date_is_later_and_no_pound_is_another(place: int, tmp_path: Path) -> None:
    """No holiday counts here: the last days to decide are working days, in both centuries where it matters."""
    kind = list(KINDS)[place]
    asked = Asked.of(drawn_kind(kind, 3), tmp_path)
    portfolio = read_portfolio(asked.portfolio)
    plan: Plan = read_plan(asked.plan).plan_for(portfolio)
    before, after = (tripwires_of(rows, plan, draws=DRAWS) for rows in (portfolio, later(portfolio, DAYS)))
    if [row.acting_day for row in before.options] != [row.acting_day for row in after.options]:
        pytest.skip("a last day falls on a holiday that moves")
    assert after == before
    settings = RiskSettings(draws=DRAWS)
    risks = [find_risk(PlanCase(rows, plan), settings) for rows in (portfolio, later(portfolio, DAYS))]
    assert risks[0] is not None
    assert risks[1] is not None
    for name in ("contracts", "departments", "migrations", "milestones", "drivers", "answers", "convergence"):
        assert getattr(risks[1], name) == later(getattr(risks[0], name), DAYS), name
    assert {each.name for each in fields(risks[0])} >= {"contracts", "answers"}
