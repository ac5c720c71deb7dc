"""`planner explain` with --levers and --tipping: sentences, tables, CSV and JSON say the same."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

CASES = Path(__file__).parents[1] / "cases" / "explanations"
LATE = str(CASES / "open_04_predecessor_and_lag" / "portfolio")


def test_levers_stand_in_sentences_and_in_a_table(run: Run) -> None:
    result = run("explain", LATE, "C-BIRCH", "--levers", "--records", "--time-limit", "2", "--quiet")
    assert result.exit_code == 0
    said = " ".join(result.output.split())
    # ready on 11 January, 4 days late: with 4 days less it is in time, with 3 one day is left
    assert "came 4 days earlier, on 7 January 2027, it would be covered" in said
    assert "with 3 days 1 day remains, whatever the plan [NORTH-READY]" in said
    assert "lag from ASH-MOVE to BIRCH-MOVE, shorter" in said


def test_levers_as_csv_and_json(run: Run) -> None:
    arguments = ("explain", LATE, "C-BIRCH", "--levers", "--time-limit", "2", "--quiet", "--format")
    rows = list(csv.DictReader(io.StringIO(run(*arguments, "csv").stdout)))
    (levers,) = (contract["clearing"]["levers"] for contract in json.loads(run(*arguments, "json").stdout)["contracts"])
    by_csv = {(row["table"], row["record"], row["least"]) for row in rows}
    assert by_csv == {(lever["table"], lever["id"], str(lever["least"])) for lever in levers}
    assert ("milestones", "NORTH-READY", "4") in by_csv


def test_tipping_of_a_milestone_has_its_points_and_its_curve(run: Run) -> None:
    result = run("explain", LATE, "NORTH-READY", "--tipping", "--time-limit", "2", "--quiet", "--format", "json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert {point["contract"] for point in found["tipping"]} == {"C-ASH", "C-BIRCH"}
    assert [cost["slip_days"] for cost in found["curve"]] == [30, 90, 180]
    # C-BIRCH is late already, so that every day of slip makes it worse
    (birch,) = (point for point in found["tipping"] if point["contract"] == "C-BIRCH")
    assert (birch["must_days"], birch["plan_fails_days"]) == (0, 1)


@pytest.mark.parametrize("subject", ["C-BIRCH", "NORTH-READY"])
def test_tipping_is_said_in_sentences(run: Run, subject: str) -> None:
    result = run("explain", LATE, subject, "--tipping", "--time-limit", "1", "--quiet")
    said = " ".join(result.output.split())
    assert "slips at all, the contract of the Birch Department is needed for even longer, whatever the plan." in said


def test_csv_holds_one_table_only(run: Run) -> None:
    result = run("explain", LATE, "C-BIRCH", "--levers", "--tipping", "--format", "csv")
    assert result.exit_code == 2
    assert "--levers and --tipping" in result.output
