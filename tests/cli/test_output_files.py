"""No command overwrites what it has not written, nor an input, and each goes over its own results again."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from planner.cli.shared.output_files import is_input_table
from planner.present.report.plan_files import NAMES

Run = Callable[..., Result]
PLAN = ("--plan", "results/plan.json", "--quiet")
QUICK = ("--time-limit", "2", "--quiet")

FILES = {name: ("gantt", "portfolio", *PLAN, "--out", name) for name in ("a.html", "a.svg", "a.png", "a.pdf")} | {
    "a.csv": ("gantt", "portfolio", *PLAN, "--out", "a.csv"),
    "a.json": ("gantt", "portfolio", *PLAN, "--out", "a.json"),
}
FOLDERS = {
    "plan": ("plan", "portfolio", "--out", "new", *QUICK),
    "demo": ("demo", "--tiny", "--out", "new", *QUICK),
    "frontier": (
        "frontier",
        "portfolio",
        "--x",
        "extensions",
        "--y",
        "exposure",
        "--points",
        "2",
        "--out",
        "new",
        *QUICK,
    ),
    "replan": ("replan", "portfolio", "results/plan.json", "--out", "new", *QUICK),
}


@pytest.mark.parametrize(("name", "command"), FILES.items())
def test_a_file_of_ours_is_written_again_and_another_one_only_on_request(
    name: str, command: tuple[str, ...], run: Run, workplace: Path
) -> None:
    assert run(*command).exit_code == 0
    written = (workplace / name).read_bytes()
    assert run(*command).exit_code == 0
    assert (workplace / name).read_bytes() == written
    (workplace / name).write_text("mine")
    result = run(*command)
    assert (result.exit_code, f"{name} exists already and was not written" in result.output) == (2, True)
    assert (workplace / name).read_text() == "mine"
    assert run(*command, "--force").exit_code == 0
    assert (workplace / name).read_bytes() == written


@pytest.mark.parametrize("command", FOLDERS.values(), ids=FOLDERS.keys())
def test_a_folder_of_ours_is_written_again_and_another_one_only_on_request(
    command: tuple[str, ...], run: Run, workplace: Path
) -> None:
    assert run(*command).exit_code == 0
    assert run(*command).exit_code == 0
    (workplace / "new" / "notes.txt").write_text("mine")
    result = run(*command)
    assert (result.exit_code, "notes.txt was not written by this command" in result.output) == (2, True)
    assert run(*command, "--force").exit_code == 0
    assert (workplace / "new" / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_an_input_table_is_never_overwritten(force: tuple[str, ...], run: Run, workplace: Path) -> None:
    before = {path: path.read_bytes() for path in (workplace / "portfolio").iterdir()}
    commands = (
        ("gantt", "portfolio", *PLAN, "--out", "portfolio/contracts.csv"),
        ("gantt", "portfolio", *PLAN, "--out", "portfolio/bars.csv"),
        ("gantt", "other", *PLAN, "--out", "portfolio/contracts.csv"),
        ("plan", "portfolio", "--out", "portfolio", *QUICK),
        ("plan", "other", "--out", "portfolio", *QUICK),
        ("plan", "portfolio", "--out", ".", *QUICK),
    )
    (workplace / "other").mkdir()
    for path, text in before.items():
        (workplace / "other" / path.name).write_bytes(text)
    for command in commands:
        result = run(*command, *force)
        assert (result.exit_code, "portfolio" in result.output or "input" in result.output) == (2, True), command
    assert {path: path.read_bytes() for path in (workplace / "portfolio").iterdir()} == before


def test_our_results_are_not_taken_for_tables_of_a_portfolio(run: Run, workplace: Path) -> None:
    run("plan", "portfolio", "--out", "new", *QUICK)
    assert not any(is_input_table(workplace / "new" / name) for name in NAMES)
    assert is_input_table(workplace / "portfolio" / "contracts.csv")


def test_generate_replaces_links_and_keeps_what_they_lead_to(run: Run, workplace: Path) -> None:
    (workplace / "drawn").mkdir()
    (workplace / "mine.csv").write_text("mine")
    (workplace / "drawn" / "contracts.csv").symlink_to(workplace / "mine.csv")
    command = ("generate", "--contracts", "5", "--out", "drawn", "--quiet")
    assert run(*command).exit_code == 2
    assert run(*command, "--force").exit_code == 0
    assert (workplace / "mine.csv").read_text() == "mine"
    assert not (workplace / "drawn" / "contracts.csv").is_symlink()


def test_a_filled_in_workbook_is_not_overwritten_by_the_empty_one(run: Run, workplace: Path) -> None:
    assert run("template", "book.xlsx", "--quiet").exit_code == 0
    result = run("template", "book.xlsx", "--quiet")
    assert (result.exit_code, "exists already, and may be filled in" in result.output) == (2, True)
    assert run("template", "book.xlsx", "--quiet", "--force").exit_code == 0


def test_no_name_in_a_csv_is_a_formula(run: Run, workplace: Path) -> None:
    # Every name of the portfolio begins as a formula does.
    for file in (workplace / "portfolio").glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        if rows and "name" in rows[0] and "id" in rows[0]:
            for number, row in enumerate(rows):
                row["name"] = f"{'=+-@'[number % 4]}SUM(A{number})"
            with file.open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
    assert run("plan", "portfolio", "--out", "new", *QUICK).exit_code == 0
    assert run("gantt", "portfolio", "--plan", "new/plan.json", "--out", "bars.csv").exit_code == 0
    printed = run("flags", "portfolio", "--plan", "new/plan.json", "--quiet", "--format", "csv").stdout
    texts = [path.read_text(encoding="utf-8") for path in (*(workplace / "new").glob("*.csv"), workplace / "bars.csv")]
    assert any("'=SUM" in text for text in [printed, *texts])
    cells = [cell for text in [printed, *texts] for row in csv.reader(text.splitlines()) for cell in row]
    assert [cell for cell in cells if cell[:1] in "=+@-" and cell and not cell.lstrip("-").isdecimal()] == []
