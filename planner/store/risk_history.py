"""The history of risk runs: add, list, look up, and the newest of a plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from planner.errors import StoreError
from planner.plan.sureness import Sureness
from planner.store.databases import Database, Value
from planner.store.inserting import archive_row, insert
from planner.store.portfolio_archive import PortfolioArchive
from planner.store.risk_runs import (
    SUMMARY_COLUMNS,
    RiskRun,
    RiskRunSummary,
    risk_run_of_row,
    risk_summary_of_row,
    row_of_risk_run,
)
from planner.store.schema import PORTFOLIOS, RISK_RUNS

RISK, TRIPWIRES = "risk", "tripwires"
"""The commands that store risk runs."""
FIRST_VERSION = min(column.since for column in RISK_RUNS.columns)
"""Of the tables that have risk runs."""
Placed = Callable[[object], AbstractContextManager[None]]
"""Says the store and the run of a row that does not hold what it should."""


class RiskHistory:
    """The risk runs of a store; an older store that is only read has none."""

    def __init__(self, database: Database, version: int, placed: Placed) -> None:
        self._database = database
        self._there = version >= FIRST_VERSION
        self._placed = placed

    def add(self, run: RiskRun, archive: PortfolioArchive) -> str:
        """Store a risk run with its input; gives back its id."""
        if archive.hash != run.portfolio_hash:
            raise ValueError(f"run {run.id} was made from another portfolio than the one given")
        with self._database.writing() as transaction:
            insert(transaction, PORTFOLIOS, archive_row(archive))
            insert(transaction, RISK_RUNS, row_of_risk_run(run))
        return run.id

    def runs(
        self,
        portfolio: str | None = None,
        limit: int | None = None,
        on_damaged: Callable[[StoreError], None] | None = None,
    ) -> tuple[RiskRunSummary, ...]:
        """The risk runs of the portfolios with this name, or of all, the newest first.

        A run whose row is damaged is left out and told to `on_damaged`; without it, the first one raises StoreError.
        """
        where, values = ("", ()) if portfolio is None else (" where portfolio_name = ?", (portfolio,))
        most = f" limit {int(limit)}" if limit is not None else ""
        found: list[RiskRunSummary] = []
        for row in self._rows(SUMMARY_COLUMNS, f"{where} order by created desc, id{most}", values):
            try:
                with self._placed(row[0]):
                    found.append(risk_summary_of_row(row))
            except StoreError as error:
                if on_damaged is None:
                    raise
                on_damaged(error)
        return tuple(found)

    def begun_by(self, run: str) -> tuple[RiskRun, ...]:
        """The risk runs whose id begins with `run`, at most nine."""
        if not run:
            return ()
        rows = self._rows(RISK_RUNS.column_names, " where substr(id, 1, ?) = ? order by id limit 9", (len(run), run))
        return tuple(self._run(row) for row in rows)

    def newest(self, basis: str, command: str) -> RiskRun | None:
        """The newest answer of a command about this portfolio with its own ranges and this plan; None: there is none."""
        where = " where basis = ? and as_stated = 1 and command = ? order by created desc, id limit 1"
        rows = self._rows(RISK_RUNS.column_names, where, (basis, command))
        return self._run(rows[0]) if rows else None

    def newest_sureness(self, basis: str) -> tuple[Sureness | None, tuple[RiskRun, ...]]:
        """The newest risk together with the newest rules, and the runs they are from."""
        risk, rules = self.newest(basis, RISK), self.newest(basis, TRIPWIRES)
        runs = tuple(run for run in (risk, rules) if run is not None)
        if risk is None or rules is None:
            return (runs[0].sureness if runs else None), runs
        return risk.sureness.with_rules(rules.sureness), runs

    def _run(self, row: tuple[Value, ...]) -> RiskRun:
        with self._placed(row[0]):
            return risk_run_of_row(row)

    def _rows(self, columns: Sequence[str], rest: str, values: tuple[Value, ...]) -> list[tuple[Value, ...]]:
        if not self._there:
            return []
        with self._database.reading() as transaction:
            return transaction.execute(f"select {', '.join(columns)} from {RISK_RUNS.name}{rest}", values)
