"""`planner report` writes the board report, and refuses before it computes what it cannot write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

PLAN = ("--plan", "results/plan.json")


def test_the_report_is_written_and_written_again(run: Run, workplace: Path) -> None:
    result = run("report", "portfolio", *PLAN, "--out", "board.html")
    assert (result.exit_code, "Wrote board.html" in result.output) == (0, True)
    first = (workplace / "board.html").read_bytes()
    assert run("report", "portfolio", *PLAN, "--out", "board.html").exit_code == 0
    assert (workplace / "board.html").read_bytes() == first


def test_a_file_of_somebody_else_is_kept(run: Run, workplace: Path) -> None:
    (workplace / "board.html").write_text("mine")
    assert run("report", "portfolio", *PLAN, "--out", "board.html").exit_code == 2
    assert (workplace / "board.html").read_text() == "mine"
    assert run("report", "portfolio", *PLAN, "--out", "board.html", "--force").exit_code == 0


@pytest.mark.usefixtures("workplace")
def test_another_suffix_is_refused(run: Run) -> None:
    result = run("report", "portfolio", *PLAN, "--out", "board.docx")
    assert (result.exit_code, "board.docx ends in none of .html, .pdf" in result.output) == (2, True)


def test_a_pdf_without_a_browser_is_refused_before_anything_is_solved(
    run: Run, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANNER_BROWSER", "no-such-browser")
    result = run("report", "portfolio", "--out", "board.pdf")
    assert (result.exit_code, "write a .html file" in result.output, "Planning" in result.output) == (2, True, False)


def test_the_report_of_a_department_names_no_other(run: Run, workplace: Path) -> None:
    assert run("report", "portfolio", *PLAN, "--out", "ash.html", "--department", "ASH").exit_code == 0
    page = (workplace / "ash.html").read_text(encoding="utf-8")
    assert "Ash Department" in page
    assert "Birch Department" not in page


@pytest.mark.usefixtures("workplace")
def test_a_department_that_is_none_is_bad_usage(run: Run) -> None:
    result = run("report", "portfolio", *PLAN, "--department", "ASHE")
    assert (result.exit_code, "did you mean 'ASH'" in result.output) == (2, True)


def test_a_baseline_is_named_and_compared_with(run: Run, workplace: Path) -> None:
    result = run("report", "portfolio", *PLAN, "--baseline", "results/plan.json", "--out", "board.html")
    assert result.exit_code == 0, result.output
    assert "What changed since results/plan.json" in (workplace / "board.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("workplace")
def test_a_baseline_that_is_neither_file_nor_run_is_refused(run: Run) -> None:
    result = run("report", "portfolio", *PLAN, "--baseline", "abcdef")
    assert (result.exit_code, "abcdef" in result.output) == (2, True)


def test_scenarios_are_planned_from_the_plan_on_and_a_department_has_none(run: Run, workplace: Path) -> None:
    (workplace / "slip.toml").write_text(
        '[scenario.slip]\ntitle = "North slips"\nslip = [{ ids = ["NORTH-READY"], months = 6 }]\n', encoding="utf-8"
    )
    asked = ("report", "portfolio", *PLAN, "--out", "board.html", "--scenarios", "slip.toml", "--time-limit", "2")
    assert run(*asked).exit_code == 0
    assert "North slips" in (workplace / "board.html").read_text(encoding="utf-8")
    result = run(*asked, "--department", "ASH")
    assert (result.exit_code, "are about everybody" in result.output) == (2, True)


def test_the_adopted_plan_is_what_a_report_is_compared_with(run: Run, workplace: Path) -> None:
    page = workplace / "board.html"
    assert run("adopt", "portfolio", "results/plan.json", "--by", "the board").exit_code == 0
    assert run("report", "portfolio", "--out", page).exit_code == 0
    assert "Nothing: this is the plan that has been adopted." in page.read_text(encoding="utf-8")
    other = workplace / "other.json"
    held = json.loads((workplace / "results" / "plan.json").read_text(encoding="utf-8"))
    other.write_text(json.dumps({**held, "options": []}), encoding="utf-8")
    assert run("report", "portfolio", "--plan", other, "--out", page).exit_code == 0
    told = page.read_text(encoding="utf-8")
    assert "What changed since the adopted plan" in told
    assert "Another choice of plan, without a change of input" in told


def test_a_risk_of_the_plan_stands_under_the_numbers(run: Run, workplace: Path) -> None:
    # with no spread every future is the plan: the shared licence is without cover for 34 days at £1,000
    drawn = ("--draws", "8192", "--spread", "0", "--no-drivers", "--out", "risk", "--quiet")
    assert run("risk", "portfolio", "results/plan.json", *drawn).exit_code == 0
    assert run("report", "portfolio", *PLAN, "--risk", "risk", "--out", "board.html").exit_code == 0
    page = (workplace / "board.html").read_text(encoding="utf-8")
    assert "Expected: 34 days, £34k ± £0 (8,192 futures)." in page
    result = run("report", "portfolio", *PLAN, "--risk", "results", "--out", "board.html")
    assert (result.exit_code, "name a folder that `planner risk --out` wrote" in result.output) == (2, True)
