"""`planner risk` on the tiny example: tables, formats and files."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

from tests.cli.conftest import Run


def asked(run: Run, *words: str) -> str:
    result = run("risk", "portfolio", "results/plan.json", "--draws", "8192", *words, "--quiet")
    assert (result.exit_code, result.exception) == (0, None), result.output
    return result.stdout


def test_the_terminal_shows_answers_and_contracts_and_what_they_rest_on(run: Run, workplace: Path) -> None:
    said = asked(run)
    assert "the plan's options" in said
    assert "8,192 draws, seed 1" in said


def test_csv_has_a_row_for_each_contract(run: Run, workplace: Path) -> None:
    rows = list(csv.DictReader(StringIO(asked(run, "--format", "csv", "--no-drivers"))))
    shown = json.loads(asked(run, "--format", "json", "--no-drivers"))
    assert [row["contract"] for row in rows] == [row["contract"] for row in shown["contracts"]]
    assert shown["draws"] == 8192


def test_one_table_can_be_asked_for(run: Run, workplace: Path) -> None:
    rows = list(csv.DictReader(StringIO(asked(run, "--table", "migrations", "--format", "csv"))))
    assert {"cutover_planned_date", "p80_date"} <= set(rows[0])


def test_a_folder_holds_every_table(run: Run, workplace: Path) -> None:
    asked(run, "--out", "risk", "--no-drivers")
    names = {path.name for path in Path("risk").iterdir()}
    assert {"risk.json", "answers.csv", "contracts.csv", "migrations.csv", "convergence.csv"} <= names


def test_a_folder_holds_the_charts_and_the_curves_of_the_contracts_named(run: Run, workplace: Path) -> None:
    asked(run, "--out", "risk", "--no-drivers", "--curve", "C-ASH")
    names = {path.name for path in Path("risk").iterdir()}
    assert {"exposure.svg", "exposure.png", "curves.svg", "curves.png", "exposure.csv", "ends.csv"} <= names
    assert "drivers.png" not in names
    rows = list(csv.DictReader(StringIO(Path("risk/curves.csv").read_text(encoding="utf-8"))))
    assert ({row["contract"] for row in rows}, len(rows)) == ({"C-ASH"}, 99)


def test_a_curve_says_by_when_a_contract_is_off(run: Run, workplace: Path) -> None:
    text = asked(run, "--curve", "C-ASH")
    assert "as it stands" in text
    assert "Last cutover by" in text
    rows = list(csv.DictReader(StringIO(asked(run, "--curve", "C-ASH", "--format", "csv"))))
    assert [row["needed_until_date"] for row in rows] == sorted(row["needed_until_date"] for row in rows)


def test_assumptions_say_what_the_answer_rests_on(run: Run, workplace: Path) -> None:
    # The tiny portfolio has no range and no event, so lengths alone can be assumed otherwise.
    text = asked(run, "--assumptions")
    assert "What matters most here: phases vary from −10 % to +30 %." in " ".join(text.split())
    rows = list(csv.DictReader(StringIO(asked(run, "--assumptions", "--format", "csv", "--out", "risk"))))
    assert rows[0]["assumption"] == "as stated"
    names = {path.name for path in Path("risk").iterdir()}
    assert {"assumptions.csv", "assumptions.png", "contracts.csv"} <= names


def test_assumptions_and_the_outside_view_do_not_mix(run: Run, workplace: Path) -> None:
    result = run("risk", "portfolio", "results/plan.json", "--assumptions", "--outside-view", "--quiet")
    assert result.exit_code == 2
    assert "no other assumption to compare" in result.stderr


def test_a_curve_of_no_contract_is_bad_input(run: Run, workplace: Path) -> None:
    result = run("risk", "portfolio", "results/plan.json", "--curve", "C-NOBODY", "--quiet")
    assert result.exit_code == 2
    assert "C-NOBODY is no contract that has a way off" in result.stderr


def test_with_no_spread_the_answer_has_no_width(run: Run, workplace: Path) -> None:
    shown = json.loads(asked(run, "--spread", "0", "--format", "json", "--no-drivers"))
    assert {row["error"] for row in shown["answers"]} == {0}
