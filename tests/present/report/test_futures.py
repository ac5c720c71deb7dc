"""Scenarios and a trade-off stand in the report where they were run, and in no department's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner import read_portfolio
from planner.errors import PlanFileError
from planner.futures import compare, parse_scenarios
from planner.futures.trade_offs.frontier import frontier
from planner.futures.trade_offs.frontier_records import Frontier
from planner.plan.plan_case import PlanCase
from planner.present.report.page.files import ReportOptions, page_text
from planner.present.report.parts.frontier_file import read_frontier
from planner.present.tables.frontier_tables import MARK, frontier_files
from planner.solver import Measure, SolveSettings
from planner.writing import write_folder

TINY = read_portfolio(Path(__file__).parents[3] / "data" / "tiny")
QUICK = SolveSettings(time_limit_seconds=2, workers=1)
SLIP = '[scenario.slip]\ntitle = "North slips"\nquestion = "What if?"\nslip = [{ ids = ["NORTH-READY"], months = 6 }]\n'


@pytest.fixture(scope="module")
def traded() -> Frontier:
    return frontier(TINY, Measure("extensions"), Measure("exposure"), QUICK, points=3)


def written(found: Frontier, folder: Path) -> Path:
    files, _ = frontier_files(TINY, found)
    write_folder(folder, files, tuple(files))
    return folder


def test_a_trade_off_is_read_back_as_it_was_written(traded: Frontier, tmp_path: Path) -> None:
    found = read_frontier(written(traded, tmp_path / "tradeoff"), TINY)
    assert found == replace(traded, seconds=round(traded.seconds, 3), better_plan=None)


def test_a_folder_without_a_trade_off_is_refused_with_the_cure(traded: Frontier, tmp_path: Path) -> None:
    with pytest.raises(PlanFileError, match="cannot be read; name a folder that `planner frontier --out` wrote"):
        read_frontier(tmp_path, TINY)
    folder = written(traded, tmp_path / "tradeoff")
    (folder / MARK).write_text('{"format": "another"}', encoding="utf-8")
    with pytest.raises(PlanFileError, match="is no trade-off"):
        read_frontier(folder, TINY)
    (folder / MARK).write_text('{"format": "planner frontier", "x": "cost"}', encoding="utf-8")
    with pytest.raises(PlanFileError, match="is not whole"):
        read_frontier(folder, TINY)


def test_scenarios_and_the_trade_off_stand_in_the_whole_report_alone(traded: Frontier) -> None:
    comparison = compare(TINY, parse_scenarios(SLIP).values(), QUICK)
    assert comparison.base.plan is not None
    case = PlanCase(TINY, comparison.base.plan, comparison.base.outcome)
    options = ReportOptions(comparison=comparison, frontier=traded)
    page = page_text(case, options)
    assert "<h3>North slips</h3>" in page
    assert "What if?" in page
    assert page.count("<circle class=") == len(traded.points)
    department = page_text(case, replace(options, department="ASH"))
    assert "North slips" not in department
    assert "Trade-off" not in department
