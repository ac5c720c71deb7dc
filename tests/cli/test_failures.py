"""Whatever goes wrong ends in a message and an exit code, never in a traceback."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planner.cli.plans import check_command
from planner.cli.shared import failures
from planner.errors import JudgementError
from planner.present.report.no_plan import conflict_lines
from tests.cli.conftest import Run
from tests.sample import conflict

NO_SOLVE = ("--plan", "results/plan.json")

BAD_INPUT = {
    "no such folder": (["plan", "nowhere"], "does not exist"),
    "a file that is no workbook": (["plan", "results/plan.json"], "neither a folder nor an .xlsx workbook"),
    "an empty folder": (["check", "empty"], "missing"),
    "a workbook that is none": (["check", "fake.xlsx"], "fake.xlsx"),
    "no such plan": (["flags", "portfolio", "--plan", "nowhere.json"], "does not exist"),
    "a plan that is none": (["verify", "portfolio", "portfolio/contracts.csv"], "is not JSON"),
    "no such table": (["schema", "contrcts"], "did you mean contracts?"),
    "results into the input": (["plan", "portfolio", "--out", "portfolio"], "holds the input"),
    "results onto a file": (["plan", "portfolio", "--out", "fake.xlsx"], "is a file"),
    "results over files of somebody else": (["plan", "portfolio", "--out", "mine"], "were not written by this command"),
    "a picture of unknown kind": (["gantt", "portfolio", *NO_SOLVE, "--out", "gantt.bmp"], ".html"),
    "a chart of an unknown cluster": (["gantt", "portfolio", *NO_SOLVE, "--cluster", "NROTH"], "NORTH"),
    "a template that is no workbook": (["template", "out.csv"], "does not end in .xlsx"),
    "a template over a file": (["template", "fake.xlsx"], "exists already"),
    "no time at all": (["plan", "portfolio", "--time-limit", "0"], "not in the range"),
    "time that is no number": (["plan", "portfolio", "--time-limit", "nan"], "nan is not in the range x>0"),
    "time without end": (["plan", "portfolio", "--time-limit", "inf"], "inf is not in the range x>0"),
    "a share that is no number": (["generate", "--congestion", "nan", "--out", "new"], "nan is not in the range 0.1"),
    "a share without end": (["generate", "--budget", "inf", "--out", "new"], "inf is not in the range"),
    "a gap that is no number": (["plan", "portfolio", "--gap", "nan"], "nan is not in the range"),
    "a seed that is too large": (["sweep", "portfolio", "--seeds", "2147483648"], "seeds go from 0 to 2147483647"),
    "more seeds than anybody waits for": (["sweep", "portfolio", "--seeds", "1-2000000000"], "at most 100,000"),
    "a scheduler without an address": (["sweep", "portfolio", "--scheduler", "banana"], "tcp://HOST:8786"),
    "days beyond every calendar": (["register", "portfolio", "--within", "9" * 30], "not in the range"),
    "tables onto a file": (["generate", "--out", "fake.xlsx"], "is a file; name a folder"),
    "an unknown shell": (["completion", "tcsh"], "is not one of"),
    "an unknown command": (["paln", "portfolio"], "No such command"),
}


@pytest.mark.parametrize(("arguments", "said"), BAD_INPUT.values(), ids=BAD_INPUT.keys())
def test_bad_usage_or_input_is_said_and_ends_in_2(arguments: list[str], said: str, run: Run, workplace: Path) -> None:
    (workplace / "empty").mkdir()
    (workplace / "fake.xlsx").write_text("no workbook")
    (workplace / "mine").mkdir()
    (workplace / "mine" / "contracts.csv").write_text("mine")
    before = sorted(workplace.rglob("*"))
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert isinstance(result.exception, SystemExit)
    assert sorted(workplace.rglob("*")) == before


def test_every_error_of_the_input_is_named_before_planning(run: Run, workplace: Path) -> None:
    contracts = workplace / "portfolio" / "contracts.csv"
    text = contracts.read_text(encoding="utf-8")
    contracts.write_text(text.replace("2027-05-31", "31/13/2027").replace("C-BIRCH,", "C-ASH,", 1), encoding="utf-8")
    result = run("plan", "portfolio", "--out", "new")
    assert result.exit_code == 2
    assert "contracts.csv row 2, expiry_date" in result.output
    assert "contracts.csv row 3, id" in result.output
    assert not (workplace / "new").exists()


def test_check_ends_in_2_on_an_error_and_strict_in_1_on_a_warning(run: Run, workplace: Path) -> None:
    contracts = workplace / "portfolio" / "contracts.csv"
    text = contracts.read_text(encoding="utf-8")
    assert run("check", "portfolio").exit_code == 0
    # An expiry before the status date (1 January 2027) is legal but odd.
    contracts.write_text(text.replace("2027-05-31", "2026-05-31"), encoding="utf-8")
    assert run("check", "portfolio").exit_code == 0
    assert run("check", "portfolio", "--strict").exit_code == 1
    contracts.write_text(text.replace("2027-05-31", "soon"), encoding="utf-8")
    assert run("check", "portfolio", "--strict").exit_code == 2


def test_a_plan_that_breaks_a_rule_ends_in_1(run: Run, workplace: Path) -> None:
    # A plan whose first migration starts on the status date, before its milestone allows.
    plan = workplace / "results" / "plan.json"
    text = plan.read_text(encoding="utf-8")
    first = text.index('"start_date": "') + len('"start_date": "')
    plan.write_text(text[:first] + "2027-01-01" + text[first + 10 :], encoding="utf-8")
    result = run("verify", "portfolio", "results/plan.json")
    assert result.exit_code == 1
    assert "does not hold" in result.output
    assert run("flags", "portfolio", *NO_SOLVE).exit_code == 2


def test_no_plan_ends_in_1_and_names_what_cannot_stand_together(run: Run, workplace: Path) -> None:
    # A deadline on the status date, which no cutover can meet.
    migrations = workplace / "portfolio" / "migrations.csv"
    header, first, *rest = migrations.read_text(encoding="utf-8").splitlines()
    assert "deadline_date" not in header
    lines = [f"{header},deadline_date", f"{first},2027-01-01", *(f"{line}," for line in rest)]
    migrations.write_text("\n".join(lines), encoding="utf-8")
    result = run("plan", "portfolio", "--out", "new")
    assert result.exit_code == 1
    assert "No plan keeps every rule" in result.output
    assert "ASH-MOVE" in result.output
    assert not (workplace / "new").exists()


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyError("x"), 1, "A defect of the program: KeyError: 'x'"),
        (JudgementError("the plan breaks rules"), 1, "a defect of the program"),
        (MemoryError(), 1, "not enough memory"),
        (PermissionError(13, "Permission denied", "contracts.csv"), 2, "contracts.csv: Permission denied"),
        (OSError(28, "No space left on device"), 2, "No space left on device"),
        (KeyboardInterrupt(), 1, "nothing was written"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_exception_becomes_a_message(
    error: Exception, code: int, said: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(report: object) -> None:
        raise error

    monkeypatch.setattr(check_command, "_report_lines", fail)
    result = run("check", "portfolio")
    assert (result.exit_code, said in result.output, "Traceback" in result.output) == (code, True, False)


def test_a_defect_shows_its_traceback_on_request(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(report: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(check_command, "_report_lines", fail)
    monkeypatch.setenv(failures.SHOW_TRACEBACK, "1")
    assert isinstance(run("check", "portfolio").exception, KeyError)


def test_a_reader_that_stops_early_is_no_error_to_speak_of(workplace: Path) -> None:
    command = f"{sys.executable} -m planner schema --json-schema | head -c 10"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert (len(result.stdout), result.stderr) == (10, "")


def test_a_misspelt_table_that_is_not_read_is_said_before_the_answer(run: Run, workplace: Path) -> None:
    (workplace / "portfolio" / "freezes.csv").rename(workplace / "portfolio" / "freezs.csv")
    result = run("flags", "portfolio", "--plan", "results/plan.json")
    assert "Note: 1 warning about the input; see planner check portfolio" in result.stderr
    assert '"freezs" is not the name of a table; the file is not read' in result.stderr
    assert "warning" not in run("flags", "portfolio", "--plan", "results/plan.json", "--quiet").output


def test_an_output_closed_from_the_beginning_is_no_defect(workplace: Path) -> None:
    command = f"cd {workplace} && {sys.executable} -m planner flags portfolio --plan results/plan.json >&-"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert result.stderr == ""


def test_names_in_the_input_cannot_steer_the_terminal(run: Run, workplace: Path) -> None:
    organisations = workplace / "portfolio" / "organisations.csv"
    text = organisations.read_text(encoding="utf-8")
    organisations.write_text(text.replace("Ash Department", "Ash \x1b[2J[red]Department"), encoding="utf-8")
    result = run("flags", "portfolio", *NO_SOLVE, "--by", "department")
    assert "\x1b" not in result.output


def test_a_plan_of_another_portfolio_is_told_apart(run: Run, workplace: Path) -> None:
    shutil.copytree(workplace / "portfolio", workplace / "other")
    settings = workplace / "other" / "portfolio.csv"
    settings.write_text(settings.read_text(encoding="utf-8").replace("Tiny worked example", "Other"), encoding="utf-8")
    result = run("verify", "other", "results/plan.json")
    assert result.exit_code == 0
    assert "Note: the plan was made for 'Tiny worked example'" in result.output


def test_a_folder_that_cannot_be_written_is_found_out_before_solving(run: Run, workplace: Path) -> None:
    (workplace / "file").write_text("")
    result = run("plan", "portfolio", "--out", str(Path("file") / "results"))
    assert result.exit_code == 2
    assert "Planning" not in result.output


def test_a_conflict_of_one_record_is_not_called_a_conflict_between_several() -> None:
    assert list(conflict_lines([conflict("planning horizon 2029-01-01")])) == [
        "This one cannot be kept, whatever else is given up:",
        "  planning horizon 2029-01-01",
    ]
    assert next(conflict_lines([conflict("freeze F", "deadline of M")])).startswith("These cannot stand together")
