"""The sheet `_planner`: written into a workbook, and found in one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.reading.edits.base import PLANNER_SHEET, WorkbookBase, base_of, pieces_of
from planner.reading.edits.differences import Rows


def write_base(sheet: Any, base: WorkbookBase) -> None:
    """Write the pieces below each other, and hide the sheet so far that no menu shows it."""
    for row, piece in enumerate(pieces_of(base)):
        sheet.write_string(row, 0, piece)
    sheet.very_hidden()


def found_base(sheets: Mapping[str, Rows]) -> WorkbookBase | None:
    """The base of a workbook; None for one that the planner has not written to be given back. Raises `UnreadableBase`."""
    rows = sheets.get(PLANNER_SHEET)
    return None if rows is None else base_of(cells[0] for _, cells in rows)
