"""What every import writes, says and refuses, with a small import of its own."""

from __future__ import annotations

import csv
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from planner import read_portfolio
from planner.cli.inputs.imports.delivering import deliver
from planner.cli.inputs.imports.import_options import ImportOptions, import_options
from planner.cli.shared.failures import ForgivingGroup
from planner.futures import read_scenarios
from planner.present.imports.import_text import import_file_text
from planner.reading.importers.imported import Imported, ImportLine, Verdict
from planner.reading.overlay.operations.edits import SetValues
from planner.reading.overlay.selector import Selector

LINES = (
    ImportLine(
        place="row 2", table="contracts", record="CARE-1", column="name", new="New", verdict=Verdict.TAKEN, why="ok"
    ),
    ImportLine(place="row 3", new="=1+1", verdict=Verdict.SKIPPED, why="a formula that nobody computed"),
)


@pytest.fixture
def contract(workplace: Path) -> str:
    return read_portfolio(workplace / "portfolio").contracts[0].id


def run(contract: str, *arguments: str, name: str = "New", review: str = "question\n") -> Result:
    @click.command("small")
    @import_options
    def small(options: ImportOptions) -> None:
        operation = SetValues(table="contracts", selector=Selector(ids=(contract,)), values={"name": name})
        imported = Imported(
            kind="small",
            source="x.csv",
            lines=LINES,
            operations=(operation,),
            reviews={"gaps.csv": review},
            notes=("A note.",),
        )
        deliver(imported, options)

    return CliRunner().invoke(ForgivingGroup("planner", commands={"small": small}), ["small", *arguments])


def test_nothing_in_the_folder_changes_without_apply(contract: str, workplace: Path) -> None:
    before = {file.name: file.read_bytes() for file in (workplace / "portfolio").iterdir()}
    result = run(contract, "--into", "portfolio")
    assert result.exit_code == 0, result.output
    assert {file.name: file.read_bytes() for file in (workplace / "portfolio").iterdir()} == before
    assert "Nothing in portfolio was changed" in result.stderr
    assert "A note." in result.stdout


def test_the_scenario_and_the_report_stand_beside_each_other(contract: str, workplace: Path) -> None:
    run(contract, "--into", "portfolio", "--out", "out/e.toml")
    assert list(read_scenarios(workplace / "out" / "e.toml")) == ["import-small"]
    with (workplace / "out" / "e.report.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["verdict"] for row in rows] == ["taken", "skipped"]
    assert rows[1]["new"] == "'=1+1"  # a spreadsheet must not run it
    assert "a formula that nobody computed" in (workplace / "out" / "e.report.txt").read_text(encoding="utf-8")


def test_apply_changes_the_folder_and_names_the_next_step(contract: str, workplace: Path) -> None:
    result = run(contract, "--into", "portfolio", "--apply")
    assert result.exit_code == 0, result.output
    assert read_portfolio(workplace / "portfolio").contract_by_id[contract].name == "New"
    assert "Next: planner plan portfolio" in result.stderr


def test_what_was_written_before_is_written_again(contract: str) -> None:
    run(contract, "--into", "portfolio")
    assert run(contract, "--into", "portfolio", name="Newer").exit_code == 0


def test_the_text_file_holds_at_most_500_lines_of_each_verdict() -> None:
    skipped = tuple(ImportLine(place=f"row {row}", verdict=Verdict.SKIPPED, why="no") for row in range(501))
    text = import_file_text(Imported(kind="small", source="x.csv", lines=(*LINES[:1], *skipped)), None)
    assert "Skipped (501, the first 500)" in text
    assert ("row 499" in text, "row 500" in text) == (True, False)


def test_a_review_that_may_be_filled_in_is_kept(contract: str, workplace: Path) -> None:
    run(contract, "--into", "portfolio")
    (workplace / "gaps.csv").write_text("question\nanswer\n")
    refused = run(contract, "--into", "portfolio")
    assert refused.exit_code == 2
    assert "gaps.csv exists already and may be filled in" in refused.stderr
    assert (workplace / "gaps.csv").read_text() == "question\nanswer\n"
    assert run(contract, "--into", "portfolio", "--force").exit_code == 0


def test_a_file_that_is_not_ours_is_kept(contract: str, workplace: Path) -> None:
    (workplace / "edits.toml").write_text("mine = 1\n")
    refused = run(contract, "--into", "portfolio", "--apply")
    assert refused.exit_code == 2
    assert (workplace / "edits.toml").read_text() == "mine = 1\n"
    assert read_portfolio(workplace / "portfolio").contract_by_id[contract].name != "New"


def test_the_marking_of_the_portfolio_stands_in_every_file(contract: str, workplace: Path) -> None:
    with (workplace / "portfolio" / "portfolio.csv").open("a", encoding="utf-8") as settings:
        settings.write("marking,OFFICIAL-SENSITIVE,,,,,,\n")
    for _ in range(2):
        result = run(contract, "--into", "portfolio")
        assert result.exit_code == 0, result.output
        assert result.stdout.startswith("OFFICIAL-SENSITIVE\n")
        for name in ("edits.toml", "edits.report.csv", "edits.report.txt"):
            assert "OFFICIAL-SENSITIVE" in (workplace / name).read_text(encoding="utf-8")


def test_the_folder_has_to_be_named(contract: str) -> None:
    refused = run(contract)
    assert refused.exit_code == 2
    assert "--into FOLDER" in refused.stderr


def test_an_import_that_would_not_do_is_written_with_the_reason(contract: str, workplace: Path) -> None:
    result = run(contract, "--into", "portfolio", name="")
    assert result.exit_code == 1
    assert "name is blank" in result.stderr
    assert (workplace / "edits.report.csv").exists()
