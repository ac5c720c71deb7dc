"""`planner scenarios` and what it says, on the tiny worked example."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planner.cli.commands import main

TINY = Path(__file__).parents[2] / "data" / "tiny"
SCENARIOS = """
[scenario.quarter-late]
title = "Every milestone a quarter late"
question = "And if it takes a quarter more?"
[[scenario.quarter-late.slip]]
all = true
months = 3
[scenario.ash-stays]
[[scenario.ash-stays.commitment]]
ids = ["ASH"]
to = "declined"
"""
CASE = """
name = "Tiny case"
base_year = 2026
discount_percent = 3.5
[[benefits]]
name = "Benefit"
pounds = 3000000
from_year = 2026
years = 3
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "scenarios.toml").write_text(SCENARIOS, encoding="utf-8")
    (tmp_path / "case.toml").write_text(CASE, encoding="utf-8")
    return tmp_path


def run(files: Path, *arguments: str) -> Result:
    fixed = ["scenarios", str(TINY), str(files / "scenarios.toml")]
    return CliRunner().invoke(main, [*fixed, *arguments], prog_name="planner")


def solved(files: Path, *arguments: str) -> Result:
    return run(files, "--deterministic", "--workers", "1", "--time-limit", "20", *arguments)


def rows(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_the_list_shows_questions_without_planning(files: Path) -> None:
    listed = run(files, "--list")
    assert listed.exit_code == 0
    assert "And if it takes a quarter more?" in listed.stdout
    assert "Planning" not in listed.stderr


def test_futures_are_lined_up_with_the_base_first(files: Path) -> None:
    found = rows(solved(files, "--format", "csv", "--quiet"))
    assert [row["future"] for row in found] == ["base", "quarter-late", "ash-stays"]
    base, late = int(found[0]["pounds"]), int(found[1]["pounds"])
    assert int(found[1]["more_than_base"]) == late - base > 0


def test_the_words_say_what_a_scenario_changes(files: Path) -> None:
    told = solved(files, "--only", "quarter-late")
    assert told.exit_code == 0
    assert "quarter-late: Every milestone a quarter late" in told.stdout
    assert "more" in told.stdout
    assert "base: £" in told.stderr


def test_costs_add_up_to_the_sum(files: Path) -> None:
    for row in rows(solved(files, "--view", "cost", "--format", "csv", "--quiet")):
        terms = [int(pounds) for name, pounds in row.items() if name not in ("future", "sum")]
        assert sum(terms) == int(row["sum"])


@pytest.mark.parametrize(
    ("view", "first", "subjects"),
    [
        ("flags", "department", {"ASH", "BIRCH", "CEDAR"}),
        ("cutovers", "migration", {"ASH-MOVE", "BIRCH-MOVE", "CEDAR-MOVE"}),
    ],
)
def test_views_have_one_column_a_future(files: Path, view: str, first: str, subjects: set[str]) -> None:
    found = rows(solved(files, "--view", view, "--format", "csv", "--quiet", "--only", "quarter-late"))
    assert list(found[0]) == [first, "base", "quarter-late"]
    assert {row[first] for row in found} == subjects


def test_a_stack_is_one_future(files: Path) -> None:
    found = rows(solved(files, "--only", "quarter-late+ash-stays", "--format", "csv", "--quiet"))
    assert [row["future"] for row in found] == ["base", "quarter-late+ash-stays"]


def test_regret_names_the_plan_that_is_least_wrong(files: Path) -> None:
    told = solved(files, "--view", "regret", "--quiet")
    assert told.exit_code == 0
    assert "is the least wrong whatever comes" in told.stdout


def test_the_case_needs_its_file(files: Path) -> None:
    assert run(files, "--view", "case").exit_code == 2
    found = rows(solved(files, "--view", "case", "--case", str(files / "case.toml"), "--format", "csv", "--quiet"))
    assert all(int(row["before"]) - int(row["after"]) == int(row["taken"]) for row in found)
    assert int(found[0]["before"]) == 2_899_694  # 1,000,000 x (1 + 1/1.035 + 1/1.035^2) = 2,899,694.3


def test_json_has_every_view(files: Path) -> None:
    told = solved(files, "--format", "json", "--quiet", "--only", "quarter-late")
    content = json.loads(told.stdout)
    assert set(content) == {
        "overview", "cost", "flags", "contracts", "cutovers", "decisions", "changes", "regret", "sentences",
        "better_plan"
    }  # fmt: skip
    assert [row["future"] for row in content["overview"]] == ["base", "quarter-late"]


def test_a_misspelt_scenario_ends_in_code_2_with_the_nearest(files: Path) -> None:
    told = run(files, "--only", "quater-late")
    assert told.exit_code == 2
    assert 'did you mean "quarter-late"?' in told.stderr


def test_a_mistake_in_the_file_ends_in_code_2_with_its_line(files: Path) -> None:
    (files / "scenarios.toml").write_text(SCENARIOS.replace('ids = ["ASH"]', 'ids = ["ASHH"]'), encoding="utf-8")
    told = run(files)
    assert told.exit_code == 2
    assert 'scenarios.toml line 9, ash-stays.commitment[1]: ids: "ASHH" is not an id of organisations' in told.stderr
