"""What a decision has changed in the tables of a folder, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.present.wording import calendar_day
from planner.reading.deciding.days import ends_after_stop
from planner.reading.deciding.records import CellEdit, Edit, RowAdded, RowRemoved

if TYPE_CHECKING:
    from planner.reading.deciding.folder import Written

NOTHING = "(blank)"


def decision_lines(written: Written) -> Iterator[str]:
    """A line for each cell and row, then the day on which a contract that is stopped ends."""
    yield from (_line(written, edit) for edit in written.edits)
    for edit in written.edits:
        if isinstance(edit, RowAdded):
            end = ends_after_stop(written.portfolio, edit.cells.get("subject", ""))
            if end is not None and edit.cells.get("kind") == "stop served":
                yield f"{edit.cells['subject']} ends on {calendar_day(end)}."


def _line(written: Written, edit: Edit) -> str:
    match edit:
        case CellEdit(table, id, column, _):
            before, after = (cells[table, id, column] or NOTHING for cells in (written.before, written.after))
            return f"{table}, {id}, {column}: {before} → {after}"
        case RowAdded(table, cells):
            told = ", ".join(f"{column} {text}" for column, text in cells.items() if column != "id")
            return f"{table}, new row {cells['id']}: {told}"
        case RowRemoved(table, id):
            return f"{table}, row {id} removed"
