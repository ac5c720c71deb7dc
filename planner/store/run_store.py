"""The history of runs: add, list, look up, restore the input."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date
from typing import cast

from planner.domain.portfolio import Portfolio
from planner.errors import StoreError
from planner.store.databases import Database, Transaction, Value, bring_up_to_date
from planner.store.portfolio_archive import ARCHIVE_FORMAT, PortfolioArchive, restore_portfolio
from planner.store.run_records import Run, RunFilter, RunSummary
from planner.store.run_rows import SUMMARY_COLUMNS, row_of_run, run_of_row, summary_of_row
from planner.store.schema import PORTFOLIOS, RUNS, STORE_SCHEMA, Table

_SUMMARY = f"select {', '.join(SUMMARY_COLUMNS)} from runs"
_WHOLE = f"select {', '.join(RUNS.column_names)} from runs"


class RunStore:
    """Runs and their inputs in a database. Several threads and processes may use one store at once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        bring_up_to_date(database, STORE_SCHEMA)

    @property
    def address(self) -> str:
        """Where the store is, without any password."""
        return self._database.address

    def add(self, run: Run, archive: PortfolioArchive) -> str:
        """Store a run with its input; gives back its id.

        A sweep keeps one run for each key: where it already has one, nothing is stored and the id of that one is given.
        """
        if archive.hash != run.portfolio_hash:
            raise ValueError(f"run {run.id} was made from another portfolio than the one given")
        with self._database.writing() as transaction:
            _insert(transaction, PORTFOLIOS, _archive_row(archive))
            _insert(transaction, RUNS, row_of_run(run))
            if run.note.sweep is None:
                return run.id
            found = transaction.execute(
                "select id from runs where sweep = ? and run_key = ?", (run.note.sweep, run.key)
            )
            return str(found[0][0])

    def runs(self, wanted: RunFilter | None = None) -> tuple[RunSummary, ...]:
        """The runs that match the filter, the newest first."""
        conditions, values = _conditions(wanted or RunFilter())
        where = f" where {' and '.join(conditions)}" if conditions else ""
        limit = f" limit {int(wanted.limit)}" if wanted and wanted.limit is not None else ""
        with self._database.reading() as transaction:
            rows = transaction.execute(f"{_SUMMARY}{where} order by created desc, id{limit}", values)
        return tuple(summary_of_row(row) for row in rows)

    def get(self, run: str) -> Run:
        """The run whose id begins with `run`; raises StoreError where none or several do."""
        with self._database.reading() as transaction:
            rows = transaction.execute(f"{_WHOLE} where substr(id, 1, ?) = ? order by id limit 9", (len(run), run))
        if len(rows) == 1 and run:
            return run_of_row(rows[0])
        if not rows or not run:
            raise StoreError(
                f"no run {run!r} in {self.address}: its id, or the beginning of it, is asked for; `planner runs` lists them"
            )
        ids = ", ".join(str(row[0]) for row in rows[:8])
        raise StoreError(
            f"{run!r} begins several runs: {ids}{' and more' if len(rows) > 8 else ''}; write more of the id"
        )

    def portfolio_of(self, run: RunSummary) -> Portfolio:
        """The whole input of a run, as it was."""
        return restore_portfolio(self.archive_of(run))

    def archive_of(self, run: RunSummary) -> PortfolioArchive:
        """The archived input of a run."""
        statement = "select hash, name, status_date, format, data from portfolios where hash = ?"
        with self._database.reading() as transaction:
            ((content_hash, name, status_date, form, data),) = transaction.execute(statement, (run.portfolio_hash,))
        if form != ARCHIVE_FORMAT:
            raise StoreError(f"the input of run {run.id} is kept in form {form!r}, this planner reads {ARCHIVE_FORMAT}")
        return PortfolioArchive(
            hash=str(content_hash),
            name=str(name),
            status_date=date.fromisoformat(str(status_date)),
            data=cast(bytes, data),
        )


def _archive_row(archive: PortfolioArchive) -> tuple[Value, ...]:
    return (archive.hash, archive.name, archive.status_date.isoformat(), ARCHIVE_FORMAT, archive.data)


def _insert(transaction: Transaction, table: Table, row: tuple[Value, ...]) -> None:
    """Insert a row, unless one with its key is there already."""
    places = ", ".join("?" for _ in row)
    columns = ", ".join(table.column_names)
    transaction.execute(f"insert into {table.name} ({columns}) values ({places}) on conflict do nothing", row)


def _conditions(wanted: RunFilter) -> tuple[list[str], tuple[Value, ...]]:
    asked: Iterable[tuple[str, tuple[Value, ...]]] = (
        ("label = ?", (wanted.label,)),
        ("command = ?", (wanted.command,)),
        ("sweep = ?", (wanted.sweep,)),
        ("(portfolio_name = ? or substr(portfolio, 1, ?) = ?)", _name_or_hash(wanted.portfolio)),
        ("status = ?", (wanted.status.value if wanted.status else None,)),
        ("created >= ?", (wanted.since.astimezone(UTC).isoformat(timespec="microseconds") if wanted.since else None,)),
    )
    given = [(condition, values) for condition, values in asked if None not in values]
    return [condition for condition, _ in given], tuple(value for _, values in given for value in values)


def _name_or_hash(portfolio: str | None) -> tuple[Value, ...]:
    return (portfolio, len(portfolio), portfolio) if portfolio is not None else (None,)
