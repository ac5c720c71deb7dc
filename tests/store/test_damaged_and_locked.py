"""A damaged row, a locked file, a folder that may only be read, and rows of an older planner."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from planner.cli.commands import main
from planner.errors import StoreError
from planner.store import sqlite_database
from planner.store.addresses import open_store
from tests.sample import departments
from tests.store.sample_runs import small_run

DAMAGES = {
    "settings": "update runs set settings = '{'",
    "created": "update runs set created = 'yesterday'",
    "versions": "update runs set versions = '{\"planner\": 1}'",
    "status": "update runs set status = 'splendid'",
    "status_date": "update runs set status_date = '2030-02-30'",
    "pounds_by_term": "update runs set pounds_by_term = '[]'",
}
"""By column; the row is read for every list of runs."""
INNER_DAMAGES = {
    "plan": "update runs set plan = '{\"migrations\": 5}'",
    "conflict": "update runs set conflict = 'null'",
    "log": "update runs set log = '[[[['",
}
INPUT_DAMAGES = (
    "update portfolios set data = x''",
    "update portfolios set data = x'78'",
    "update portfolios set status_date = 'soon'",
    "delete from portfolios",
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store with two runs, of 9:00 and 9:01."""
    path = tmp_path / "runs.sqlite"
    store = open_store(path)
    for number in (0, 1):
        store.add(*small_run(number))
    return path


def change(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(statement)
        connection.commit()
        connection.execute("pragma wal_checkpoint(truncate)")


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    return result.exit_code, result.output


@pytest.mark.parametrize(("column", "damage"), DAMAGES.items())
def test_a_damaged_run_is_named_and_hides_no_other(column: str, damage: str, file: Path) -> None:
    bad, good = (run.id for run in open_store(file).runs())
    change(file, f"{damage} where id = '{bad}'")
    said: list[str] = []
    found = open_store(file, read_only=True).runs(on_damaged=lambda error: said.append(str(error)))
    assert [run.id for run in found] == [good]
    assert f"{file}, run {bad}, {column}" in said[0]
    with pytest.raises(StoreError, match=f"run {bad}, {column}"):
        open_store(file).runs()
    code, output = run("runs", "--store", file)
    assert (code, f"Left out: {file}, run {bad}, {column}" in output, good[:8] in output) == (0, True, True)


@pytest.mark.parametrize(("column", "damage"), (DAMAGES | INNER_DAMAGES).items())
def test_what_is_damaged_is_named_by_show_and_rerun(column: str, damage: str, file: Path) -> None:
    bad = open_store(file).runs()[0].id
    change(file, f"{damage} where id = '{bad}'")
    for command in ("show", "rerun"):
        code, output = run(command, bad, "--store", file)
        assert code == 2
        assert f"{file}, run {bad}, {column}" in output


@pytest.mark.parametrize("damage", INPUT_DAMAGES)
def test_a_damaged_input_is_named(damage: str, file: Path) -> None:
    bad = open_store(file).runs()[0].id
    change(file, damage)
    code, output = run("rerun", bad, "--store", file)
    assert code == 2
    assert f"{file}, run {bad}, portfolio" in output


def test_text_that_is_no_utf_8_hides_no_run(file: Path) -> None:
    change(file, "update runs set label = cast(x'636166e9' as text)")
    assert [run.note.label for run in open_store(file, read_only=True).runs()] == ["caf\ufffd"] * 2


def listing(folder: Path) -> list[tuple[str, int, bytes]]:
    return [(path.name, path.stat().st_mtime_ns, path.read_bytes()) for path in sorted(folder.iterdir())]


def test_reading_writes_nothing(file: Path) -> None:
    run_id = open_store(file).runs()[0].id
    before = listing(file.parent)
    for arguments in (("runs",), ("show", run_id), ("show", run_id, "--format", "json")):
        assert run(*arguments, "--store", file)[0] == 0
    assert listing(file.parent) == before


@pytest.fixture
def shut_folder(file: Path) -> Iterator[Path]:
    """The folder of the store, in which nothing may be written."""
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    file.chmod(0o444)
    file.parent.chmod(0o555)
    yield file.parent
    file.parent.chmod(0o755)


def test_a_store_that_may_only_be_read_is_read(file: Path, shut_folder: Path) -> None:
    assert len(open_store(file, read_only=True).runs()) == 2


def test_a_store_that_another_process_has_open_is_read_with_its_newest_run(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("update runs set label = 'newest'")
        other.commit()
        assert {run.note.label for run in open_store(file, read_only=True).runs()} == {"newest"}


def test_a_locked_store_is_said_after_seconds(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sqlite_database.BUSY_SECONDS <= 5
    monkeypatch.setattr(sqlite_database, "BUSY_SECONDS", 0.2)
    with closing(sqlite3.connect(file)) as other:
        other.execute("begin immediate")
        with pytest.raises(StoreError, match=r"runs\.sqlite is locked by another program \(waited 0\.2 s\)"):
            open_store(file).add(*small_run(2))


@pytest.mark.parametrize("name", ["folder", "pipe"])
def test_a_store_is_a_regular_file(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for read_only in (True, False):
        with pytest.raises(StoreError, match="is no regular file; name a file for the run store"):
            open_store(tmp_path / name, read_only=read_only)


def test_an_empty_file_holds_no_runs(tmp_path: Path) -> None:
    (tmp_path / "empty.sqlite").touch()
    with pytest.raises(StoreError, match=r"empty\.sqlite holds no runs"):
        open_store(tmp_path / "empty.sqlite", read_only=True)


def make_older(file: Path) -> None:
    """The tables as planner 0.1.0 made them: no column for meaning, start or reasons, no risk runs, and inputs of form 1."""
    change(file, "drop table risk_runs")
    change(file, "alter table runs drop column reasons")
    change(file, "alter table runs drop column start_plan")
    change(file, "alter table runs drop column meaning")
    change(file, "update portfolios set format = 1")
    change(file, "pragma user_version = 1")


def test_runs_of_an_older_planner_are_listed_and_their_input_is_refused(file: Path) -> None:
    make_older(file)
    before = listing(file.parent)
    store = open_store(file, read_only=True)
    assert [run.meaning for run in store.runs()] == [1, 1]
    assert store.risk.runs() == ()
    code, output = run("rerun", store.runs()[0].id, "--store", file)
    assert code == 2
    assert "planner 0.1.0 let an extension of months end one day or more too early" in output
    assert "plan the tables it came from again" in output
    assert listing(file.parent) == before


def test_an_older_store_takes_new_runs_beside_the_old_ones(file: Path) -> None:
    make_older(file)
    newest, archive = small_run(2, departments("another"))
    open_store(file).add(newest, archive)
    store = open_store(file, read_only=True)
    assert [run.meaning for run in store.runs()] == [2, 1, 1]
    assert store.portfolio_of(newest) == departments("another")


def test_show_says_that_a_run_cannot_be_made_again(file: Path) -> None:
    bad = open_store(file).runs()[0].id
    change(file, "update portfolios set data = x''")
    code, output = run("show", bad, "--store", file)
    assert code == 0
    assert f"the run cannot be made again. {file}, run {bad}, portfolios.data" in output
