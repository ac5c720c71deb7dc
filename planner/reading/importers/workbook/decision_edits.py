"""What was decided about the acts of the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from planner.domain.deciding.act_ids import ActId, ActWord, act_id_of
from planner.domain.decisions_taken import CommitmentKind
from planner.domain.wording import calendar_day
from planner.errors import DecisionError
from planner.reading.cells.nearest import nearest_name
from planner.reading.deciding.edits import ANSWERS, KINDS, STATES, commitment_row
from planner.reading.deciding.records import Decision as Decided
from planner.reading.deciding.records import Outcome
from planner.reading.edits.differences import CellChange
from planner.reading.edits.words import DECIDED_BY, DECIDED_ON, DECISION, REMARK, Decision
from planner.reading.importers.typed_dates import typed_date
from planner.reading.importers.workbook.draft import COMMITMENTS, Draft

Row = Mapping[str, CellChange]
"""The edits of one row, by column."""
OPTION = (ActWord.BUY, ActWord.NOTICE)
OUTCOMES: Mapping[tuple[ActWord, Decision], Outcome] = {
    (ActWord.BUY, Decision.APPROVE): Outcome.DONE,
    **{(word, Decision.EXERCISE): Outcome.EXERCISED for word in OPTION},
    **{(word, Decision.NOTICE_SERVED): Outcome.NOTICE_SERVED for word in (*OPTION, ActWord.STOP)},
    **{(word, Decision.REFUSED): Outcome.REFUSED for word in (*OPTION, ActWord.ANSWER)},
    **{(word, Decision.DO_NOT_USE): Outcome.NOT_USED for word in OPTION},
    (ActWord.STOP, Decision.STOP_SERVED): Outcome.DONE,
    (ActWord.BRIDGE, Decision.BRIDGE_BEGUN): Outcome.DONE,
    **{(word, Decision.ACCEPT): Outcome.ACCEPTED for word in (ActWord.BRIDGE, ActWord.ACCEPT, ActWord.ANSWER)},
    (ActWord.ANSWER, Decision.JOINS): Outcome.ACCEPTED,
    (ActWord.ANSWER, Decision.STAYS): Outcome.REFUSED,
}
"""What each decision means for each kind of act."""


def read_decision(draft: Draft, row: Row) -> None:
    """Take the edits of one act: the decision with its day and its remark."""
    act = act_id_of(next(iter(row.values())).id)
    if act is None or draft.row(act.table, act.subject) is None:
        for change in row.values():
            draft.skipped(change, f"the folder has no record for the act {change.id}")
        return
    chosen = _chosen(draft, row, act)
    day = _day(draft, row)
    if chosen is None:
        _without_decision(draft, row, act, day)
    else:
        _with_decision(draft, row, Decided(act=act, outcome=chosen, day=day, by=_text(row, DECIDED_BY)))


def _text(row: Row, column: str) -> str | None:
    """What was typed into a column; None where nothing was."""
    return (row[column].new or None) if column in row else None


def _chosen(draft: Draft, row: Row, act: ActId) -> Outcome | None:
    """What was chosen; None where nothing was, or nothing that fits, and then a line says why."""
    change = row.get(DECISION)
    if change is None:
        return None
    word = next((word for word in Decision if word.value == _plain(change.new)), None)
    if not change.new:
        draft.skipped(change, "the decision was cleared; to take one back: planner decide --undo")
    elif word is None:
        nearest = nearest_name(_plain(change.new), [known.value for known in Decision])
        cure = f'did you mean "{nearest}"?' if nearest else f"write one of {', '.join(_offered(act))}"
        draft.skipped(change, f'"{change.new}" is no decision; {cure}')
    elif word is Decision.NOT_YET:
        draft.skipped(change, "nothing is decided yet")
    elif (act.word, word) not in OUTCOMES:
        draft.skipped(change, f'"{word}" does not fit {act}; write one of {", ".join(_offered(act))}')
    else:
        return OUTCOMES[act.word, word]
    return None


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())


def _offered(act: ActId) -> list[str]:
    return [decision.value for word, decision in OUTCOMES if word is act.word]


def _day(draft: Draft, row: Row) -> date | None:
    """The day typed; None where none was, or none that can be read, and then a line says why."""
    change = row.get(DECIDED_ON)
    if change is None or not change.new:
        return None
    typed = typed_date(change.new)
    if typed.day is None:
        draft.skipped(change, typed.why)
    return typed.day


def _without_decision(draft: Draft, row: Row, act: ActId, day: date | None) -> None:
    if day is not None:
        draft.skipped(row[DECIDED_ON], "a day without a decision says nothing; choose a decision beside it")
    if DECIDED_BY in row:
        draft.skipped(row[DECIDED_BY], "a name without a decision says nothing; choose a decision beside it")
    if REMARK in row:
        take_remark(draft, row[REMARK], act.table, act.subject)


def _with_decision(draft: Draft, row: Row, decided: Decided) -> None:
    note = _text(row, REMARK)
    act, key = decided.act, (decided.act.word, decided.outcome)
    kept = commitment_row(draft.tables, KINDS[key], act.subject) if key in KINDS else None
    if kept is not None:
        _already(draft, row, kept["id"], decided.day)
        return
    try:
        id = draft.decide(replace(decided, note=note))
    except DecisionError as error:
        _refused(draft, row, str(error))
        return
    table, column, text = _written(decided, id)
    record = id if table == COMMITMENTS else act.subject
    draft.taken(row[DECISION], table, record, column, text, "" if decided.day else "taken without a day")
    if decided.day is not None:
        accepted = KINDS.get(key) is CommitmentKind.EXPOSURE_ACCEPTED
        dated, why = "decided_date" if accepted else "agreed_date", typed_date(row[DECIDED_ON].new).why
        draft.taken(row[DECIDED_ON], COMMITMENTS, id, dated, decided.day.isoformat(), why)
    if decided.by is not None:
        draft.taken(row[DECIDED_BY], COMMITMENTS, id, "decided_by", decided.by)
    if note:
        take_remark(draft, row[REMARK], table, record)


def _written(decided: Decided, id: str) -> tuple[str, str, str]:
    """The table, the column and the text that say what was decided."""
    key = (decided.act.word, decided.outcome)
    if key in KINDS:
        return COMMITMENTS, "kind", KINDS[key].value
    return (
        ("options", "state", STATES[key].value)
        if key in STATES
        else ("organisations", "commitment", ANSWERS[key].value)
    )


def _refused(draft: Draft, row: Row, why: str) -> None:
    for column in (DECISION, DECIDED_ON, DECIDED_BY, REMARK):
        if column in row and (column != DECIDED_ON or typed_date(row[column].new).day is not None):
            draft.skipped(row[column], why)


def _already(draft: Draft, row: Row, id: str, day: date | None) -> None:
    """The folder holds the decision; the day and the remark can still be new."""
    draft.skipped(
        row[DECISION], f"it is decided already, in the row {id} of {COMMITMENTS}", table=COMMITMENTS, record=id
    )
    if day is not None and draft.set(COMMITMENTS, id, "agreed_date", day.isoformat()):
        draft.taken(
            row[DECIDED_ON], COMMITMENTS, id, "agreed_date", day.isoformat(), "the day of a decision that is there"
        )
    elif day is not None:
        draft.skipped(row[DECIDED_ON], f"it says {calendar_day(day)} already", table=COMMITMENTS, record=id)
    if (by := _text(row, DECIDED_BY)) is not None:
        _say_who(draft, row[DECIDED_BY], id, by)
    if REMARK in row:
        take_remark(draft, row[REMARK], COMMITMENTS, id)


def _say_who(draft: Draft, change: CellChange, id: str, by: str) -> None:
    if draft.set(COMMITMENTS, id, "decided_by", by):
        draft.taken(change, COMMITMENTS, id, "decided_by", by, "who decided what is there")
    else:
        draft.skipped(change, "it says so already", table=COMMITMENTS, record=id)


def take_remark(draft: Draft, change: CellChange, table: str, record: str) -> None:
    """Put a remark behind the reasons of a record, with its line."""
    if not change.new:
        draft.skipped(change, "the remark was cleared; reasons that are there stay")
        return
    draft.remark(table, record, change.new)
    draft.taken(change, table, record, "reason", change.new, "a remark")
