"""A risk that was run says how far the numbers of the board page can be off."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from planner import SolveSettings, read_portfolio
from planner.errors import PlanFileError, SettingsError
from planner.plan.plan_case import PlanCase
from planner.present.report.board.figures import OF_ALL, SAME, figures_of
from planner.present.report.board.view import whole_view
from planner.present.report.page.files import ReportOptions, page_text
from planner.present.report.parts.risk_file import ranges_of, read_ranges
from planner.present.tables.risk.risk_tables import MARK, risk_files
from planner.risk.risk import Risk, RiskSettings, find_risk
from planner.solver import solve
from planner.writing import write_folder

TINY = read_portfolio(Path(__file__).parents[3] / "data" / "tiny")


@pytest.fixture(scope="module")
def case() -> PlanCase:
    """The cheapest plan of the tiny example, which docs/tiny.md works out."""
    outcome = solve(TINY, SolveSettings(time_limit_seconds=10, workers=1, deterministic=True))
    assert outcome.plan is not None
    return PlanCase(TINY, outcome.plan, outcome)


@pytest.fixture(scope="module")
def risk(case: PlanCase) -> Risk:
    """With no spread every future is the plan itself."""
    found = find_risk(case, RiskSettings(draws=8_192, spread=0.0, drivers=False))
    assert found is not None
    return found


def test_where_nothing_varies_the_expected_numbers_are_those_of_the_plan(case: PlanCase, risk: Risk) -> None:
    # The shared licence is without cover for 34 days at £1,000; the option of Ash costs £100,000.
    bare, commit, kept = figures_of(whole_view(case), ranges_of(risk))
    assert (bare.value, bare.interval) == ("34 days, £34k", "Expected: 34 days, £34k ± £0 (8,192 futures).")
    assert (commit.value, commit.interval) == ("£100k", "Expected: £100k (8,192 futures).")
    assert kept.interval == SAME


def test_a_folder_of_a_risk_says_the_same_as_the_risk(risk: Risk, tmp_path: Path) -> None:
    files = risk_files(risk)
    write_folder(tmp_path / "risk", files, tuple(files))
    assert read_ranges(tmp_path / "risk") == ranges_of(risk)


def test_a_folder_without_a_risk_is_refused_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(PlanFileError, match="cannot be read; name a folder that `planner risk --out` wrote"):
        read_ranges(tmp_path)
    (tmp_path / MARK).write_text('{"format": "planner frontier"}', encoding="utf-8")
    with pytest.raises(PlanFileError, match="is no risk"):
        read_ranges(tmp_path)
    (tmp_path / MARK).write_text(json.dumps({"format": "planner risk", "answers": [1]}), encoding="utf-8")
    with pytest.raises(PlanFileError, match="is not whole"):
        read_ranges(tmp_path)


def test_the_risk_of_another_plan_is_refused(case: PlanCase, risk: Risk) -> None:
    later = replace(
        case.plan, migrations=tuple(replace(one, start_day=one.start_day + 1) for one in case.plan.migrations)
    )
    with pytest.raises(SettingsError, match="the risk is one of another plan"):
        page_text(PlanCase(TINY, later), ReportOptions(ranges=ranges_of(risk)))


def test_a_department_is_told_of_its_own_contracts_alone(case: PlanCase, risk: Risk) -> None:
    # The shared licence serves Birch and Cedar; Ash has no day without cover.
    page = page_text(case, ReportOptions(department="ASH", ranges=ranges_of(risk)))
    assert "Expected: 0 days, £0 ± £0 (8,192 futures)." in page
    assert OF_ALL in page
    assert "£34k" not in page
    assert "Expected: 34 days, £34k" in page_text(case, ReportOptions(department="CEDAR", ranges=ranges_of(risk)))
