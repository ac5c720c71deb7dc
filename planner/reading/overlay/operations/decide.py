"""Decide: a decision about an act of the register, as if it had been taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.errors import DecisionError
from planner.reading.deciding.edits import edits_of
from planner.reading.deciding.known_acts import known_act
from planner.reading.deciding.records import CellEdit, Decision, Edit, Outcome, RowAdded

if TYPE_CHECKING:
    from planner.reading.overlay.editor import Editor


@dataclass(frozen=True, kw_only=True)
class Decide:
    """Write the rows of a decision: those that `planner decide` writes.

    `act` is the id of the act. The rows keep their basis, and a new one is internal: a decision is no assumption.
    Its day may come after the status date: a scenario can ask what holds then. The check of the tables warns of it.
    """

    act: str
    decision: Outcome
    day: date | None = None
    until: date | None = None
    mode: str | None = None
    by: str | None = None
    note: str | None = None

    def apply(self, editor: Editor) -> None:
        tables = {name: [row.cells for row in rows] for name, rows in editor.rows.items()}
        try:
            act = known_act(self.act, tables)
            decision = Decision(
                act=act,
                outcome=self.decision,
                day=self.day,
                until=self.until,
                mode=self.mode,
                by=self.by,
                note=self.note,
            )
            edits = edits_of(decision, tables, may_lie_ahead=True)
        except DecisionError as error:
            editor.report(error.code, error.message, cure=error.cure, found=self.act)
            return
        for edit in edits:
            _write(editor, edit)


def _write(editor: Editor, edit: Edit) -> None:
    match edit:
        case CellEdit(table, id, column, text):
            row = next(row for row in editor.rows[table] if row.cells.get("id") == id)
            editor.write(row, column, text, assumed=False)
        case RowAdded(table, cells):
            editor.add(table, cells, assumed=False)
