"""Corrections of what is known of a contract."""

from __future__ import annotations

from planner.reading.edits.differences import CellChange
from planner.reading.edits.words import (
    CORRECTED_EXPIRY,
    CORRECTED_NOTICE,
    CORRECTED_PRICE,
    CORRECTED_UNIT,
    REMARK,
)
from planner.reading.importers.workbook.decision_edits import Row, take_remark
from planner.reading.importers.workbook.draft import Draft
from planner.reading.importers.workbook.typed_cells import typed_cell

TABLE = "contracts"
COLUMNS = {
    CORRECTED_EXPIRY: "expiry_date",
    CORRECTED_NOTICE: "notice",
    CORRECTED_UNIT: "notice_unit",
    CORRECTED_PRICE: "annual_price_pounds",
}
"""The column of the table that each column of the sheet corrects."""


def read_contract(draft: Draft, row: Row) -> None:
    """Take the corrections of one contract."""
    id = next(iter(row.values())).id
    if draft.row(TABLE, id) is None:
        for change in row.values():
            draft.skipped(change, f"the folder has no contract {id}")
        return
    for title, column in COLUMNS.items():
        if title in row:
            _correct(draft, row[title], id, column)
    if REMARK in row:
        take_remark(draft, row[REMARK], TABLE, id)


def _correct(draft: Draft, change: CellChange, id: str, column: str) -> None:
    if not change.new:
        draft.skipped(change, "a correction was cleared; what the folder says stays")
        return
    take_cells(draft, change, TABLE, id, column)


def take_cells(draft: Draft, change: CellChange, table: str, id: str, column: str) -> None:
    """Set what was typed for a column, with a line for each cell; what is there already is told."""
    typed = typed_cell(column, change.new)
    if not typed.cells:
        draft.skipped(change, typed.why, table=table, record=id, column=column)
    for name, text in typed.cells.items():
        if draft.set(table, id, name, text):
            draft.taken(change, table, id, name, text, typed.why)
        else:
            draft.skipped(change, "the folder says so already", table=table, record=id, column=name)
