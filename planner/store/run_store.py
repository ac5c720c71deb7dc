"""The history of runs: add, list, look up, restore the input."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC

from planner.domain.plain_values import to_canonical_text
from planner.domain.portfolio import Portfolio
from planner.errors import StoreError
from planner.plan.reasons import Reasons
from planner.store.databases import Database, Value, bring_up_to_date, checked_version
from planner.store.inserting import archive_row, insert
from planner.store.portfolio_archive import (
    PortfolioArchive,
    archive_of_row,
    check_archive,
    restore_portfolio,
)
from planner.store.risk_history import RiskHistory
from planner.store.risk_runs import RiskRunSummary
from planner.store.run_records import Run, RunFilter, RunSummary
from planner.store.run_rows import SUMMARY_COLUMNS, row_of_run, run_of_row, summary_of_row
from planner.store.schema import PORTFOLIOS, RUNS, STORE_SCHEMA


class RunStore:
    """Runs and their inputs in a database. Several threads and processes may use one store at once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        if database.read_only:
            self._version = checked_version(database, STORE_SCHEMA)
        else:
            bring_up_to_date(database, STORE_SCHEMA)
            self._version = STORE_SCHEMA.version

    @property
    def address(self) -> str:
        """Where the store is, without any password."""
        return self._database.address

    @property
    def risk(self) -> RiskHistory:
        """The risk runs of the store."""
        return RiskHistory(self._database, self._version, self._placed)

    def add(self, run: Run, archive: PortfolioArchive) -> str:
        """Store a run with its input; gives back its id.

        A sweep keeps one run for each key: where it already has one, nothing is stored and the id of that one is given.
        """
        if archive.hash != run.portfolio_hash:
            raise ValueError(f"run {run.id} was made from another portfolio than the one given")
        with self._database.writing() as transaction:
            insert(transaction, PORTFOLIOS, archive_row(archive))
            insert(transaction, RUNS, row_of_run(run))
            if run.note.sweep is None:
                return run.id
            found = transaction.execute(
                "select id from runs where sweep = ? and run_key = ?", (run.note.sweep, run.key)
            )
            return str(found[0][0])

    def keep_reasons(self, run: str, reasons: Reasons) -> None:
        """Store why contracts are late with a run that is there already."""
        with self._database.writing() as transaction:
            text = to_canonical_text(reasons.contracts)
            transaction.execute("update runs set reasons = ? where id = ?", (text, run))

    def runs(
        self, wanted: RunFilter | None = None, on_damaged: Callable[[StoreError], None] | None = None
    ) -> tuple[RunSummary, ...]:
        """The runs that match the filter, the newest first.

        A run whose row is damaged is left out and told to `on_damaged`; without it, the first one raises StoreError.
        """
        conditions, values = _conditions(wanted or RunFilter())
        where = f" where {' and '.join(conditions)}" if conditions else ""
        limit = f" limit {int(wanted.limit)}" if wanted and wanted.limit is not None else ""
        with self._database.reading() as transaction:
            select = self._select(SUMMARY_COLUMNS)
            rows = transaction.execute(f"{select}{where} order by created desc, id{limit}", values)
        found: list[RunSummary] = []
        for row in rows:
            try:
                with self._placed(row[0]):
                    found.append(summary_of_row(row))
            except StoreError as error:
                if on_damaged is None:
                    raise
                on_damaged(error)
        return tuple(found)

    def _select(self, names: Sequence[str]) -> str:
        """The beginning of a query for these columns of `runs`; what older tables do not have is the value of then."""
        columns = {column.name: column for column in RUNS.columns}
        values = [name if columns[name].since <= self._version else columns[name].before for name in names]
        return f"select {', '.join(values)} from runs"

    @contextmanager
    def _placed(self, run: object) -> Iterator[None]:
        """Say the store and the run of what does not hold what it should."""
        try:
            yield
        except StoreError as error:
            lines = [f"{self.address}, run {run}, {line}" for line in str(error).splitlines()]
            raise StoreError("\n".join(lines)) from error

    def get(self, run: str) -> Run:
        """The run whose id begins with `run`; raises StoreError where none or several do."""
        with self._database.reading() as transaction:
            select = self._select(RUNS.column_names)
            rows = transaction.execute(f"{select} where substr(id, 1, ?) = ? order by id limit 9", (len(run), run))
        if len(rows) == 1 and run:
            with self._placed(rows[0][0]):
                return run_of_row(rows[0])
        if not rows or not run:
            raise StoreError(
                f"no run {run!r} in {self.address}: its id, or the beginning of it, is asked for; `planner runs` lists them"
            )
        ids = ", ".join(str(row[0]) for row in rows[:8])
        raise StoreError(
            f"{run!r} begins several runs: {ids}{' and more' if len(rows) > 8 else ''}; write more of the id"
        )

    def portfolio_of(self, run: RunSummary | RiskRunSummary) -> Portfolio:
        """The whole input of a run, as it was."""
        with self._placed(run.id):
            return restore_portfolio(self._archive_of(run.portfolio_hash))

    def check_input(self, run: RunSummary | RiskRunSummary) -> None:
        """Raise StoreError where the input of a run is not what was stored, or not of the meaning of this planner."""
        with self._placed(run.id):
            check_archive(self._archive_of(run.portfolio_hash))

    def _archive_of(self, portfolio_hash: str) -> PortfolioArchive:
        """An archived input."""
        statement = "select hash, name, status_date, format, data from portfolios where hash = ?"
        with self._database.reading() as transaction:
            rows = transaction.execute(statement, (portfolio_hash,))
        if not rows:
            raise StoreError(f"portfolio: there is no input {portfolio_hash[:12]} in the store; it was altered")
        return archive_of_row(rows[0])


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
