"""`planner runs`, `show` and `rerun`, and the runs that `planner plan` stores."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planner.cli.commands import main
from planner.plan import read_plan
from planner.reading import read_portfolio
from planner.store.addresses import open_store

TINY = Path(__file__).parent.parent.parent / "data" / "tiny"
SOLVE = ("--deterministic", "--workers", "1", "--time-limit", "5")


@pytest.fixture
def store(tmp_path: Path) -> str:
    """Address of a store with one run, made by `planner plan`."""
    address = str(tmp_path / "runs.sqlite")
    planned = planner("plan", str(TINY), *SOLVE, "--store", address, "--label", "for the board")
    assert planned.exit_code == 0, planned.stderr
    return address


def planner(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def only_id(store: str) -> str:
    (run,) = open_store(store).runs()
    return run.id


def test_a_plan_made_is_a_run_stored(store: str) -> None:
    (run,) = open_store(store).runs()
    assert (run.note.command, run.note.label, run.portfolio_name) == (
        "plan",
        "for the board",
        read_portfolio(TINY).name,
    )
    assert open_store(store).portfolio_of(run) == read_portfolio(TINY)


def test_why_contracts_are_late_is_stored_with_the_run(store: str, tmp_path: Path) -> None:
    run = open_store(store).get(only_id(store))
    assert {reason.contract for reason in run.reasons} == {"C-ASH", "C-BIRCH", "C-SHARED"}
    assert planner("show", run.id, "--store", store, "--plan", str(tmp_path / "plan.json")).exit_code == 0
    assert read_plan(tmp_path / "plan.json").reasons == run.reasons


def test_a_store_that_cannot_be_used_costs_a_warning_and_no_plan(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no database\n" * 100)
    done = planner("plan", str(TINY), *SOLVE, "--store", str(text))
    assert done.exit_code == 0
    assert "Warning: the run was not stored" in done.stderr


def test_no_history_is_kept_where_it_is_switched_off() -> None:
    done = planner("plan", str(TINY), *SOLVE, "--store", "none")
    assert done.exit_code == 0
    assert "Stored" not in done.stderr


def test_runs_lists_them(store: str) -> None:
    done = planner("runs", "--store", store, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert done.exit_code == 0
    assert row["id"] == only_id(store)
    assert (row["label"], row["status"], row["seed"]) == ("for the board", "optimal", "0")
    assert "for the board" in planner("runs", "--store", store).stdout


def test_runs_that_do_not_fit_are_not_listed(store: str) -> None:
    assert "No stored run fits." in planner("runs", "--store", store, "--label", "other").stdout


def test_a_store_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = planner("runs", "--store", str(tmp_path / "typo.sqlite"))
    assert done.exit_code == 2
    assert "typo.sqlite" in done.stderr


def test_show_gives_plan_and_input_back_as_files(store: str, tmp_path: Path) -> None:
    plan_file, folder = tmp_path / "again.json", tmp_path / "input"
    done = planner(
        "show", only_id(store)[:8], "--store", store, "--plan", str(plan_file), "--input", str(folder), "--quiet"
    )
    assert done.exit_code == 0, done.stderr
    stored = open_store(store).get(only_id(store)).outcome
    assert read_portfolio(folder) == read_portfolio(TINY)
    assert read_plan(plan_file).plan_for(read_portfolio(folder)) == stored.plan
    assert planner("verify", str(folder), str(plan_file)).exit_code == 0


def test_show_tells_what_was_asked_and_what_came_out(store: str) -> None:
    text = planner("show", only_id(store), "--store", store).stdout
    whole = json.loads(planner("show", only_id(store), "--store", store, "--format", "json").stdout)
    assert "for the board" in text
    assert "extensions" in text
    assert whole["settings"]["deterministic"] is True
    assert whole["versions"].keys() == {"planner", "ortools", "python", "platform"}


def test_show_writes_into_no_folder_that_holds_something(store: str, tmp_path: Path) -> None:
    done = planner("show", only_id(store), "--store", store, "--input", str(tmp_path))
    assert done.exit_code == 2
    assert "name a new folder" in done.stderr


def test_a_run_made_again_is_the_same_and_stored_as_its_repeat(store: str) -> None:
    first = only_id(store)
    done = planner("rerun", first[:8], "--store", store)
    assert done.exit_code == 0, done.stderr
    assert f"The same as run {first[:8]}: optimal" in done.stdout
    repeat, original = open_store(store).runs()
    assert (repeat.note.repeats, repeat.plan_hash, original.id) == (first, original.plan_hash, first)


def test_a_run_that_is_not_there_is_an_error(store: str) -> None:
    done = planner("show", "ffffffff", "--store", store)
    assert done.exit_code == 2
    assert "no run 'ffffffff'" in done.stderr


def test_a_stored_run_is_a_plan_wherever_one_is_asked_for(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_STORE", store)
    run = only_id(store)[:8]
    assert planner("register", str(TINY), "--plan", run, "--format", "json").exit_code == 0
    assert planner("verify", str(TINY), run).exit_code == 0
    unknown = planner("flags", str(TINY), "--plan", "f00f00")
    assert unknown.exit_code == 2
    assert "f00f00: there is no such plan file, and no such run" in unknown.stderr
