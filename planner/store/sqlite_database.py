"""A run store in one SQLite file: nothing to install, several processes at once, whole after any crash."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from planner.errors import StoreError
from planner.store.databases import Value
from planner.store.network_disk import lies_on_network_disk
from planner.store.schema import ColumnKind

APPLICATION_ID = 0x706C6E72
"""Marks the file as a run store (SQLite `application_id`)."""

BUSY_SECONDS = 5.0
"""How long a process waits for its turn."""

_COLUMN_TYPES = {
    ColumnKind.TEXT: "text",
    ColumnKind.INTEGER: "integer",
    ColumnKind.REAL: "real",
    ColumnKind.BYTES: "blob",
}


@dataclass(frozen=True)
class SqliteTransaction:
    """A transaction on one connection."""

    connection: sqlite3.Connection

    def execute(self, statement: str, values: Sequence[Value] = ()) -> list[tuple[Value, ...]]:
        return self.connection.execute(statement, values).fetchall()

    def schema_version(self) -> int:
        ((version,),) = self.execute("pragma user_version")
        ((application,),) = self.execute("pragma application_id")
        ((tables,),) = self.execute("select count(*) from sqlite_master")
        if application != APPLICATION_ID and (tables or version):
            raise StoreError("the file is a database, but not a run store of the planner; name another file")
        return int(version or 0)

    def set_schema_version(self, version: int) -> None:
        self.execute(f"pragma application_id = {APPLICATION_ID}")
        self.execute(f"pragma user_version = {version}")


class SqliteDatabase:
    """The file at `path`; it is made, with its folder, where it does not exist.

    Write-ahead logging lets readers and one writer work side by side; it needs a disk of this machine, so a file on a
    network disk keeps SQLite's rollback journal. Every commit is flushed to the disk.

    Reading changes no database and makes no file beside it. Where no other process has the database open, it is
    read as a file that cannot change.
    """

    column_types: Mapping[ColumnKind, str] = _COLUMN_TYPES
    table_suffix = " strict"

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        if sqlite3.sqlite_version_info < (3, 37):
            raise StoreError(f"SQLite 3.37 or newer is needed; this Python has {sqlite3.sqlite_version}")
        if path.exists() and not path.is_file():
            raise StoreError(f"{path} is no regular file; name a file for the run store")
        if read_only:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{path}: its folder cannot be made: {error}") from error
        if not lies_on_network_disk(path):
            with self._reported(), closing(self._connect()) as connection:
                _use_write_ahead_log(connection)

    @property
    def address(self) -> str:
        return str(self.path)

    @contextmanager
    def reading(self) -> Iterator[SqliteTransaction]:
        with self._transaction("begin") as transaction:
            yield transaction

    @contextmanager
    def writing(self) -> Iterator[SqliteTransaction]:
        with self._transaction("begin immediate") as transaction:
            yield transaction

    upgrading = writing

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[SqliteTransaction]:
        with self._reported(), closing(self._connect()) as connection:
            connection.execute(begin)
            try:
                yield SqliteTransaction(connection)
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def _connect(self) -> sqlite3.Connection:
        mode = "rwc" if not self.read_only else "ro" if self._is_open_elsewhere() else "ro&immutable=1"
        address = f"{self.path.absolute().as_uri()}?mode={mode}"
        connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
        connection.text_factory = lambda text: text.decode("utf-8", "replace")
        if not self.read_only:
            connection.execute("pragma synchronous = full")
        return connection

    def _is_open_elsewhere(self) -> bool:
        """Whether a file beside the database says that a process has it open, or was killed before it had closed it."""
        log, memory, journal = (Path(f"{self.path}{end}") for end in ("-wal", "-shm", "-journal"))
        return memory.exists() or any(file.exists() and file.stat().st_size > 0 for file in (log, journal))

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if _is_busy(error):
                raise StoreError(
                    f"{self.path} is locked by another program (waited {BUSY_SECONDS:g} s); end it, or try again later"
                ) from error
            raise StoreError(f"{self.path}: {error}") from error


def _is_busy(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switching needs the file to itself for a moment and does not wait for it, so it is asked again until it has it."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("pragma journal_mode = wal")
            return
        except sqlite3.OperationalError as error:
            if not _is_busy(error) or time.monotonic() > until:
                raise
        time.sleep(0.01)
