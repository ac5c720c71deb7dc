"""`planner export`: one file by its suffix, or every format into a folder."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import openpyxl
import pytest

from planner.present.exchange.exports import EXPORTS
from planner.present.exchange.json_export import export_schema
from planner.reading.edits.words import MIGRATIONS, REMARK
from tests.cli.conftest import Run
from tests.present.exchange.msproject.mspdi import SPACE, of_kind, text

PLAN = ("export", "portfolio", "--plan", "results/plan.json")


@pytest.mark.parametrize("suffix", EXPORTS)
def test_a_file_of_every_suffix_is_written_and_written_again(run: Run, workplace: Path, suffix: str) -> None:
    for _ in range(2):
        assert run(*PLAN, "--out", f"plan{suffix}").exit_code == 0
    assert (workplace / f"plan{suffix}").stat().st_size > 0


def test_an_unknown_suffix_is_a_usage_error_that_lists_the_known_ones(run: Run, workplace: Path) -> None:
    result = run(*PLAN, "--out", "plan.doc")
    assert result.exit_code == 2
    assert all(suffix in result.output for suffix in EXPORTS)


@pytest.mark.parametrize("words", [(), ("--out", "a.md", "--all", "b")])
def test_one_of_file_and_folder_is_named(run: Run, words: tuple[str, ...]) -> None:
    result = run(*PLAN, *words)
    assert result.exit_code == 2
    assert "name one of --out FILE and --all DIR" in result.output


def test_a_folder_holds_every_format_and_is_written_again(run: Run, workplace: Path) -> None:
    contents = []
    for _ in range(2):
        assert run(*PLAN, "--all", "exports").exit_code == 0
        contents.append({path: path.read_bytes() for path in (workplace / "exports").rglob("*") if path.is_file()})
    assert contents[0] == contents[1]
    assert {f"plan{suffix}" for suffix in EXPORTS} <= {path.name for path in contents[0]}


def test_a_folder_of_somebody_else_is_not_touched(run: Run, workplace: Path) -> None:
    assert run(*PLAN, "--all", "results").exit_code == 2
    assert run(*PLAN, "--all", "portfolio", "--force").exit_code == 2
    assert {path.name for path in (workplace / "results").iterdir()} == {"plan.json"}


def test_a_file_of_somebody_else_is_not_overwritten(run: Run, workplace: Path) -> None:
    (workplace / "notes.md").write_text("mine", encoding="utf-8")
    assert run(*PLAN, "--out", "notes.md").exit_code == 2
    assert run(*PLAN, "--out", "results/plan.json").exit_code == 2
    assert (workplace / "notes.md").read_text(encoding="utf-8") == "mine"


def test_the_schema_of_the_export_is_printed(run: Run) -> None:
    assert json.loads(run("schema", "--export-schema").output) == export_schema()


def test_a_calendar_follows_on_the_file_it_overwrites_or_on_the_one_that_is_named(run: Run, workplace: Path) -> None:
    assert run(*PLAN, "--out", "old.ics").exit_code == 0
    stated = (workplace / "old.ics").read_bytes()
    counted = stated.replace(b"SEQUENCE:0", b"SEQUENCE:7")
    (workplace / "old.ics").write_bytes(counted)
    assert run(*PLAN, "--out", "new.ics").exit_code == 0
    assert run(*PLAN, "--out", "named.ics", "--previous", "old.ics").exit_code == 0
    assert run(*PLAN, "--out", "old.ics").exit_code == 0
    found = [(workplace / name).read_bytes() for name in ("new.ics", "named.ics", "old.ics")]
    assert found == [stated, counted, counted]


@pytest.mark.parametrize("words", [("--out", "plan.md"), ("--all", "exports")])
def test_only_a_calendar_has_an_earlier_file(run: Run, workplace: Path, words: tuple[str, str]) -> None:
    assert run(*PLAN, "--out", "old.ics").exit_code == 0
    result = run(*PLAN, *words, "--previous", "old.ics")
    assert result.exit_code == 2
    assert "--previous goes with --out FILE.ics" in result.output


@pytest.mark.parametrize("where", [("--out", "plan.xlsx"), ("--all", "out")])
def test_a_workbook_with_edits_is_not_overwritten_without_force(
    run: Run, workplace: Path, where: tuple[str, str]
) -> None:
    assert run(*PLAN, *where).exit_code == 0
    path = workplace / where[1] if where[0] == "--out" else workplace / "out" / "plan.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book[MIGRATIONS]
    sheet.cell(5, next(cell.column for cell in sheet[4] if cell.value == REMARK)).value = "not before Easter"
    book.save(path)
    refused = run(*PLAN, *where)
    assert refused.exit_code == 2
    assert f"planner import workbook {path.relative_to(workplace)}" in refused.output
    assert run(*PLAN, *where, "--force").exit_code == 0


def test_a_baseline_stands_beside_the_plan_of_a_project(run: Run, workplace: Path) -> None:
    assert run(*PLAN, "--out", "plan.xml", "--baseline", "results/plan.json").exit_code == 0
    content = (workplace / "plan.xml").read_text(encoding="utf-8")
    # every task but the project itself stands where it stood
    assert content.count("<Baseline>") == content.count("<Task>") - 1
    assert run(*PLAN, "--all", "exports", "--baseline", "results/plan.json").exit_code == 0
    assert (workplace / "exports" / "plan.xml").read_text(encoding="utf-8") == content


def test_a_baseline_of_a_run_has_the_milestones_of_its_day(
    run: Run, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANNER_STORE", "runs.sqlite")
    assert run("plan", "portfolio", "--time-limit", "1", "--out", "kept").exit_code == 0
    [found] = json.loads(run("runs", "--format", "json").output)
    table = workplace / "portfolio" / "milestones.csv"
    milestones = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    days = [row["forecast_date"] for row in milestones if row["forecast_date"]]
    put_off = {day: f"{int(day[:4]) + 1}{day[4:]}" for day in days}
    for day, later in put_off.items():
        table.write_text(table.read_text(encoding="utf-8").replace(day, later), encoding="utf-8")
    words = ("export", "portfolio", "--time-limit", "1", "--out", "plan.xml", "--baseline", found["id"])
    assert run(*words).exit_code == 0
    tasks = of_kind((workplace / "plan.xml").read_bytes(), "milestone")
    moved = {
        text(baseline, "Start")[:10]: text(task, "Start")[:10]
        for task in tasks
        if (baseline := task.find(f"{SPACE}Baseline")) is not None and text(task, "PercentComplete") == "0"
    }
    assert put_off
    assert moved == put_off


@pytest.mark.parametrize("words", [("--out", "plan.md"), ("--out", "plan.ics")])
def test_a_baseline_in_a_format_that_shows_none_is_a_usage_error(run: Run, words: tuple[str, ...]) -> None:
    result = run(*PLAN, *words, "--baseline", "results/plan.json")
    assert result.exit_code == 2
    assert "--baseline goes with --all, and with --out FILE where that ends in .xml" in " ".join(result.output.split())


def test_a_format_whose_extra_is_missing_is_said_before_anything_is_read(
    run: Run, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jpype", None)
    result = run("export", "portfolio", "--out", "plan.pmxml")
    assert result.exit_code != 0
    assert ".[msproject]" in result.output
    assert not (workplace / "plan.pmxml").exists()
