"""A run store that a team shares: a PostgreSQL database by its address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.errors import MissingExtraError, StoreError
from planner.store.databases import Value
from planner.store.schema import ColumnKind

if TYPE_CHECKING:
    import psycopg

CONNECT_SECONDS = 15
UPGRADE_LOCK = 0x706C6E72
"""Number of the advisory lock that one process holds while it changes tables."""

_COLUMN_TYPES = {
    ColumnKind.TEXT: "text",
    ColumnKind.INTEGER: "bigint",
    ColumnKind.REAL: "double precision",
    ColumnKind.BYTES: "bytea",
}
_VERSION_TABLE = "planner_store"


@dataclass(frozen=True)
class PostgresTransaction:
    """A transaction on one connection."""

    connection: psycopg.Connection[tuple[Any, ...]]

    def execute(self, statement: str, values: Sequence[Value] = ()) -> list[tuple[Value, ...]]:
        text = statement.replace("?", "%s").encode()
        cursor = self.connection.execute(text, values or None)
        return cursor.fetchall() if cursor.description else []

    def schema_version(self) -> int:
        ((table,),) = self.execute(f"select to_regclass('{_VERSION_TABLE}')::text")
        if table is None:
            return 0
        ((version,),) = self.execute(f"select coalesce(max(version), 0) from {_VERSION_TABLE}")
        return int(version or 0)

    def set_schema_version(self, version: int) -> None:
        self.execute(f"create table if not exists {_VERSION_TABLE} (version bigint not null)")
        self.execute(f"delete from {_VERSION_TABLE}")
        self.execute(f"insert into {_VERSION_TABLE} values (?)", (version,))


class PostgresDatabase:
    """The database at a `postgresql://` address; the tables are made in the first schema of the role's search path.

    Whatever the address leaves out comes from the usual variables and files of PostgreSQL (PGPASSWORD, `.pgpass`,
    `pg_service.conf`). Raises MissingExtraError without psycopg.
    """

    column_types: Mapping[ColumnKind, str] = _COLUMN_TYPES
    table_suffix = ""

    def __init__(self, address: str, *, read_only: bool = False) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise MissingExtraError("psycopg", "team") from error
        self._psycopg = psycopg
        self._address = address
        self.read_only = read_only

    @property
    def address(self) -> str:
        return without_password(self._address)

    @contextmanager
    def reading(self) -> Iterator[PostgresTransaction]:
        with self._transaction() as transaction:
            transaction.execute("set transaction isolation level repeatable read read only")
            yield transaction

    @contextmanager
    def writing(self) -> Iterator[PostgresTransaction]:
        with self._transaction() as transaction:
            yield transaction

    @contextmanager
    def upgrading(self) -> Iterator[PostgresTransaction]:
        with self._transaction() as transaction:
            transaction.execute("select 1 from (select pg_advisory_xact_lock(?)) as alone", (UPGRADE_LOCK,))
            yield transaction

    @contextmanager
    def _transaction(self) -> Iterator[PostgresTransaction]:
        try:
            with self._psycopg.connect(self._address, connect_timeout=CONNECT_SECONDS) as connection:
                yield PostgresTransaction(connection)
        except self._psycopg.Error as error:
            raise StoreError(f"{self.address}: {str(error).strip()}") from error


def without_password(address: str) -> str:
    """The address with any password replaced by `***`, fit to be shown."""
    hidden = re.sub(r"(?<=://)([^:/@]*):[^@/]*(?=@)", r"\1:***", address)
    return re.sub(r"(?i)([?&]password=)[^&]*", r"\1***", hidden)
