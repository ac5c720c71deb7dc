"""`planner tripwires` on a small portfolio whose answers are exact."""

from __future__ import annotations

import csv
import json
import shutil
from io import StringIO
from pathlib import Path

import pytest

from planner import write_plan
from planner.case import Case
from tests.cli.conftest import Run
from tests.risk.test_cases import CASES, case

NAME = "open_02_known_on_the_day"


@pytest.fixture
def said(run: Run, workplace: Path) -> Run:
    """Runs the command on the case, with its plan."""
    _, portfolio, plan = case(NAME)
    shutil.copytree(CASES / NAME / "portfolio", workplace / "case")
    write_plan(workplace / "case.json", portfolio, plan, status="feasible", bound_pounds=0, gap=None)

    def command(*words: str) -> object:
        result = run("tripwires", "case", "case.json", "--draws", "8192", "--quiet", *words)
        assert (result.exit_code, result.exception) == (0, None), result.output
        return result

    return command  # type: ignore[return-value]


def test_each_option_has_a_row_and_a_sentence(said: Run) -> None:
    text = " ".join(said().stdout.split())
    assert "Extend Elm payroll (C-ELM) (£20k) by 28 April 2027." in text
    assert "the plan has it off by 15 November 2027" in text
    assert "Waiting saves £12k against deciding today." in text


def test_json_holds_the_answers_and_the_sentences(said: Run) -> None:
    found = json.loads(said("--format", "json").stdout)
    assert found["answers"]["commit_now"]["mean_pounds"] == 40_000
    assert [row["option"] for row in found["options"]] == ["C-ELM-1", "C-ASH-1"]
    assert found["options"][1]["threshold_date"] == "2027-11-15"
    # Ash waits for the milestone, and the event can make that late.
    assert found["options"][1]["sentence"].endswith("[C-ASH-1, NORTH-READY and DESIGN-OPEN]")
    assert (found["seed"], found["draws"], found["held_still"]) == (1, 8192, 2)


def test_csv_is_a_row_for_each_option(said: Run) -> None:
    rows = list(csv.DictReader(StringIO(said("--format", "csv").stdout)))
    assert [(row["option"], row["rule"]) for row in rows] == [("C-ELM-1", "always"), ("C-ASH-1", "date")]
    assert {row["held_still"] for row in rows} == {"2"}


def test_each_contract_has_a_row_with_every_way_to_decide(said: Run) -> None:
    rows = {
        row["contract"]: row for row in csv.DictReader(StringIO(said("--table", "contracts", "--format", "csv").stdout))
    }
    # Both are best extended today, for 20,000. The event of 0.4 is known before Ash decides, and after Elm does.
    assert {row["commit_now_pounds"] for row in rows.values()} == {"20000"}
    assert {row["commit_now_options"] for row in rows.values()} == {"1"}
    assert (rows["C-ELM"]["tripwires_pounds"], rows["C-ELM"]["waiting_worth_pounds"]) == ("20000", "0")
    assert int(rows["C-ASH"]["waiting_worth_pounds"]) == pytest.approx(12_000, rel=0.005)
    found = json.loads(said("--format", "json").stdout)["contracts"]
    assert [row["contract"] for row in found] == ["C-ASH", "C-ELM"]
    assert "Decided today" in said("--table", "contracts").stdout


def test_the_curve_of_waiting_says_from_which_day_on_it_gains_nothing(said: Run) -> None:
    # Elm is decided a day before the event is known: every day is as good.
    text = said("--waiting", "C-ELM-1").stdout
    assert "C-ELM-1: to decide on 1 January 2027 is as good as on the last day" in text
    rows = list(csv.DictReader(StringIO(said("--waiting", "C-ASH-1", "--format", "csv").stdout)))
    assert (rows[0]["waiting_worth_pounds"], rows[0]["as_good"]) == ("0", "false")
    assert rows[-1]["as_good"] == "true"


def test_a_folder_holds_the_rules_their_sentences_and_the_curves_of_waiting(said: Run) -> None:
    said("--out", "found")
    assert {path.name for path in Path("found").iterdir()} == {
        "tripwires.json", "tripwires.csv", "tolerances.csv", "answers.csv", "tied.csv", "sentences.txt", "waiting.csv",
        "departments.csv", "contracts.csv",
        "waiting.svg", "waiting.png",
    }  # fmt: skip
    written = json.loads(Path("found/tripwires.json").read_text(encoding="utf-8"))
    assert (written["format"], written["draws"], len(written["options"])) == ("planner tripwires", 8192, 2)
    # Waiting saves nothing with Elm, so Ash alone has a curve.
    assert {row["option"] for row in written["waiting"]} == {"C-ASH-1"}
    assert "[C-ASH-1, NORTH-READY and DESIGN-OPEN]" in Path("found/sentences.txt").read_text(encoding="utf-8")


def test_a_folder_of_others_is_not_overwritten(run: Run, said: Run) -> None:
    result = run("tripwires", "case", "case.json", "--out", "portfolio", "--quiet")
    assert result.exit_code == 2
    assert "tripwires.json" not in {path.name for path in Path("portfolio").iterdir()}


def test_an_option_that_is_not_open_is_bad_input(run: Run, said: Run) -> None:
    result = run("tripwires", "case", "case.json", "--waiting", "C-OAK-1", "--quiet")
    assert result.exit_code == 2
    assert "C-OAK-1 is no open option" in result.stderr


def test_a_notebook_asks_the_same() -> None:
    _, portfolio, plan = case(NAME)
    found = Case(portfolio, plan).tripwires(draws=8192)
    assert [(row.option, row.rule.kind.value) for row in found.options] == [("C-ELM-1", "always"), ("C-ASH-1", "date")]


def test_a_tolerance_binds_the_rules_and_is_told_in_every_form(said: Run) -> None:
    # Each event has 0.4, known before Ash decides and after Elm does. The rules keep 0.1 at no more cost.
    found = json.loads(said("--tolerance", "0.1", "--for", "all", "--format", "json").stdout)
    (tolerance,) = found["tolerances"]
    assert (tolerance["name"], tolerance["tolerated_probability"], tolerance["binding"]) == ("all contracts", 0.1, True)
    assert {row["tolerance_state"] for row in found["options"]} == {tolerance["state"]} == {"kept"}
    text = " ".join(said("--tolerance", "0.1", "--for", "all").stdout.split())
    assert "Uncovered days are tolerated with 10 % for all together: 1 kept." in text


def test_the_worst_cases_are_told_at_the_level_that_is_asked(said: Run) -> None:
    text = " ".join(said("--cvar", "0.8").stdout.split())
    assert "In the worst 20 % of draws it costs £40k with these rules" in text
    answers = json.loads(said("--cvar", "0.8", "--format", "json").stdout)["answers"]
    assert (answers["tripwires"]["cvar_level"], answers["tripwires"]["cvar_pounds"]) == (0.8, 40_000)


def test_a_level_of_one_is_bad_input(run: Run, said: Run) -> None:
    result = run("tripwires", "case", "case.json", "--cvar", "1", "--quiet")
    assert result.exit_code == 2
    assert "--cvar" in result.stderr


def test_without_a_plan_the_portfolio_is_solved_first(run: Run, workplace: Path) -> None:
    shutil.copytree(CASES / NAME / "portfolio", workplace / "case")
    result = run("tripwires", "case", "--draws", "8192")
    assert (result.exit_code, result.exception) == (0, None), result.output
    assert "Planning 2 contracts and 2 migrations" in result.stderr
