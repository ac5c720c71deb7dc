"""Rows put into a table of the store, each at most once."""

from __future__ import annotations

from planner.store.databases import Transaction, Value
from planner.store.portfolio_archive import ARCHIVE_FORMAT, PortfolioArchive
from planner.store.schema import Table


def archive_row(archive: PortfolioArchive) -> tuple[Value, ...]:
    """The row of an input."""
    return (archive.hash, archive.name, archive.status_date.isoformat(), ARCHIVE_FORMAT, archive.data)


def insert(transaction: Transaction, table: Table, row: tuple[Value, ...]) -> None:
    """Insert a row, unless one with its key is there already."""
    places = ", ".join("?" for _ in row)
    columns = ", ".join(table.column_names)
    transaction.execute(f"insert into {table.name} ({columns}) values ({places}) on conflict do nothing", row)
