"""Decisions already taken that every new plan must keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.domain.provenance import Record


class CommitmentKind(StrEnum):
    """What has been decided."""

    OPTION_EXERCISED = "option exercised"
    OPTION_APPROVED = "option approved"
    NOTICE_SERVED = "notice served"
    STOP_SERVED = "stop served"
    CUTOVER_AGREED = "cutover agreed"
    START_AGREED = "start agreed"
    BRIDGE_BEGUN = "bridge begun"
    EXPOSURE_ACCEPTED = "exposure accepted"
    OPTION_REFUSED = "option refused"
    OPTION_NOT_USED = "option not used"
    ANSWER_GIVEN = "answer given"


BINDING_KINDS = (CommitmentKind.OPTION_EXERCISED, CommitmentKind.OPTION_APPROVED, CommitmentKind.NOTICE_SERVED)
"""Kinds that put an option into every plan."""
AGREED_KINDS = (CommitmentKind.CUTOVER_AGREED, CommitmentKind.START_AGREED)
"""Kinds that fix a day of a migration."""
STATED_ELSEWHERE = (CommitmentKind.OPTION_REFUSED, CommitmentKind.OPTION_NOT_USED, CommitmentKind.ANSWER_GIVEN)
"""Kinds that say who decided what the state of an option, or the commitment of an organisation, says."""
NOTED_KINDS = (CommitmentKind.BRIDGE_BEGUN, CommitmentKind.EXPOSURE_ACCEPTED, *STATED_ELSEWHERE)
"""Kinds that change the register and no plan."""


@dataclass(frozen=True, kw_only=True)
class DecisionTaken(Record):
    """One decision that has been taken; those of `NOTED_KINDS` bind no plan.

    `subject` is the id of an option (exercised, approved, notice served, refused, not used), or of a contract (stop served,
    bridge begun, exposure accepted). Of an answer it is the organisation, of an agreed cutover or start the migration. The
    notice of an option that is only approved is still to be served. Such an option is in force whatever its last day. A
    contract that is stopped ends with the period in which a notice of `agreed_date` takes effect; with no date, with the
    next one to end. Such a migration keeps `agreed_date`, and `mode` where one is named. An exposure is accepted up to the
    last day `agreed_date`; with no date, however long it is. `decided_by`: who said so, None where nobody is named.
    `decided_date`: the day it was said, where `agreed_date` is another.
    """

    id: str
    kind: CommitmentKind
    subject: str
    agreed_date: date | None = None
    mode: str | None = None
    decided_by: str | None = None
    decided_date: date | None = None
    decision_note: str | None = None
