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

KINDS: dict[ActWord, tuple[CommitmentKind, ...]] = {
    ActWord.BUY: (
        CommitmentKind.OPTION_REFUSED,
        CommitmentKind.OPTION_NOT_USED,
        CommitmentKind.OPTION_EXERCISED,
        CommitmentKind.NOTICE_SERVED,
        CommitmentKind.OPTION_APPROVED,
    ),
    ActWord.NOTICE: (
        CommitmentKind.OPTION_REFUSED,
        CommitmentKind.OPTION_NOT_USED,
        CommitmentKind.OPTION_EXERCISED,
        CommitmentKind.NOTICE_SERVED,
    ),
    ActWord.ANSWER: (CommitmentKind.ANSWER_GIVEN,),
    ActWord.STOP: (CommitmentKind.STOP_SERVED,),
    ActWord.BRIDGE: (CommitmentKind.BRIDGE_BEGUN, CommitmentKind.EXPOSURE_ACCEPTED),
    ActWord.ACCEPT: (CommitmentKind.EXPOSURE_ACCEPTED,),
    ActWord.START: (CommitmentKind.START_AGREED,),
    ActWord.CUTOVER: (CommitmentKind.CUTOVER_AGREED,),
}
"""The kinds of commitment that an act can have led to; the last step first."""
UNDECIDED = {
    CommitmentKind.OPTION_REFUSED: ("state", OptionState.AVAILABLE.value),
    CommitmentKind.OPTION_NOT_USED: ("state", OptionState.AVAILABLE.value),
    CommitmentKind.ANSWER_GIVEN: ("commitment", Commitment.UNDECIDED.value),
}
"""The column that says what a commitment says who decided, and its text where nothing is decided."""


def undo_edits(act: ActId, tables: Tables) -> tuple[Edit, ...]:
    """The edits that take back the last decision about an act, and no other.

    A commitment goes with its row, and a state or an answer with the commitment that says who decided it. Raises
    `DecisionError` where nothing is decided.
    """
    for kind in KINDS[act.word]:
        taken = commitment_row(tables, kind, act.subject)
        if taken is not None:
            return (*_cell(act, kind, tables), RowRemoved(COMMITMENTS, taken["id"]))
    message = f"nothing is decided about {act}, so there is nothing to take back"
    raise DecisionError("nothing-to-undo", message, "the register shows what is decided, and by whom")


def _cell(act: ActId, kind: CommitmentKind, tables: Tables) -> Iterator[Edit]:
    if kind in UNDECIDED:
        column, text = UNDECIDED[kind]
        if rows_by_id(tables, act.table)[act.subject].get(column) != text:
            yield CellEdit(act.table, act.subject, column, text)
