"""A decision taken back: the edits that make the tables as they were before it."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.contracts import OptionState
from planner.domain.deciding.act_ids import ActId, ActWord
from planner.domain.decisions_taken import CommitmentKind
from planner.domain.organisations import Commitment
from planner.errors import DecisionError
from planner.reading.deciding.edits import COMMITMENTS, commitment_row
from planner.reading.deciding.known_acts import Tables, rows_by_id
from planner.reading.deciding.records import CellEdit, Edit, RowRemoved

SAID = ("decided_by", "decided_date", "decision_note")
"""The columns that say who decided."""
KINDS: dict[ActWord, tuple[CommitmentKind, ...]] = {
    ActWord.BUY: (CommitmentKind.OPTION_EXERCISED, CommitmentKind.NOTICE_SERVED, CommitmentKind.OPTION_APPROVED),
    ActWord.NOTICE: (CommitmentKind.OPTION_EXERCISED, CommitmentKind.NOTICE_SERVED),
    ActWord.STOP: (CommitmentKind.STOP_SERVED,),
    ActWord.BRIDGE: (CommitmentKind.BRIDGE_BEGUN, CommitmentKind.EXPOSURE_ACCEPTED),
    ActWord.ACCEPT: (CommitmentKind.EXPOSURE_ACCEPTED,),
    ActWord.START: (CommitmentKind.START_AGREED,),
    ActWord.CUTOVER: (CommitmentKind.CUTOVER_AGREED,),
}
"""The kinds of commitment that an act can have led to; the last step first."""
UNDECIDED = {
    "options": ("state", OptionState.AVAILABLE.value),
    "organisations": ("commitment", Commitment.UNDECIDED.value),
}
"""By table, the column that says what is decided, and its text where nothing is."""


def undo_edits(act: ActId, tables: Tables) -> tuple[Edit, ...]:
    """The edits that take back the last decision about an act, and no other.

    A commitment goes with its row. A state or an answer goes only where the row says who decided it or when. Raises
    `DecisionError` where nothing is decided.
    """
    for kind in KINDS.get(act.word, ()):
        taken = commitment_row(tables, kind, act.subject)
        if taken is not None:
            return (RowRemoved(COMMITMENTS, taken["id"]),)
    if found := tuple(_said(act, tables)):
        return found
    message = f"nothing is decided about {act}, so there is nothing to take back"
    raise DecisionError("nothing-to-undo", message, "the register shows what is decided, and by whom")


def _said(act: ActId, tables: Tables) -> Iterator[Edit]:
    row = rows_by_id(tables, act.table)[act.subject]
    if act.table not in UNDECIDED or not any(column in row for column in SAID):
        return
    column, text = UNDECIDED[act.table]
    if row.get(column) != text:
        yield CellEdit(act.table, act.subject, column, text)
    yield from (CellEdit(act.table, act.subject, name, "") for name in SAID if name in row)
