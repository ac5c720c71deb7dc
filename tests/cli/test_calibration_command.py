"""`planner calibration`, `planner runs --risk` and `planner show` of risk runs, from the command line."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from planner import Case, read_plan, read_portfolio, write_plan
from planner.store.addresses import open_store
from tests.cli.conftest import Run
from tests.risk.test_cases import CASES, case

NAME = "open_12_partly_revealed"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portfolio with one date, its plan, and a store with its risk and its rules."""
    from click.testing import CliRunner

    from planner.cli.commands import main

    folder = tmp_path_factory.mktemp("asked")
    shutil.copytree(CASES / NAME / "portfolio", folder / "then")
    _, portfolio, plan = case(NAME)
    write_plan(folder / "then.json", portfolio, plan)
    for command in ("risk", "tripwires"):
        line = [command, str(folder / "then"), str(folder / "then.json"), "--draws", "8192", "--quiet"]
        result = CliRunner().invoke(main, [*line, "--store", str(folder / "runs.sqlite")])
        assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def later(asked: Path, workplace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder with the portfolio two and a half years later, when the date came on 20 September 2028."""
    shutil.copytree(asked, workplace, dirs_exist_ok=True)
    shutil.copytree(workplace / "then", workplace / "now")
    settings = workplace / "now" / "portfolio.csv"
    settings.write_text(settings.read_text().replace("status_date,2027-01-01", "status_date,2029-06-01"))
    dates = workplace / "now" / "milestones.csv"
    head, row = dates.read_text().splitlines()
    dates.write_text(f"{head},achieved_date\n{row},2028-09-20\n")
    monkeypatch.setenv("PLANNER_STORE", str(workplace / "runs.sqlite"))
    return workplace


def test_what_came_is_compared_with_all_runs_of_the_portfolio(run: Run, later: Path) -> None:
    result = run("calibration", "now", "--format", "json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    # P10, P50, P90 are 18 March, 1 June and 15 August 2028: 75 days on either side. 111 days late is z = 1.897: u = 0.971.
    assert [row["u"] for row in found["milestones"]] == pytest.approx([0.971], abs=0.001)
    assert [row["standing"] for row in found["milestones"]] == ["counted"]
    rules, risk = (kept.id[:8] for kept in open_store(later / "runs.sqlite").risk.runs())
    assert found["runs"] == [f"{risk}+{rules}"]
    assert found["pooled"]["predictions"] == 1
    assert found["pooled"]["spread"] == pytest.approx(111 / 75)
    (decision,) = found["decisions"]
    assert (decision["option"], decision["taken"], decision["rule_says"]) == (
        "C-ASH-1",
        "not extended",
        "do not extend",
    )


def test_a_run_is_named_by_its_id_or_by_a_plan_file_that_it_wrote(run: Run, later: Path) -> None:
    risk = next(kept for kept in open_store(later / "runs.sqlite").risk.runs() if kept.command == "risk")
    assert run("show", risk.id[:8], "--plan", "sure.json", "--input", "input").exit_code == 0
    assert read_portfolio(later / "input") == read_portfolio(later / "then")
    assert read_plan(later / "sure.json").sureness is not None
    for named in (risk.id[:8], "sure.json"):
        found = json.loads(run("calibration", "now", named, "--format", "json").stdout)
        assert [row["standing"] for row in found["milestones"]] == ["counted"]
        assert found["decisions"] == []


def test_tables_for_people_have_the_sentences_below(run: Run, later: Path) -> None:
    text = run("calibration", "now").stdout
    assert "N-READY" in text
    assert "C-ASH-1" in text
    assert "1 prediction (ranges two-piece): 0 % (0 % to 98 %) came between P10 and P90, where 80 % should." in text
    alone = run("calibration", "now", "--table", "decisions", "--format", "csv").stdout
    assert alone.splitlines()[0].startswith("option,contract,run,status_date,acting_date,rule")


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("ffff", "no such plan file, and no such risk run"),
        ("then.json", "does not say how sure the plan is"),
        ("gone.json", "gone.json"),
    ],
)
def test_what_is_no_run_is_bad_input(run: Run, later: Path, named: str, message: str) -> None:
    result = run("calibration", "now", named)
    assert result.exit_code == 2
    assert message in result.stderr


def test_without_a_store_nothing_was_promised(run: Run, workplace: Path) -> None:
    result = run("calibration", "portfolio")
    assert result.exit_code == 0
    assert "No milestone has come of which a run had promised a range." in result.stdout
    assert "there is no run store" in run("calibration", "portfolio", "3fa2").stderr


def test_risk_runs_are_listed_and_shown(run: Run, later: Path) -> None:
    listed = run("runs", "--risk", "--format", "csv").stdout.splitlines()
    assert len(listed) == 3
    assert [line.split(",")[4] for line in listed] == ["command", "tripwires", "risk"]
    assert "No stored risk run fits." in run("runs", "--risk", "--portfolio", "another").stdout
    assert run("runs", "--risk", "--label", "x").exit_code == 2
    id = listed[2].split(",")[0]
    text = run("show", id[:8]).stdout
    assert "8,192, seed 1" in text
    assert "two-piece" in text
    assert json.loads(run("show", id, "--format", "json").stdout)["sureness"]["draws"] == 8192


def test_a_notebook_has_the_same_in_one_line(later: Path) -> None:
    found = Case(later / "now").calibration()
    assert list(found.milestones["u"].round(3)) == [0.971]
    assert found.calibration.status_date == date(2029, 6, 1)
    assert "1 prediction" in found.text
    assert list(found.decisions["option"]) == ["C-ASH-1"]


def test_a_what_if_says_what_it_is(run: Run, later: Path) -> None:
    wide = ("--spread", "2", "--as-early-as-possible")
    assert run("risk", "then", "then.json", "--draws", 8192, "--no-drivers", *wide).exit_code == 0
    newest = open_store(later / "runs.sqlite").risk.runs()[0]
    text = run("show", newest.id, "--format", "csv").stdout
    assert "spread × 2, migrations begin as early as possible; no other command takes from it" in text
    # Twice as wide, 111 days late is z = 0.949 of what was promised; named, it counts beside the runs of its day.
    found = json.loads(run("calibration", "now", newest.id[:8], "--format", "json").stdout)
    assert [row["u"] for row in found["milestones"]] == pytest.approx([0.829], abs=0.001)
    assert newest.id[:8] not in json.loads(run("calibration", "now", "--format", "json").stdout)["runs"][0]
