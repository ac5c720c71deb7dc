"""The rows that a decision writes: commitments, the state of an option, or the answer of an organisation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.domain.contracts import OptionState
from planner.domain.deciding.act_ids import ActId, ActWord
from planner.domain.decisions_taken import BINDING_KINDS, CommitmentKind
from planner.domain.organisations import Commitment
from planner.domain.provenance import Basis
from planner.domain.wording import calendar_day
from planner.errors import DecisionError
from planner.reading.deciding.known_acts import Tables, rows_by_id, runs_on
from planner.reading.deciding.records import CellEdit, Decision, Edit, Outcome, RowAdded
from planner.reading.overlay.table_rows import Cells

KINDS: dict[tuple[ActWord, Outcome], CommitmentKind] = {
    (ActWord.BUY, Outcome.DONE): CommitmentKind.OPTION_APPROVED,
    (ActWord.BUY, Outcome.NOTICE_SERVED): CommitmentKind.NOTICE_SERVED,
    (ActWord.BUY, Outcome.EXERCISED): CommitmentKind.OPTION_EXERCISED,
    (ActWord.NOTICE, Outcome.DONE): CommitmentKind.NOTICE_SERVED,
    (ActWord.NOTICE, Outcome.NOTICE_SERVED): CommitmentKind.NOTICE_SERVED,
    (ActWord.NOTICE, Outcome.EXERCISED): CommitmentKind.OPTION_EXERCISED,
    (ActWord.STOP, Outcome.DONE): CommitmentKind.STOP_SERVED,
    (ActWord.STOP, Outcome.NOTICE_SERVED): CommitmentKind.STOP_SERVED,
    (ActWord.BRIDGE, Outcome.DONE): CommitmentKind.BRIDGE_BEGUN,
    (ActWord.BRIDGE, Outcome.ACCEPTED): CommitmentKind.EXPOSURE_ACCEPTED,
    (ActWord.ACCEPT, Outcome.DONE): CommitmentKind.EXPOSURE_ACCEPTED,
    (ActWord.ACCEPT, Outcome.ACCEPTED): CommitmentKind.EXPOSURE_ACCEPTED,
    (ActWord.START, Outcome.AGREED): CommitmentKind.START_AGREED,
    (ActWord.CUTOVER, Outcome.AGREED): CommitmentKind.CUTOVER_AGREED,
}
"""The kind of commitment that a decision is."""
STATES: dict[tuple[ActWord, Outcome], OptionState] = {
    (ActWord.BUY, Outcome.REFUSED): OptionState.REFUSED,
    (ActWord.BUY, Outcome.NOT_USED): OptionState.LAPSED,
    (ActWord.NOTICE, Outcome.REFUSED): OptionState.REFUSED,
    (ActWord.NOTICE, Outcome.NOT_USED): OptionState.LAPSED,
}
"""The state of the option after a decision."""
ANSWERS: dict[tuple[ActWord, Outcome], Commitment] = {
    (ActWord.ANSWER, Outcome.DONE): Commitment.COMMITTED,
    (ActWord.ANSWER, Outcome.ACCEPTED): Commitment.COMMITTED,
    (ActWord.ANSWER, Outcome.REFUSED): Commitment.DECLINED,
}
"""What the organisation commits to with its answer."""
NOTED: dict[Outcome, CommitmentKind] = {
    Outcome.REFUSED: CommitmentKind.OPTION_REFUSED,
    Outcome.NOT_USED: CommitmentKind.OPTION_NOT_USED,
}
"""The kind of commitment that says who decided about the state of an option; an answer has a kind of its own."""
COMMITMENTS = "commitments"


def outcomes_of(word: ActWord) -> tuple[Outcome, ...]:
    """What can be decided about an act of this kind."""
    known = {outcome for kind, outcome in (*KINDS, *STATES, *ANSWERS) if kind is word}
    return tuple(outcome for outcome in Outcome if outcome in known)


def edits_of(decision: Decision, tables: Tables, *, may_lie_ahead: bool = False) -> tuple[Edit, ...]:
    """The edits that write a decision into these tables; `may_lie_ahead`: its day may come after the status date.

    Raises `DecisionError` where the act has no such outcome, is decided already, or has an impossible day.
    """
    act, key = decision.act, (decision.act.word, decision.outcome)
    if decision.outcome not in outcomes_of(act.word):
        possible = ", ".join(outcome.value for outcome in outcomes_of(act.word))
        raise DecisionError("wrong-outcome", f"{act} cannot be decided as {decision.outcome.value}", f"say {possible}")
    _refuse_impossible_day(decision, tables, may_lie_ahead)
    if key in KINDS:
        return tuple(_commitment(decision, KINDS[key], tables))
    if key in STATES:
        _refuse_decided_option(act, tables, CommitmentKind.OPTION_APPROVED)
        return _noted(decision, NOTED[decision.outcome], "state", STATES[key].value, tables)
    _refuse_answered(act, tables)
    return _noted(decision, CommitmentKind.ANSWER_GIVEN, "commitment", ANSWERS[key].value, tables)


def _refuse_impossible_day(decision: Decision, tables: Tables, may_lie_ahead: bool) -> None:
    day, agreed = decision.day, decision.outcome is Outcome.AGREED
    if agreed and day is None:
        raise DecisionError("missing-day", f"{decision.act} needs the day that is agreed", "name the day")
    status = None if may_lie_ahead else status_date_of(tables)
    if day is not None and not agreed and status is not None and day > status:
        message = f"{calendar_day(day)} lies after the status date {calendar_day(status)}"
        raise DecisionError("in-future", message, "name a day that is past, or decide once it has happened")


def status_date_of(tables: Tables) -> date | None:
    """The status date that the settings state; None where they state none."""
    settings = {row.get("setting"): row.get("value", "") for row in tables.get("portfolio", ())}
    try:
        return date.fromisoformat(settings.get("status_date", ""))
    except ValueError:
        return None


def _commitment(decision: Decision, kind: CommitmentKind, tables: Tables) -> Iterator[Edit]:
    act = decision.act
    if act.table == "options":
        _refuse_decided_option(act, tables, kind)
    elif taken := commitment_row(tables, kind, act.subject):
        raise _already(act, f"it is {kind.value} already ({taken['id']} of {COMMITMENTS})")
    if kind is CommitmentKind.STOP_SERVED and not runs_on(rows_by_id(tables, "contracts")[act.subject]):
        message = f"{act.subject} ends by itself, so there is nothing to stop"
        raise DecisionError("nothing-to-stop", message, "name a contract that renews or rolls on")
    yield _new_row(decision, kind, tables)


def _noted(decision: Decision, kind: CommitmentKind, column: str, text: str, tables: Tables) -> tuple[Edit, ...]:
    """The cell that says what is decided, and a commitment that says who did."""
    act = decision.act
    if taken := commitment_row(tables, kind, act.subject):
        raise _already(act, f"it is {kind.value} already ({taken['id']} of {COMMITMENTS})")
    return (CellEdit(act.table, act.subject, column, text), _new_row(decision, kind, tables))


def _new_row(decision: Decision, kind: CommitmentKind, tables: Tables) -> RowAdded:
    subject, accepted = decision.act.subject, kind is CommitmentKind.EXPOSURE_ACCEPTED
    agreed = decision.until if accepted else decision.day
    cells = {
        "id": _free_id(f"{kind.value.replace(' ', '-')}:{subject}", tables),
        "kind": kind.value,
        "subject": subject,
        "agreed_date": "" if agreed is None else agreed.isoformat(),
        "mode": decision.mode or "",
        "decided_by": decision.by or "",
        "decided_date": decision.day.isoformat() if accepted and decision.day is not None else "",
        "decision_note": decision.note or "",
        "basis": Basis.INTERNAL.value,
    }
    return RowAdded(COMMITMENTS, {column: text for column, text in cells.items() if text})


def commitment_row(tables: Tables, kind: CommitmentKind, subject: str) -> Cells | None:
    """The row of commitments of this kind about this record; None where there is none."""
    rows = tables.get(COMMITMENTS, ())
    return next((row for row in rows if row.get("kind") == kind.value and row.get("subject") == subject), None)


def _refuse_decided_option(act: ActId, tables: Tables, kind: CommitmentKind) -> None:
    """Once an option is approved, its notice can still be served; nothing else follows on a decision."""
    state = rows_by_id(tables, act.table)[act.subject].get("state", OptionState.AVAILABLE.value)
    if state != OptionState.AVAILABLE.value:
        word = "not used any more" if state == OptionState.LAPSED.value else state
        raise _already(act, f"{act.subject} is {word}, as its state in options says")
    for known in BINDING_KINDS:
        taken = commitment_row(tables, known, act.subject)
        follows = known is CommitmentKind.OPTION_APPROVED and kind is not CommitmentKind.OPTION_APPROVED
        if taken is not None and not follows:
            raise _already(act, f"it is {known.value} already ({taken['id']} of {COMMITMENTS})")


def _refuse_answered(act: ActId, tables: Tables) -> None:
    stated = rows_by_id(tables, act.table)[act.subject].get("commitment", Commitment.COMMITTED.value)
    if stated != Commitment.UNDECIDED.value:
        raise _already(act, f"{act.subject} is {stated}, as organisations says")


def _already(act: ActId, why: str) -> DecisionError:
    return DecisionError("already-decided", f"{act} is decided: {why}", "take that back first, or leave it as it is")


def _free_id(wanted: str, tables: Tables) -> str:
    known = rows_by_id(tables, COMMITMENTS)
    numbered = (f"{wanted}-{number}" for number in range(2, len(known) + 3))
    return next(id for id in (wanted, *numbered) if id not in known)
