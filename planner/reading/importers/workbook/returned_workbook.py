"""A workbook that came back, read into decisions, corrections and a line for everything that changed in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from planner.domain.findings import Finding, Severity
from planner.domain.portfolio import Portfolio
from planner.domain.wording import counted, listed
from planner.errors import InputError, SettingsError
from planner.reading.edits.base import GAPS, PLANNER_SHEET, UnreadableBase, WorkbookBase, records_digest
from planner.reading.edits.base_sheet import found_base
from planner.reading.edits.differences import CellChange, Differences, Rows, differences, green_places
from planner.reading.edits.words import CONTRACTS, DECISIONS, GAPS_SHEET, MIGRATIONS
from planner.reading.files.open_document import SUFFIX, open_document_rows
from planner.reading.files.sheet_cells import SheetCells
from planner.reading.files.workbook import opened_workbook
from planner.reading.importers.applying import portfolio_at
from planner.reading.importers.imported import Imported
from planner.reading.importers.workbook.awaited_contracts import comes_later
from planner.reading.importers.workbook.contract_edits import read_contract
from planner.reading.importers.workbook.decision_edits import Row, read_decision
from planner.reading.importers.workbook.draft import Draft, place_of
from planner.reading.importers.workbook.gap_answers import assume_prices, read_gap
from planner.reading.importers.workbook.migration_edits import read_migration
from planner.reading.overlay.table_rows import table_rows

KIND = "workbook"
READERS: Mapping[str, Callable[[Draft, Row], None]] = {
    DECISIONS: read_decision,
    MIGRATIONS: read_migration,
    CONTRACTS: read_contract,
    GAPS_SHEET: read_gap,
}
"""What reads the edits of a row, by its sheet."""


@dataclass(frozen=True)
class ReturnedWorkbook:
    """What a workbook held when it left, the rows of its sheets now, and what there is to say about their cells."""

    base: WorkbookBase
    sheets: Mapping[str, Rows]
    cells: Mapping[str, SheetCells] = field(default_factory=dict)


def _opened(path: Path) -> tuple[Mapping[str, Rows], Mapping[str, SheetCells]]:
    return (open_document_rows(path), {}) if path.suffix.casefold() == SUFFIX else opened_workbook(path)


def read_returned(path: Path) -> ReturnedWorkbook:
    """Open a workbook that came back.

    Raises `InputError` where it cannot be opened, or is none that the planner wrote to be filled in.
    """
    sheets, cells = _opened(path)
    try:
        base = found_base(sheets)
    except UnreadableBase as fault:
        message = f"the sheet {PLANNER_SHEET} cannot be read: {fault}"
        raise InputError([_not_ours(path, message)]) from fault
    if base is None:
        raise InputError(
            [_not_ours(path, f"it has no sheet {PLANNER_SHEET}, so nobody can tell what was typed into it")]
        )
    return ReturnedWorkbook(base, sheets, cells)


def import_workbook(path: str | Path, *, into: str | Path) -> Imported:
    """What people have filled in, in a workbook of ours, for the portfolio of a folder; nothing is changed yet.

    Raises `InputError` where a file cannot be read, and `SettingsError` where the folder holds no portfolio.
    """
    back, portfolio = read_returned(Path(path)), portfolio_at(Path(into))
    if portfolio is None and not back.base.waiting:
        raise SettingsError(
            f"{into} holds no portfolio, so the edits are about nothing; name another folder with --into"
        )
    return edits_of_workbook(back, Path(path).name, portfolio)


def returned_edits(path: Path, portfolio: Portfolio) -> Imported:
    """The edits of a workbook as decisions and corrections of a portfolio. Raises `InputError` as `read_returned` does."""
    return edits_of_workbook(read_returned(path), path.name, portfolio)


def edits_of_workbook(back: ReturnedWorkbook, file: str, portfolio: Portfolio | None) -> Imported:
    """As `returned_edits`, for a workbook that is open; None where the folder has no tables yet."""
    found = differences(back.base, back.sheets)
    draft = Draft(table_rows(portfolio) if portfolio is not None else {}, back.base.waiting)
    for sheet, rows in _edited_rows(found).items():
        for row in sorted(rows, key=comes_later):
            READERS[sheet](draft, row)
    assume_prices(draft)
    _tell_uncomputed(draft, back)
    _tell(draft, found)
    return Imported(
        kind=KIND,
        source=file,
        lines=tuple(draft.lines),
        operations=draft.operations(),
        notes=tuple(_notes(back.base, portfolio, found)),
    )


def _not_ours(path: Path, message: str) -> Finding:
    cure = "name a workbook that planner export or planner import wrote, with all of its sheets"
    return Finding(severity=Severity.ERROR, code="no-base", file=path.name, message=message, cure=cure)


def _edited_rows(found: Differences) -> Mapping[str, list[Row]]:
    """The edits row by row, by sheet, in the order of the sheets as they were written."""
    rows: dict[tuple[str, str], dict[str, CellChange]] = {}
    for change in found.edits:
        rows.setdefault((change.sheet, change.id), {})[change.column] = change
    by_sheet: dict[str, list[Row]] = {}
    for (sheet, _), row in rows.items():
        by_sheet.setdefault(sheet, []).append(row)
    return {sheet: by_sheet[sheet] for sheet in READERS if sheet in by_sheet}


def _tell_uncomputed(draft: Draft, back: ReturnedWorkbook) -> None:
    """Lines for green cells with a formula that was never computed, or with an error: they have no value to take."""
    for sheet, known in back.base.sheets.items():
        cells = back.cells[sheet].without_value if sheet in back.cells else ()
        header, titles = green_places(known, back.sheets.get(sheet, ()))
        for cell in (cell for cell in cells if cell.row > header and cell.column in titles):
            place = f"{sheet}, row {cell.row}, {titles[cell.column]}"
            draft.note(place, "the cell has a formula or an error, and no value; write the value", new=cell.shown)


def _tell(draft: Draft, found: Differences) -> None:
    """Lines for what is not taken: changes elsewhere, rows that are gone, doubled or unknown."""
    for change in (change for change in found.changes if not change.green):
        why = "it stands outside the green cells; correct it in a green cell, or in the tables"
        draft.note(place_of(change), why, record=change.id, old=change.old, new=change.new)
    for sheet, id in found.missing:
        draft.note(sheet, "its row is gone from the sheet; nothing changes", record=id)
    for fault in found.doubled:
        why = "the id stands in several rows, so none of them is taken; leave one"
        draft.note(f"{fault.sheet}, rows {listed([str(row) for row in fault.rows])}", why, record=fault.id)
    for fault in found.unknown:
        place = f"{fault.sheet}, row {listed([str(row) for row in fault.rows])}"
        why = "the workbook had no row with this id" if fault.id else "it is filled in, and the row has no id"
        draft.note(place, f"{why}; add new records to the tables", record=fault.id)
    for sheet, column in found.lost_columns:
        draft.note(sheet, f"the column {column} is gone, so nothing in it can be read")
    for sheet in found.lost_sheets:
        draft.note(sheet, "the sheet is gone or has lost its titles, so nothing on it can be read")
    for table in found.changed_tables:
        draft.note(table, "the input table was changed in the workbook; the import takes green cells only")


def _notes(base: WorkbookBase, portfolio: Portfolio | None, found: Differences) -> Iterator[str]:
    if not found.edits:
        yield "Nothing was filled in."
    if base.kind == GAPS:
        answered = {change.id for change in found.edits}
        yield f"{counted(len(answered), 'question')} of {sum(len(sheet.rows) for sheet in base.sheets.values())} answered."
    elif portfolio is None:
        return
    elif base.portfolio != portfolio.name:
        yield f"The workbook is of the portfolio {base.portfolio}, and the folder holds {portfolio.name}."
    elif base.records != records_digest(table_rows(portfolio)):
        yield f"The folder has changed since the workbook was exported, as of {base.status_date}; look at each line."
