"""From a list of contracts to dates, and from dates to a first plan."""

from __future__ import annotations

import csv
import io
import json
import shlex
import shutil
from pathlib import Path

import pytest

from planner.reading import read_portfolio
from tests.cli.conftest import Run


def test_a_new_folder_can_be_planned_as_it_is(run: Run, workplace: Path) -> None:
    made = run("new", "mine")
    assert made.exit_code == 0
    assert "planner plan mine" in made.stderr
    assert run("check", "mine", "--strict").exit_code == 0
    assert run("plan", "mine", "--store", "none", "--quiet").exit_code == 0
    assert {row.provenance.basis.value for row in read_portfolio(workplace / "mine").contracts} == {"assumed"}


def test_a_folder_that_holds_something_is_not_touched(run: Run, workplace: Path) -> None:
    (workplace / "mine").mkdir()
    (workplace / "mine" / "notes.txt").write_text("mine")
    refused = run("new", "mine")
    assert refused.exit_code == 2
    assert "planner new --into mine" in refused.stderr
    assert [file.name for file in (workplace / "mine").iterdir()] == ["notes.txt"]


@pytest.fixture
def contracts(workplace: Path) -> Path:
    """Contracts and options of the tiny example, and no other table."""
    folder = workplace / "list"
    folder.mkdir()
    for name in ("contracts.csv", "options.csv", "portfolio.csv"):
        shutil.copy(workplace / "portfolio" / name, folder)
    return folder


def test_contracts_and_options_alone_give_dates_and_the_next_step(run: Run, contracts: Path) -> None:
    printed = run("dates", "list", "--format", "csv")
    assert printed.exit_code == 0
    rows = {row["option"]: row for row in csv.DictReader(io.StringIO(printed.stdout))}
    # C-ASH ends on 31 May 2027: 30 days of notice are 1 May, a Saturday; 30 days of approval before it are 1 April
    assert (rows["ASH-1"]["notice_last_date"], rows["ASH-1"]["notice_acting_date"]) == ("2027-05-01", "2027-04-30")
    assert (rows["ASH-1"]["last_date"], rows["ASH-1"]["acting_date"]) == ("2027-04-01", "2027-04-01")
    assert "less 30 days of notice" in rows["ASH-1"]["derivation"]
    assert "planner new --into list" in printed.stderr


def test_dates_explain_themselves(run: Run, contracts: Path) -> None:
    assert "ASH-1: in force until Mon 31 May 2027; less 30 days of notice" in run("dates", "list", "--explain").stdout


def test_what_is_missing_is_added_and_nothing_else_touched(run: Run, contracts: Path) -> None:
    before = {file.name: file.read_bytes() for file in contracts.iterdir()}
    assert run("new", "--into", "list").exit_code == 0
    assert all((contracts / name).read_bytes() == content for name, content in before.items())
    assert run("plan", "list", "--store", "none", "--quiet").exit_code == 0
    moved = {migration.organisation: migration.releases for migration in read_portfolio(contracts).migrations}
    assert moved == {"ASH": ("C-ASH",), "BIRCH": ("C-BIRCH", "C-SHARED"), "CEDAR": ("C-CEDAR", "C-SHARED")}
    assert "lacks no table" in run("new", "--into", "list").stderr


def test_a_plan_without_migrations_is_refused_with_the_cure(run: Run, contracts: Path) -> None:
    refused = run("plan", "list")
    assert refused.exit_code == 2
    assert "planner new --into FOLDER adds what is missing" in refused.stderr


def test_migrations_are_listed_by_their_start(run: Run) -> None:
    listed = json.loads(run("migrations", "portfolio", "--plan", "results/plan.json", "--format", "json").stdout)
    assert [row["migration"] for row in listed] == ["CEDAR-MOVE", "ASH-MOVE", "BIRCH-MOVE"]


def test_a_list_of_very_many_contracts_gets_tables_that_can_be_read(run: Run, workplace: Path) -> None:
    # 900 ids of 20 letters and the "; " between them are 19,798 letters: five cells of at most 4,000
    folder = workplace / "many"
    folder.mkdir()
    rows = "".join(f"CONTRACT-{number:011},Payroll,2029-12-31\n" for number in range(900))
    (folder / "contracts.csv").write_text(f"id,name,expiry_date\n{rows}")
    assert run("new", "--into", "many").exit_code == 0
    portfolio = read_portfolio(folder)
    assert len(portfolio.migrations) == 5
    assert sorted(id for migration in portfolio.migrations for id in migration.releases) == [
        contract.id for contract in portfolio.contracts
    ]


def test_the_next_step_can_be_typed_as_it_is_printed_where_a_name_has_blanks(run: Run, workplace: Path) -> None:
    made = run("new", "my folder")
    steps = [shlex.split(line) for line in made.stderr.splitlines() if line.strip().startswith("planner")]
    assert steps == [["planner", "check", "my folder"], ["planner", "plan", "my folder"]]
    assert all(run(*words[1:]).exit_code == 0 for words in steps[:1])
    assert "planner plan 'my folder'" in run("dates", "my folder").stderr
