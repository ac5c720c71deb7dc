"""--start: the plan that commands begin with, and what they say of a better one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from planner import read_plan, read_portfolio, write_plan
from planner.domain.portfolio import Portfolio
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.verification import verify
from tests.cli.conftest import Run

SCENARIOS = """
[scenario.crew]
set = [{ table = "resources", where = { id = "crew" }, values = { capacity = 2 } }]
"""


@pytest.fixture
def dear(workplace: Path) -> int:
    """Writes `dear.json`, a lawful plan that is dearer than the best; what it costs more."""
    portfolio = read_portfolio(workplace / "portfolio")
    best = read_plan(workplace / "results" / "plan.json").plan_for(portfolio)
    for entry in best.migrations:
        for days in range(1, 120):
            moved = replace(entry, start_day=entry.start_day + days)
            later = replace(best, migrations=tuple(moved if e is entry else e for e in best.migrations))
            case = PlanCase(portfolio, later)
            if not judge(case) and case.pounds > PlanCase(portfolio, best).pounds:
                write_plan(workplace / "dear.json", portfolio, later)
                return case.pounds - PlanCase(portfolio, best).pounds
    raise AssertionError("no dearer plan keeps every rule")


def assert_best(portfolio: Portfolio, file: Path) -> None:
    """The file holds a plan that costs the least possible, £208,000 (docs/tiny.md)."""
    document = read_plan(file)
    assert document.objective_pounds == 208_000
    assert verify(portfolio, document).holds


def test_plan_says_what_the_start_costs_and_how_much_cheaper_the_answer_is(run: Run, dear: int) -> None:
    result = run("plan", "portfolio", "--start", "dear.json")
    assert result.exit_code == 0
    assert f"Starting from a plan that costs £{208_000 + dear:,}." in result.stderr
    assert f"A plan £{dear:,} cheaper than the start was found; --out DIR writes it." in result.stderr


def test_plan_with_out_only_says_the_saving(run: Run, dear: int, workplace: Path) -> None:
    result = run("plan", "portfolio", "--start", "dear.json", "--out", "new")
    assert f"A plan £{dear:,} cheaper than the start was found.\n" in result.stderr
    assert_best(read_portfolio(workplace / "portfolio"), workplace / "new" / "plan.json")


def test_nothing_is_claimed_of_a_start_that_is_the_best(run: Run) -> None:
    result = run("plan", "portfolio", "--start", "results/plan.json")
    assert "cheaper" not in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        ["scenarios", "portfolio", "scenarios.toml", "--time-limit", "5"],
        ["values", "portfolio", "--only", "capacity"],
        ["frontier", "portfolio", "--x", "extensions", "--y", "exposure", "--points", "2"],
        ["diff", "portfolio", "portfolio", "--new-plan", "dear.json"],
    ],
    ids=lambda command: str(command[0]),
)
def test_a_better_plan_is_offered_and_written(run: Run, dear: int, workplace: Path, command: list[str]) -> None:
    (workplace / "scenarios.toml").write_text(SCENARIOS)
    offered = run(*command, "--start", "dear.json")
    assert offered.exit_code == 0, offered.output
    sentence = f"A plan £{dear:,} cheaper than the start was found; "
    assert f"{sentence}--better-plan FILE writes it." in offered.stderr
    written = run(*command, "--start", "dear.json", "--better-plan", "better.json")
    assert f"{sentence}wrote it to better.json." in written.stderr
    assert_best(read_portfolio(workplace / "portfolio"), workplace / "better.json")


def test_json_holds_what_it_saves(run: Run, dear: int) -> None:
    result = run("values", "portfolio", "--only", "capacity", "--start", "dear.json", "--format", "json", "--quiet")
    assert json.loads(result.stdout)["better_plan"] == {"pounds": 208_000, "saved_pounds": dear}


def test_a_sweep_names_the_run_that_is_better(run: Run, dear: int) -> None:
    result = run("sweep", "portfolio", "--start", "dear.json", "--workers", "1", "--time-limit", "5", "--store", "s.db")
    assert result.exit_code == 0, result.output
    assert f"A plan £{dear:,} cheaper than the start was found; planner show " in result.stderr


def test_a_run_made_again_begins_with_the_same_start(run: Run, dear: int) -> None:
    stored = run("plan", "portfolio", "--start", "dear.json", "--deterministic", "--store", "runs.db")
    name = stored.stderr.split("Stored as run ")[1].split()[0]
    assert run("rerun", name, "--store", "runs.db").exit_code == 0
    again = run("plan", "portfolio", "--start", name, "--store", "runs.db")
    assert "Starting from a plan that costs £208,000." in again.stderr


def test_a_start_that_breaks_rules_is_said_to_be_used_as_far_as_it_fits(run: Run, workplace: Path) -> None:
    text = (workplace / "results" / "plan.json").read_text()
    broken = json.loads(text)
    broken["migrations"][0]["start_date"] = "2020-01-01"
    (workplace / "broken.json").write_text(json.dumps(broken))
    result = run("plan", "portfolio", "--start", "broken.json")
    assert result.exit_code == 0
    assert "of rules on this portfolio; what fits of it is kept." in result.stderr


class TestWrongStarts:
    def test_a_file_that_is_not_there(self, run: Run) -> None:
        result = run("plan", "portfolio", "--start", "nowhere.json")
        assert result.exit_code == 2
        assert "nowhere.json" in result.stderr

    def test_a_file_that_is_no_plan(self, run: Run, workplace: Path) -> None:
        (workplace / "text.json").write_text("not a plan")
        result = run("values", "portfolio", "--start", "text.json")
        assert result.exit_code == 2
        assert "write the plan again with `planner plan`" in result.stderr

    def test_a_folder(self, run: Run) -> None:
        result = run("plan", "portfolio", "--start", "results")
        assert result.exit_code == 2
        assert "name a plan file or a stored run" in result.stderr

    def test_a_plan_of_another_portfolio(self, run: Run, workplace: Path) -> None:
        text = (workplace / "results" / "plan.json").read_text()
        other = json.loads(text)
        for entry in other["migrations"]:
            entry["migration"] += "-ELSEWHERE"
        (workplace / "other.json").write_text(json.dumps(other))
        result = run("plan", "portfolio", "--start", "other.json")
        assert result.exit_code == 2
        assert "is in the portfolio" in result.stderr
        assert "leave out --start" in result.stderr

    def test_a_better_plan_needs_a_start(self, run: Run) -> None:
        result = run("values", "portfolio", "--better-plan", "better.json")
        assert result.exit_code == 2
        assert "name it with --start" in result.stderr

    def test_a_better_plan_overwrites_no_file_of_others(self, run: Run, dear: int, workplace: Path) -> None:
        (workplace / "mine.json").write_text("{}")
        result = run("values", "portfolio", "--start", "dear.json", "--better-plan", "mine.json")
        assert result.exit_code == 2
        assert "--force" in result.stderr
