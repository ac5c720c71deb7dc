"""`planner import workbook`: from a workbook that was filled in to a scenario, and to the folder with --apply."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from planner import read_portfolio
from planner.reading.edits.words import CONTRACTS
from tests.cli.conftest import Run


@pytest.fixture
def filled(run: Run, workplace: Path) -> str:
    """The workbook of the portfolio with a corrected price; the id of the contract."""
    assert run("export", "portfolio", "--plan", "results/plan.json", "--out", "plan.xlsx").exit_code == 0
    book = openpyxl.load_workbook(workplace / "plan.xlsx")
    sheet = book[CONTRACTS]
    place = next(cell.column for cell in sheet[4] if cell.value == "Corrected annual price")
    sheet.cell(5, place).value = 4321
    book.save(workplace / "plan.xlsx")
    return str(sheet.cell(5, 1).value)


def test_edits_become_a_scenario_and_the_folder_stays(run: Run, workplace: Path, filled: str) -> None:
    before = {file.name: file.read_bytes() for file in (workplace / "portfolio").iterdir()}
    result = run("import", "workbook", "plan.xlsx", "--into", "portfolio")
    assert result.exit_code == 0, result.output
    assert "1 line taken" in result.stdout
    assert f'ids = ["{filled}"]' in (workplace / "edits.toml").read_text(encoding="utf-8")
    assert {file.name: file.read_bytes() for file in (workplace / "portfolio").iterdir()} == before


def test_apply_writes_the_table_and_a_second_time_changes_nothing(run: Run, workplace: Path, filled: str) -> None:
    for said in ("Changed in portfolio: contracts.csv", "Changed in portfolio: nothing"):
        result = run("import", "workbook", "plan.xlsx", "--into", "portfolio", "--apply")
        assert result.exit_code == 0, result.output
        assert said in result.stderr
        assert read_portfolio(workplace / "portfolio").contract_by_id[filled].annual_price_pounds == 4321


def test_planning_with_the_workbook_names_the_import(run: Run, filled: str) -> None:
    result = run("flags", "plan.xlsx", "--plan", "results/plan.json")
    assert result.exit_code == 0, result.output
    assert "planner import workbook plan.xlsx" in result.stderr


def test_a_file_that_is_no_workbook_of_ours_is_refused(run: Run, workplace: Path) -> None:
    (workplace / "notes.xlsx").write_bytes(b"no workbook")
    result = run("import", "workbook", "notes.xlsx", "--into", "portfolio")
    assert result.exit_code == 2
    assert "it cannot be opened as a workbook" in result.stderr


def test_a_folder_without_a_portfolio_is_refused(run: Run, workplace: Path, filled: str) -> None:
    result = run("import", "workbook", "plan.xlsx", "--into", "nowhere")
    assert result.exit_code == 2
    assert "nowhere holds no portfolio" in result.stderr
