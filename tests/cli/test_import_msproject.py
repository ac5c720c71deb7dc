"""`planner import msproject`: a plan of another program becomes a scenario, and the folder changes only with --apply."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from planner import apply_import, import_msproject, read_portfolio
from planner.futures import read_scenarios
from tests.cli.conftest import Run
from tests.reading.importers.msproject.plans import TEXT1, mspdi, task

WORDS = ("import", "msproject", "plan.xml", "--into", "portfolio")


@pytest.fixture
def plan(workplace: Path) -> Path:
    """A plan in which the first milestone of the portfolio comes on 1 March 2031, and one that is like no milestone."""
    first = read_portfolio(workplace / "portfolio").milestones[0].id
    file = workplace / "plan.xml"
    tasks = task(1, "x", "2031-03-01T09:00:00", **{f"_{TEXT1}": first}), task(2, "Buy chairs")
    file.write_bytes(mspdi(*tasks, head="<StatusDate>2026-07-01T09:00:00</StatusDate>"))
    return file


def test_a_scenario_and_a_report_are_written_and_the_folder_stays(run: Run, workplace: Path, plan: Path) -> None:
    before = {file.name: file.read_bytes() for file in (workplace / "portfolio").iterdir()}
    result = run(*WORDS)
    assert result.exit_code == 0, result.output
    assert "1 line taken" in result.stdout
    assert list(read_scenarios(workplace / "edits.toml")) == ["import-msproject"]
    with (workplace / "edits.report.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["verdict"] for row in csv.DictReader(stream)].count("taken") == 1
    assert {file.name: file.read_bytes() for file in (workplace / "portfolio").iterdir()} == before


def test_apply_writes_the_milestones(run: Run, workplace: Path, plan: Path) -> None:
    result = run(*WORDS, "--apply")
    assert result.exit_code == 0, result.output
    milestone = read_portfolio(workplace / "portfolio").milestones[0]
    assert str(milestone.planning_date) == "2031-03-01"
    assert (milestone.provenance.source, milestone.provenance.basis) == ("plan.xml", "internal")


def test_suggest_writes_a_map_beside_the_plan_which_the_next_import_takes(
    run: Run, workplace: Path, plan: Path
) -> None:
    suggested = run(*WORDS, "--suggest")
    assert suggested.exit_code == 0, suggested.output
    assert "planner import msproject plan.xml --into portfolio" in suggested.stderr
    assert (workplace / "plan.map.toml").read_text(encoding="utf-8") == suggested.stdout
    assert not (workplace / "edits.toml").exists()
    second = read_portfolio(workplace / "portfolio").milestones[1].id
    chosen = suggested.stdout.replace(f"# {second} = {{ uid = 0 }}", f"{second} = {{ uid = 2 }}")
    (workplace / "plan.map.toml").write_text(chosen, encoding="utf-8")
    taken = run(*WORDS)
    assert "2 lines taken" in taken.stdout
    assert "Taking the map plan.map.toml." in taken.stderr


def test_a_map_that_somebody_mended_is_not_overwritten(run: Run, workplace: Path, plan: Path) -> None:
    (workplace / "mine.toml").write_text("# mine\n", encoding="utf-8")
    assert run(*WORDS, "--map", "mine.toml", "--suggest").exit_code == 2
    assert (workplace / "mine.toml").read_text(encoding="utf-8") == "# mine\n"
    assert run(*WORDS, "--map", "mine.toml", "--suggest", "--force").exit_code == 0
    assert run(*WORDS, "--map", "nowhere.toml").exit_code == 2


def test_the_same_import_from_python(run: Run, workplace: Path, plan: Path) -> None:
    found = import_msproject("plan.xml", into="portfolio")
    assert len(found.operations) == 1
    apply_import("portfolio", found)
    assert str(read_portfolio("portfolio").milestones[0].planning_date) == "2031-03-01"


def test_a_file_that_is_no_plan_is_bad_input(run: Run, workplace: Path) -> None:
    (workplace / "plan.xml").write_text("<html/>", encoding="utf-8")
    result = run(*WORDS)
    assert result.exit_code == 2
    assert "it begins with <html>" in result.stderr
    assert not (workplace / "edits.toml").exists()


def test_a_folder_without_milestones_is_refused(run: Run, workplace: Path, plan: Path) -> None:
    result = run("import", "msproject", "plan.xml", "--into", "nowhere")
    assert result.exit_code == 2
    assert "nowhere has no milestones" in result.stderr
