"""The outside view: dates drawn from the slips of others, a stress case that every output names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from planner.domain.risks import ReferenceSlip
from planner.domain.uncertain.past_slips import STRESS_CASE, PastSlips
from planner.errors import SettingsError
from planner.plan.plan_case import PlanCase
from planner.present.tables.risk.risk_tables import RISK_TABLES, risk_as_json, risk_files
from planner.present.tables.risk.risk_words import risk_lines
from planner.present.tables.table import json_text
from planner.risk.assumptions import Assumptions
from planner.risk.draws import Batch, DrawKey, Keys, Purpose
from planner.risk.past_range import PastRange
from planner.risk.risk import RiskSettings, find_risk
from tests.risk.test_cases import case
from tests.risk.test_risk import whitehall

TEN = PastSlips((0.0, 10.0, 20.0, 30.0), relative=False)


def test_the_slips_of_others_stand_at_their_shares() -> None:
    # Four slips stand at 1/8, 3/8, 5/8 and 7/8: the normal numbers of these, and P50 half-way between 10 and 20.
    found = PastRange(100, TEN)
    z = np.array([-1.1503493804, -0.3186393640, 0.0, 0.3186393640, 1.1503493804, 9.0])
    assert found.quantile(z) == pytest.approx([100, 110, 115, 120, 130, 130], abs=1e-6)
    assert found.middle == 115


def test_a_day_is_no_later_exactly_up_to_its_number() -> None:
    found, z = PastRange(100, TEN), np.linspace(-4, 4, 401)
    for day in (99.0, 100.0, 104.0, 110.0, 129.9, 130.0, 131.0):
        assert np.array_equal(found.quantile(z) <= day, z <= found.latent(np.array([day]))[0])


def test_relative_slips_stretch_the_time_that_is_left() -> None:
    half = PastSlips((0.5,), relative=True)
    assert PastRange(200, half).middle == 300
    assert not PastRange(-5, half).varies


def test_every_open_date_has_the_slips_whatever_its_own_range() -> None:
    portfolio = whitehall().portfolio
    found = Assumptions(outside_view=True).uncertainty(portfolio)
    assert all(date.varies for date in found.dates if not date.achieved)
    days = Batch.of(Keys.of(found), DrawKey(1, Purpose.EVALUATE, 0)).own_days(replace(found, events=()))
    slips = sorted((row.actual_date - row.planned_date).days for row in portfolio.reference_slips)
    for place, item in enumerate(found.dates):
        if not item.achieved:
            assert isinstance(item.range, PastRange)
            least, most = item.range.quantile(np.array([-9.0, 9.0]))
            assert days[:, place].min() >= np.floor(least) - 1
            assert days[:, place].max() <= np.ceil(most)
    assert slips[0] >= 0


def test_every_table_and_file_says_that_it_is_a_stress_case() -> None:
    risk = find_risk(whitehall(), RiskSettings(draws=8192, outside_view=True, drivers=False))
    assert risk is not None
    assert STRESS_CASE in " ".join(risk_lines(risk))
    assert STRESS_CASE in json_text(risk_as_json(risk))
    for name, content in risk_files(risk).items():
        if name.endswith(".csv"):
            assert all(STRESS_CASE in line for line in str(content).splitlines()[1:]), name
    assert len(RISK_TABLES) > 8


def test_without_past_slips_there_is_no_outside_view() -> None:
    _, portfolio, plan = case("open_01_wait_for_the_event")
    with pytest.raises(SettingsError, match="reference_slips has no rows"):
        find_risk(PlanCase(portfolio, plan), RiskSettings(outside_view=True))


def test_a_slip_that_is_always_the_same_moves_every_draw() -> None:
    _, portfolio, plan = case("open_01_wait_for_the_event")
    slip = ReferenceSlip(id="S", name="s", planned_date=date(2020, 1, 1), actual_date=date(2020, 1, 11))
    with_slip = replace(portfolio, reference_slips=(slip,), risk_drivers=())
    risk = find_risk(PlanCase(with_slip, plan), RiskSettings(draws=8192, outside_view=True, drivers=False))
    assert risk is not None
    for row in risk.milestones:
        assert (row.p10_date - row.planning_date).days == (row.p90_date - row.planning_date).days == 10
    assert not risk.still.milestones
