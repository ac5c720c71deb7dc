"""The starts, cutovers and modes that are agreed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.domain.deciding.act_ids import ActId, ActWord
from planner.domain.decisions_taken import CommitmentKind
from planner.domain.migrations import STANDARD_MODE
from planner.errors import DecisionError
from planner.reading.cells.nearest import nearest_name
from planner.reading.deciding.edits import commitment_row
from planner.reading.deciding.records import Decision, Outcome
from planner.reading.edits.differences import CellChange
from planner.reading.edits.words import AGREED_CUTOVER, AGREED_MODE, AGREED_START, REMARK
from planner.reading.importers.typed_dates import typed_date
from planner.reading.importers.workbook.decision_edits import Row, take_remark
from planner.reading.importers.workbook.draft import COMMITMENTS, Draft
from planner.reading.overlay.table_rows import Cells

DAYS = (
    (AGREED_START, ActWord.START, CommitmentKind.START_AGREED),
    (AGREED_CUTOVER, ActWord.CUTOVER, CommitmentKind.CUTOVER_AGREED),
)
"""The columns with days that are agreed."""


def read_migration(draft: Draft, row: Row) -> None:
    """Take the edits of one migration."""
    id = next(iter(row.values())).id
    if draft.row("migrations", id) is None:
        for change in row.values():
            draft.skipped(change, f"the folder has no migration {id}")
        return
    mode = _mode(draft, row, id)
    for column, word, kind in DAYS:
        if column in row:
            _day(draft, row[column], ActId(word, id), kind, mode)
    if mode is not None:
        _agree_mode(draft, row[AGREED_MODE], id, mode)
    if REMARK in row:
        take_remark(draft, row[REMARK], "migrations", id)


def _mode(draft: Draft, row: Row, id: str) -> str | None:
    """The mode typed, "" where it was cleared; None where there is none that the migration has."""
    change = row.get(AGREED_MODE)
    if change is None:
        return None
    modes = [STANDARD_MODE, *(mode["id"] for mode in draft.tables.get("modes", ()) if mode.get("migration") == id)]
    found = next((mode for mode in modes if mode.casefold() == change.new.casefold()), None)
    if not change.new or found is not None:
        return found or ""
    nearest = nearest_name(change.new, modes)
    cure = f'did you mean "{nearest}"?' if nearest else f"write one of {', '.join(modes)}"
    draft.skipped(change, f'migration {id} has no mode "{change.new}"; {cure}')
    return None


def _day(draft: Draft, change: CellChange, act: ActId, kind: CommitmentKind, mode: str | None) -> None:
    kept = commitment_row(draft.tables, kind, act.subject)
    typed = typed_date(change.new)
    if not change.new:
        _take_back(draft, change, kept)
    elif typed.day is None:
        draft.skipped(change, typed.why, table=COMMITMENTS, record=act.subject)
    elif kept is not None:
        _move(draft, change, kept["id"], typed.day, typed.why)
    else:
        _agree(draft, change, act, typed.day, mode)


def _agree(draft: Draft, change: CellChange, act: ActId, day: date, mode: str | None) -> None:
    try:
        id = draft.decide(Decision(act=act, outcome=Outcome.AGREED, day=day, mode=mode or None))
    except DecisionError as error:
        draft.skipped(change, str(error), table=COMMITMENTS, record=act.subject)
        return
    draft.taken(change, COMMITMENTS, id, "agreed_date", day.isoformat(), typed_date(change.new).why)


def _move(draft: Draft, change: CellChange, id: str, day: date, why: str) -> None:
    if draft.set(COMMITMENTS, id, "agreed_date", day.isoformat()):
        draft.taken(change, COMMITMENTS, id, "agreed_date", day.isoformat(), why or "another day is agreed")
    else:
        draft.skipped(change, "the folder holds this day already", table=COMMITMENTS, record=id)


def _take_back(draft: Draft, change: CellChange, kept: Cells | None) -> None:
    if kept is None:
        draft.skipped(change, "it was cleared, and the folder holds no such agreement")
        return
    draft.remove_commitment(kept["id"])
    draft.taken(change, COMMITMENTS, kept["id"], "", "", "the day was cleared: the agreement is taken back")


def _agree_mode(draft: Draft, change: CellChange, id: str, mode: str) -> None:
    """The mode goes with every day that is agreed for the migration."""
    rows = list(_agreements(draft, id))
    if not rows:
        draft.skipped(change, "a mode goes with a day; write the start or the cutover agreed beside it")
        return
    for row in rows:
        draft.set(COMMITMENTS, row["id"], "mode", mode)
    draft.taken(change, COMMITMENTS, rows[0]["id"], "mode", mode)


def _agreements(draft: Draft, id: str) -> Iterator[Cells]:
    for _, _, kind in DAYS:
        found = commitment_row(draft.tables, kind, id)
        if found is not None:
            yield found
