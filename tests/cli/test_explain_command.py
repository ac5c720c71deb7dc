"""`planner explain` on the tiny example: every figure is derived on docs/explain.md."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from planner.plan import read_plan
from tests.cli.conftest import Run

PAGE = Path(__file__).parents[2] / "docs" / "explain.md"


def explained(run: Run, *words: str) -> str:
    result = run("explain", "portfolio", *words, "--plan", "results/plan.json", "--quiet")
    assert (result.exit_code, result.exception) == (0, None), result.output
    return result.stdout


def test_the_page_shows_what_the_command_says(run: Run, workplace: Path) -> None:
    shown = PAGE.read_text(encoding="utf-8").split("```text\n")[1].split("```")[0]
    assert explained(run, "C-ASH").split() == shown.split("\n", 1)[1].split()


def test_the_records_stand_behind_each_sentence(run: Run, workplace: Path) -> None:
    said = " ".join(explained(run, "C-ASH", "--records").split())
    assert "what follows takes 95 days [NORTH-READY, NORTH-READY→ASH-MOVE, ASH-MOVE]." in said


def test_json_holds_causes_days_and_records(run: Run, workplace: Path) -> None:
    (found,) = json.loads(explained(run, "C-ASH", "--format", "json"))["contracts"]
    assert (found["needed_until_date"], found["off_by_date"], found["late_days"]) == ("2027-06-24", "2027-05-31", 24)
    assert found["earliest"]["others_fixed"] == {"date": "2027-06-24", "proved": True}
    assert found["earliest"]["alone"] == {"date": "2027-06-04", "proved": True}
    assert found["days_by_band"] == {"choice": 0, "others": 20, "alone": 4}
    assert [(part["days"], part["record"]["id"]) for part in found["segments"]] == [(20, "crew"), (4, "NORTH-READY")]
    crew = found["segments"][0]["cause"]["overload"]
    assert (crew["date"], crew["holders"]) == ("2027-04-30", [{"migration": "CEDAR-MOVE", "units": 1}])
    assert all(sentence["text"].endswith(".") for sentence in found["sentences"])


def test_csv_is_a_row_for_each_cause(run: Run, workplace: Path) -> None:
    rows = list(csv.DictReader(StringIO(explained(run, "C-ASH", "--format", "csv"))))
    assert [(row["days"], row["record"], row["from_date"], row["until_date"]) for row in rows] == [
        ("20", "crew", "2027-06-05", "2027-06-24"),
        ("4", "NORTH-READY", "2027-06-01", "2027-06-04"),
    ]


def test_a_resource_says_what_hangs_on_it(run: Run, workplace: Path) -> None:
    # Ash waits 20 days for the crew; Birch waits 25 for Ash, with both of its contracts
    said = " ".join(explained(run, "crew").split())
    assert "causes 70 days of 3 contracts: C-SHARED (25), C-BIRCH (25) and C-ASH (20)." in said


def test_an_organisation_is_its_contracts_that_are_not_clear(run: Run, workplace: Path) -> None:
    said = explained(run, "BIRCH")
    assert [line.split(",")[0] for line in said.splitlines() if line.startswith("C-")] == ["C-SHARED", "C-BIRCH"]


def test_a_clear_contract_has_nothing_to_explain(run: Run, workplace: Path) -> None:
    said = " ".join(explained(run, "C-CEDAR").split())
    assert said.endswith("with 215 days to spare before it ends, at least the buffer of 90 days.")


def test_an_unknown_subject_is_an_error_with_the_nearest_name(run: Run, workplace: Path) -> None:
    result = run("explain", "portfolio", "C-ASHH", "--plan", "results/plan.json")
    assert result.exit_code == 2
    assert "did you mean 'C-ASH'?" in result.stderr


def test_plan_keeps_the_reasons_and_the_register_says_them(run: Run, workplace: Path) -> None:
    assert run("plan", "portfolio", "--deterministic", "--out", "explained", "--store", "none", "-q").exit_code == 0
    kept = read_plan(workplace / "explained" / "plan.json").reasons
    assert {reason.contract for reason in kept} == {"C-ASH", "C-BIRCH", "C-SHARED"}
    rows = json.loads(run("register", "portfolio", "--plan", "explained/plan.json", "--format", "json").stdout)
    causes = {reason.contract: reason.cause for reason in kept}
    assert all(row["why"] == causes[row["contract"]] for row in rows if row["contract"] in causes)


@pytest.mark.parametrize(
    ("name", "begins"), [("ladder.svg", b"<?xml"), ("ladder.png", b"\x89PNG"), ("ladder.pdf", b"%PDF")]
)
def test_the_ladder_is_drawn_to_a_file_beside_the_answer(run: Run, workplace: Path, name: str, begins: bytes) -> None:
    pytest.importorskip("matplotlib")
    assert "24 days beyond 31 May 2027" in " ".join(explained(run, "C-ASH", "--out", name).split())
    drawn = (workplace / name).read_bytes()
    assert drawn.startswith(begins)
    explained(run, "C-ASH", "--out", name)  # our own file may be overwritten, and the same answer is the same bytes
    assert (workplace / name).read_bytes() == drawn


def test_a_picture_of_a_resource_has_a_ladder_for_each_contract_it_holds(run: Run, workplace: Path) -> None:
    pytest.importorskip("matplotlib")
    explained(run, "crew", "--out", "ladder.svg")
    drawn = (workplace / "ladder.svg").read_text(encoding="utf-8")
    assert all(f"Why {contract} is needed so late" in drawn for contract in ("C-SHARED", "C-BIRCH", "C-ASH"))


@pytest.mark.parametrize(
    ("subject", "target", "words"),
    [
        ("C-CEDAR", "ladder.svg", "there is no ladder to draw"),
        ("C-ASH", "ladder.txt", "ends in none of .svg, .png, .pdf"),
        ("C-ASH", "mine.svg", "was not written by this command"),
    ],
)
def test_a_ladder_that_cannot_be_drawn_is_bad_input(
    run: Run, workplace: Path, subject: str, target: str, words: str
) -> None:
    pytest.importorskip("matplotlib")
    (workplace / "mine.svg").write_text("<svg/>", encoding="utf-8")
    result = run("explain", "portfolio", subject, "--plan", "results/plan.json", "--quiet", "--out", target)
    assert result.exit_code == 2, result.output
    assert words in " ".join(result.stderr.split())
