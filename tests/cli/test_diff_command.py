"""`planner diff` on folders, plan files and stored runs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

LATE = ("2027-03-02", "2027-05-01")


@pytest.fixture
def late(workplace: Path) -> Path:
    """A copy of the portfolio in which NORTH-READY is 60 days later."""
    folder = workplace / "late"
    folder.mkdir()
    for file in (workplace / "portfolio").glob("*.csv"):
        (folder / file.name).write_text(file.read_text())
    milestones = folder / "milestones.csv"
    assert LATE[0] in milestones.read_text()
    milestones.write_text(milestones.read_text().replace(*LATE))
    return folder


def test_the_answer_is_in_sentences_and_a_table(run: Run, late: Path) -> None:
    result = run("diff", "portfolio", "late", "--quiet")
    assert result.exit_code == 0
    assert result.stdout.startswith("The new plan costs £387,600: £179,600 more than the old one (£208,000).")
    assert "milestones NORTH-READY forecast_date 2027-03-02 → 2027-05-01" in result.stdout
    assert "together" in result.stdout


def test_no_difference_is_said_in_one_line(run: Run) -> None:
    result = run("diff", "portfolio", "portfolio")
    assert (result.exit_code, result.stdout) == (0, "No difference: every date, choice and pound is the same.\n")


def test_json_holds_everything_and_adds_up(run: Run, late: Path) -> None:
    result = run("diff", "portfolio", "late", "--format", "json")
    document = json.loads(result.stdout)
    assert sum(cause["pounds"] for cause in document["causes"]) == document["difference_pounds"] == 179_600
    assert all(sum(line["shares"]) == line["after"] - line["before"] for line in document["pounds"])
    assert all(sum(line["shares"]) == line["days"] for line in document["dates"])


@pytest.mark.parametrize("view", ["summary", "pounds", "dates", "choices", "changes"])
def test_every_view_is_a_table_in_csv(run: Run, late: Path, view: str) -> None:
    result = run("diff", "portfolio", "late", "--view", view, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert result.exit_code == 0
    assert rows


def test_a_given_plan_is_the_plan_compared(run: Run, late: Path) -> None:
    # The plan of the file is the best for the old portfolio, so it is compared as if it had been solved for.
    result = run("diff", "portfolio", "late", "--old-plan", "results/plan.json", "--format", "json")
    document = json.loads(result.stdout)
    assert document["old"]["pounds"] == 208_000
    assert document["causes"][-1]["pounds"] == 0


def test_carrying_out_alone_needs_both_plans(run: Run, late: Path) -> None:
    result = run("diff", "portfolio", "late", "--carry-only")
    assert result.exit_code == 2
    assert "--carry-only needs both plans" in result.stderr


def test_a_plan_that_does_not_fit_ends_with_bad_input(run: Run, late: Path) -> None:
    # Of the milestone 60 days later, nothing starts as early as in the plan made for the folder without it.
    result = run("diff", "portfolio", "late", "--new-plan", "results/plan.json")
    assert result.exit_code == 2
    assert "the new plan breaks rules of the new portfolio" in result.stderr


def test_stored_runs_are_compared_from_the_store_alone(run: Run, late: Path, workplace: Path) -> None:
    store = str(workplace / "runs.db")
    for folder in ("portfolio", "late"):
        assert run("plan", folder, "--store", store, "--quiet").exit_code == 0
    listed = json.loads(run("runs", "--store", store, "--format", "json").stdout)
    new, old = (entry["id"] for entry in listed)
    for file in late.iterdir():
        file.unlink()
    result = run("diff", old, new, "--store", store, "--format", "json")
    assert json.loads(result.stdout)["difference_pounds"] == 179_600


def test_neither_folder_nor_run_is_said(run: Run) -> None:
    result = run("diff", "portfolio", "nowhere")
    assert result.exit_code == 2
    assert "nowhere: there is no such folder or workbook" in result.stderr


def test_an_infeasible_portfolio_ends_with_no_plan(run: Run, late: Path) -> None:
    portfolio = late / "portfolio.csv"
    text = portfolio.read_text()
    horizon = next(line for line in text.splitlines() if line.startswith("horizon_date"))
    portfolio.write_text(text.replace(horizon.split(",")[1], "2027-02-01"))
    result = run("diff", "portfolio", "late")
    assert result.exit_code == 1
    assert "the new portfolio has no plan" in result.stderr
