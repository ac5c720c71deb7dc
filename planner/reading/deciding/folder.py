"""A decision written into the files of a portfolio folder, or taken back: only the rows it is about change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planner.domain.findings import Finding
from planner.domain.portfolio import Portfolio
from planner.reading.deciding.csv_rows import CsvRows, typed_cell, value_of
from planner.reading.deciding.days import refuse_days
from planner.reading.deciding.decision_log import DecisionLog, logged
from planner.reading.deciding.edits import edits_of
from planner.reading.deciding.known_acts import REGISTER_WORDS, known_act
from planner.reading.deciding.portfolio_folder import PortfolioFolder
from planner.reading.deciding.records import CellEdit, Decision, Edit, Outcome, RowAdded, RowRemoved
from planner.reading.deciding.undoing import undo_edits
from planner.reading.schema.columns import columns_of
from planner.reading.schema.tables import table_named

Typed = Mapping[tuple[str, str, str], str]
"""What is typed into cells, by table, id and column."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """What a decision has made of a folder: the edits of its tables, what the cells held and hold, and new warnings.

    `files` are the names of the files that have changed. `portfolio` is what the folder holds now.
    """

    edits: tuple[Edit, ...]
    before: Typed
    after: Typed
    files: tuple[str, ...]
    warnings: tuple[Finding, ...]
    portfolio: Portfolio


SAID_TODAY = (Outcome.REFUSED, Outcome.NOT_USED, Outcome.ACCEPTED)
"""Outcomes that are said on the status date, where no day is named."""


def decide(
    path: Path,
    act: str,
    outcome: Outcome,
    *,
    day: date | None = None,
    until: date | None = None,
    by: str | None = None,
    note: str | None = None,
) -> Written:
    """Write a decision about an act of the register into the tables of a folder; everything at once, or nothing.

    Raises `InputError` where the folder is unsound, before or after it, and `DecisionError` where it cannot be taken.
    """
    folder = PortfolioFolder.read(path)
    if day is None and outcome in SAID_TODAY:
        day = folder.portfolio.status_date
    known = known_act(act, folder.tables, REGISTER_WORDS)
    decision = Decision(act=known, outcome=outcome, day=day, until=until, by=by, note=note)
    edits = edits_of(decision, folder.tables)
    refuse_days(folder.portfolio, decision)
    rows = _rows_of(folder, edits)
    before = _typed(rows, edits)
    _apply(rows, edits, {})
    made = [table for table in rows if table not in folder.names]
    columns = {table: found.added for table, found in rows.items()}
    log = folder.log.with_made(made, columns).with_decision(logged(decision, edits, before))
    return _put(folder, rows, log, edits, before)


def take_back(path: Path, act: str) -> Written:
    """Take back the last decision about an act; what the log knows is put back to the byte.

    Raises as `decide` does; `DecisionError` too where nothing is decided.
    """
    folder = PortfolioFolder.read(path)
    edits = undo_edits(known_act(act, folder.tables, REGISTER_WORDS), folder.tables)
    rows = _rows_of(folder, edits)
    before = _typed(rows, edits)
    undone = folder.log.last_undone_by(edits)
    _apply(rows, edits, {} if undone is None else undone.typed_before)
    log = folder.log if undone is None else folder.log.without(undone)
    return _put(folder, rows, _tidied(log, rows), edits, before)


def _rows_of(folder: PortfolioFolder, edits: Iterable[Edit]) -> dict[str, CsvRows]:
    """The rows of every table that is edited; a table that is not there gets the columns of its first row."""
    found: dict[str, CsvRows] = {}
    for edit in edits:
        if edit.table in found:
            continue
        if edit.table in folder.names:
            found[edit.table] = CsvRows.of(folder.text_of(edit.table))
        elif isinstance(edit, RowAdded):
            columns = (column.name for column in columns_of(table_named(edit.table).row))
            found[edit.table] = CsvRows.new([column for column in columns if column in edit.cells])
    return found


def _typed(rows: Mapping[str, CsvRows], edits: Iterable[Edit]) -> Typed:
    cells = [edit for edit in edits if isinstance(edit, CellEdit)]
    return {(cell.table, cell.id, cell.column): rows[cell.table].typed(cell.id, cell.column) for cell in cells}


def _apply(rows: Mapping[str, CsvRows], edits: Iterable[Edit], typed: Typed) -> None:
    """Make the edits; a cell of which it is known gets back what was typed there."""
    for edit in edits:
        match edit:
            case CellEdit(table, id, column, text):
                rows[table].write(id, column, typed.get((table, id, column), typed_cell(text)))
            case RowAdded(table, cells):
                rows[table].append(cells)
            case RowRemoved(table, id):
                rows[table].remove(id)


def _tidied(log: DecisionLog, rows: Mapping[str, CsvRows]) -> DecisionLog:
    """Take out the columns that decisions have made and that are blank; the log without these, and without empty tables."""
    empty = {table for table, found in rows.items() if table in log.tables and not found.body}
    columns = dict(log.columns)
    for table, found in rows.items():
        gone = [column for column in reversed(columns.get(table, ())) if found.drop(column)]
        columns[table] = tuple(column for column in columns.get(table, ()) if column not in gone)
    return log.with_only(set(log.tables) - empty, {table: columns[table] for table in columns if table not in empty})


def _put(
    folder: PortfolioFolder, rows: Mapping[str, CsvRows], log: DecisionLog, edits: tuple[Edit, ...], before: Typed
) -> Written:
    gone = {table for table in rows if table in folder.log.tables and table not in log.tables}
    files = {folder.file_of(table): None if table in gone else found.text() for table, found in rows.items()}
    report = folder.checked(files)
    folder.put(files, log)
    return Written(
        edits=edits,
        before={key: value_of(text) for key, text in before.items()},
        after={key: value_of(text) for key, text in _typed(rows, edits).items()},
        files=tuple(files),
        warnings=tuple(finding for finding in report.warnings if finding not in folder.warnings),
        portfolio=report.portfolio,
    )
