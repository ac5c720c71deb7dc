"""The database behind a run store, and the SQL that makes its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Protocol

from planner.errors import StoreError
from planner.store.schema import ColumnKind, Schema, Table

Value = str | int | float | bytes | None


class Transaction(Protocol):
    """Statements that take effect together or not at all."""

    def execute(self, statement: str, values: Sequence[Value] = ()) -> list[tuple[Value, ...]]:
        """Run one statement, with `?` for each value, and give back its rows."""
        ...

    def schema_version(self) -> int:
        """Version of the tables; 0 where there are none. Raises StoreError for a database of another program."""
        ...

    def set_schema_version(self, version: int) -> None: ...


class Database(Protocol):
    """A database of tables. Each transaction has its own connection, so threads and processes may share it."""

    @property
    def address(self) -> str:
        """Where it is, without any password."""
        ...

    @property
    def read_only(self) -> bool:
        """Whether it was opened to read alone, so that nothing of it may change."""
        ...

    @property
    def column_types(self) -> Mapping[ColumnKind, str]: ...

    @property
    def table_suffix(self) -> str:
        """What follows the closing bracket of a table."""
        ...

    def reading(self) -> AbstractContextManager[Transaction]:
        """One consistent view; changes nothing."""
        ...

    def writing(self) -> AbstractContextManager[Transaction]:
        """Waits for its turn among writers; leaving the block commits, an exception undoes everything."""
        ...

    def upgrading(self) -> AbstractContextManager[Transaction]:
        """Like `writing`, while no other process can change the tables."""
        ...


def bring_up_to_date(database: Database, schema: Schema) -> None:
    """Create the tables, or bring those of an older version to the newest; several processes may do so at once."""
    with database.reading() as transaction:
        if _checked_version(database, transaction, schema) == schema.version:
            return
    with database.upgrading() as transaction:
        version = _checked_version(database, transaction, schema)
        statements = _creation(database, schema) if version == 0 else _upgrade(database, schema, version)
        for statement in statements:
            transaction.execute(statement)
        transaction.set_schema_version(schema.version)


def checked_version(database: Database, schema: Schema) -> int:
    """Version of the tables that are there; raises StoreError where there are none, or a newer planner made them."""
    with database.reading() as transaction:
        version = _checked_version(database, transaction, schema)
    if version == 0:
        raise StoreError(f"{database.address} holds no runs; `planner plan` stores them there")
    return version


def _checked_version(database: Database, transaction: Transaction, schema: Schema) -> int:
    version = transaction.schema_version()
    if version > schema.version:
        raise StoreError(
            f"{database.address} was written by a newer version of the planner (its tables have version {version}, "
            f"this planner knows {schema.version}); install the newer version"
        )
    return version


def _upgrade(database: Database, schema: Schema, version: int) -> list[str]:
    return [
        statement
        for reached, step in enumerate(schema.steps[version - 1 :], start=version + 1)
        for part in step
        for statement in _step_statements(database, part, reached)
    ]


def _step_statements(database: Database, part: str | Table, version: int) -> list[str]:
    """The statements of a part of a step: what it says, or those that make a table as it was in that version."""
    if isinstance(part, str):
        return [part]
    columns = tuple(column for column in part.columns if column.since <= version)
    return _table_statements(database, replace(part, columns=columns))


def _creation(database: Database, schema: Schema) -> list[str]:
    return [statement for table in schema.tables for statement in _table_statements(database, table)]


def _table_statements(database: Database, table: Table) -> list[str]:
    key = table.columns[0].name
    lines = [
        f"{column.name} {database.column_types[column.kind]}{' not null' if column.required else ''}"
        f"{' primary key' if column.name == key else ''}"
        for column in table.columns
    ]
    lines += [f"unique ({', '.join(columns)})" for columns in table.unique]
    create = f"create table {table.name} ({', '.join(lines)}){database.table_suffix}"
    return [create, *(f"create index {table.name}_{column} on {table.name} ({column})" for column in table.indexed)]
