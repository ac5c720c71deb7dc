"""`planner plan --must-be-off`: what it prints, and what it refuses; days are worked by hand in docs/tiny.md."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.cli.conftest import Run


def test_a_contract_that_must_be_off_is_off_by_that_day(run: Run) -> None:
    # North is ready on day 60, the accelerated move cuts over 65 days later, and C-ASH is needed for 30 days
    run("plan", "portfolio", "--must-be-off", "C-ASH=2027-06-04", "--out", "new")
    with Path("new/contracts.csv").open(encoding="utf-8", newline="") as stream:
        assert next(csv.DictReader(stream))["needed_until_date"] == "2027-06-04"


def test_no_plan_gets_it_off_a_day_earlier_and_the_conflict_says_why(run: Run) -> None:
    result = run("plan", "portfolio", "--must-be-off", "C-ASH=2027-06-03")
    assert result.exit_code == 1
    assert "No plan keeps every rule." in result.stderr
    assert "C-ASH off by 2027-06-03" in result.stderr
    assert "precedence NORTH" in result.stderr


def test_a_contract_that_is_not_there_is_refused_with_the_nearest_name(run: Run) -> None:
    result = run("plan", "portfolio", "--must-be-off", "C-ASCH=2027-06-03")
    assert (result.exit_code, "did you mean 'C-ASH'?" in result.stderr) == (2, True)


def test_a_day_without_a_contract_is_refused_with_an_example(run: Run) -> None:
    result = run("plan", "portfolio", "--must-be-off", "2027-06-03")
    assert (result.exit_code, "write for instance HO-HR=2028-10-31" in result.stderr) == (2, True)


def test_a_plan_file_is_held_against_the_day_as_well(run: Run) -> None:
    # the plan needs C-ASH until 24 June
    kept = run("verify", "portfolio", "results/plan.json", "--must-be-off", "C-ASH=2027-06-24")
    assert kept.exit_code == 0, kept.output
    broken = run("verify", "portfolio", "results/plan.json", "--must-be-off", "C-ASH=2027-06-20")
    assert broken.exit_code == 1
    assert "C-ASH is needed 4 days beyond" in " ".join(broken.stdout.split())
    assert run("verify", "portfolio", "results/plan.json", "--must-be-off", "C-ASCH=2027-06-20").exit_code == 2
