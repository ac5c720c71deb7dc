"""Making, upgrading and refusing the tables of a store."""

from __future__ import annotations

import dataclasses
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from planner.errors import StoreError
from planner.store.addresses import _database, open_store
from planner.store.databases import Database, bring_up_to_date
from planner.store.network_disk import file_system_of, lies_on_network_disk
from planner.store.postgres_database import without_password
from planner.store.schema import RUNS, STORE_SCHEMA, TEXT, Column, Schema
from tests.store.sample_runs import small_run

MOUNTS = """\
overlay / overlay rw 0 0
server:/export /srv nfs4 rw 0 0
/dev/sdb1 /srv/local\\040disk ext4 rw 0 0
"""


def next_schema() -> Schema:
    """A schema as a later version could have it: one more column."""
    runs = dataclasses.replace(RUNS, columns=(*RUNS.columns, Column("mood", TEXT, "", required=False)))
    tables = tuple(runs if table is RUNS else table for table in STORE_SCHEMA.tables)
    return Schema(tables=tables, steps=(*STORE_SCHEMA.steps, ("alter table runs add column mood text",)))


def delete_and_fail(database: Database) -> None:
    with database.writing() as transaction:
        transaction.execute("delete from runs")
        transaction.execute("select nothing from nowhere")


def test_an_older_store_is_upgraded_and_keeps_its_runs(address: str) -> None:
    run, archive = small_run()
    open_store(address).add(run, archive)
    database = _database(address, create=False)
    bring_up_to_date(database, next_schema())
    with database.reading() as transaction:
        assert transaction.schema_version() == next_schema().version
        assert transaction.execute("select id, mood from runs") == [(run.id, None)]


def test_a_store_of_a_newer_planner_is_refused(address: str) -> None:
    bring_up_to_date(_database(address, create=True), next_schema())
    with pytest.raises(StoreError, match=r"newer version of the planner \(its tables have version 6, this .* 5\)"):
        open_store(address)


def test_a_failed_transaction_leaves_nothing(address: str) -> None:
    open_store(address).add(*small_run())
    database = _database(address, create=False)
    with pytest.raises(StoreError):
        delete_and_fail(database)
    assert len(open_store(address).runs()) == 1


def test_sqlite_checks_types_and_logs_ahead(tmp_path: Path) -> None:
    file = tmp_path / "runs.sqlite"
    open_store(file)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("pragma journal_mode").fetchone() == ("wal",)
        assert {strict for *_, strict in connection.execute("pragma table_list") if strict} == {1}
        with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER column"):
            connection.execute("insert into portfolios values ('h', 'n', '2030-01-01', 'one', x'00')")


def test_a_database_of_somebody_else_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("create table things (name text)")
    with pytest.raises(StoreError, match="not a run store"):
        open_store(file)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Not a database at all, just a few words in a file.\n" * 20)
    with pytest.raises(StoreError, match=r"notes\.txt: file is not a database"):
        open_store(file)


def test_a_server_that_is_not_there_is_an_error_without_the_password() -> None:
    with pytest.raises(StoreError, match=r"postgresql://me:\*\*\*@127\.0\.0\.1:1/db: ") as caught:
        open_store("postgresql://me:secret@127.0.0.1:1/db")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://me:s3cr:t@host:5432/db", "postgresql://me:***@host:5432/db"),
        ("postgresql://me@host/db", "postgresql://me@host/db"),
        ("postgresql://host/db?user=me&password=secret&x=1", "postgresql://host/db?user=me&password=***&x=1"),
    ],
)
def test_a_shown_address_has_no_password(address: str, shown: str) -> None:
    assert without_password(address) == shown


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/a/runs.sqlite", "overlay"),
        ("/srv/team/runs.sqlite", "nfs4"),
        ("/srv/local disk/runs.sqlite", "ext4"),
        ("/srvother/runs.sqlite", "overlay"),
    ],
)
def test_the_file_system_is_that_of_the_innermost_mount(path: str, kind: str) -> None:
    assert file_system_of(Path(path), MOUNTS) == kind


def test_a_folder_of_this_machine_is_no_network_disk(tmp_path: Path) -> None:
    assert not lies_on_network_disk(tmp_path)
