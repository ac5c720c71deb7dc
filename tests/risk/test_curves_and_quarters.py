"""Exposure by quarter and curves of contracts: as worked out by hand, and in agreement with the totals."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import pytest

from planner.errors import SettingsError
from planner.plan.plan_case import PlanCase
from planner.present.tables.risk.risk_frames import RiskFrames
from planner.risk.records import Answer
from planner.risk.risk import Risk, RiskSettings, find_risk
from tests.risk.test_cases import EXACT, case

KNOWN = "open_02_known_on_the_day"
"""Ash and Elm, both covered to the end of 2027: needed until 1 August 2027 in 60 %, until 29 February 2028 in 40 %."""


@cache
def risk_of(name: str) -> Risk:
    _, portfolio, plan = case(name)
    found = find_risk(PlanCase(portfolio, plan), RiskSettings(draws=8192, drivers=False))
    assert found is not None
    return found


def test_the_quarters_of_the_case_are_those_worked_out() -> None:
    # January and February 2028 are 60 days, at £1,000 for each of two contracts, in 40 % of the futures.
    rows = risk_of(KNOWN).quarters
    assert [str(row.quarter) for row in rows][:1] == ["2026-27 Q4"]
    assert [row.mean_pounds for row in rows[:-1]] == [0, 0, 0, 0]
    last = rows[-1]
    assert str(last.quarter) == "2027-28 Q4"
    assert (last.p10_pounds, last.p50_pounds, last.p90_pounds) == (0, 0, 120_000)
    assert last.mean_pounds == pytest.approx(48_000, abs=2 * last.error)
    assert (last.nothing_mean_pounds, last.nothing_p50_pounds) == (last.mean_pounds, 0)


@pytest.mark.parametrize("name", EXACT)
def test_the_quarters_add_up_to_the_exposure_of_the_answers(name: str) -> None:
    risk = risk_of(name)
    exposure = {row.answer: row.exposure_pounds for row in risk.answers}
    # Every quarter is rounded to whole pounds by itself.
    rounding = len(risk.quarters)
    assert sum(row.mean_pounds for row in risk.quarters) == pytest.approx(exposure[Answer.PLAN], abs=rounding)
    nothing = sum(row.nothing_mean_pounds for row in risk.quarters)
    assert nothing == pytest.approx(exposure[Answer.NOTHING], abs=rounding)


def test_a_curve_has_a_point_for_every_per_cent_of_the_futures() -> None:
    curve = risk_of(KNOWN).curve("C-ASH")
    until = {round(100 * point.share): point.needed_until_date for point in curve.points}
    assert list(until) == list(range(1, 100))
    assert {until[share] for share in range(1, 60)} == {date(2027, 8, 1)}
    assert {until[share] for share in range(62, 100)} == {date(2028, 2, 29)}


def test_a_curve_says_how_likely_each_end_of_cover_is_too_early() -> None:
    as_it_stands, extended = risk_of(KNOWN).curve("C-ASH").ends
    assert (as_it_stands.option, as_it_stands.end_date) == (None, date(2027, 12, 31))
    assert as_it_stands.needed_longer_probability == pytest.approx(0.4, abs=0.01)
    assert (extended.option, extended.end_date) == ("C-ASH-1", date(2028, 6, 30))
    assert extended.needed_longer_probability == 0
    assert [(end.in_plan, end.can_be_had) for end in (as_it_stands, extended)] == [(True, True), (False, True)]


def test_the_ends_of_all_contracts_are_those_of_their_curves() -> None:
    risk = risk_of("open_05_chains")
    contracts = [row.contract for row in risk.contracts if row.answer is Answer.PLAN and not row.no_route]
    assert risk.ends == tuple(end for contract in contracts for end in risk.curve(contract).ends)


def test_only_a_contract_of_the_portfolio_has_a_curve() -> None:
    with pytest.raises(SettingsError, match="'C-NOBODY' is no contract of case"):
        risk_of(KNOWN).curve("C-NOBODY")


def test_a_frame_has_a_row_for_each_future() -> None:
    risk = risk_of(KNOWN)
    draws = RiskFrames(risk).draws("C-ASH")
    assert len(draws) == risk.draws
    assert set(draws["needed_until_date"].dt.date) == {date(2027, 8, 1), date(2028, 2, 29)}
    late = draws["needed_until_date"] > "2027-12-31"
    assert set(draws.loc[late, "uncovered_days"]) == {60}
    assert set(draws.loc[late, "exposure_pounds"]) == {60_000}
    assert draws.loc[~late, "exposure_pounds"].sum() == draws["extensions_pounds"].sum() == 0
    assert np.all(draws["last_cutover_date"] <= draws["needed_until_date"] + np.timedelta64(1, "D"))


def test_frames_have_the_quarters_the_ends_and_the_curve() -> None:
    frames = RiskFrames(risk_of(KNOWN))
    assert frames.exposure["p90_pounds"].max() == 120_000
    assert list(frames.ends["contract"].unique()) == ["C-ASH", "C-ELM"]
    assert len(frames.curve("C-ELM")) == 99
