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


BINDING_KINDS = (CommitmentKind.OPTION_EXERCISED, CommitmentKind.OPTION_APPROVED, CommitmentKind.NOTICE_SERVED)
"""Kinds that put an option into every plan."""
AGREED_KINDS = (CommitmentKind.CUTOVER_AGREED, CommitmentKind.START_AGREED)
"""Kinds that fix a day of a migration."""


@dataclass(frozen=True, kw_only=True)
class DecisionTaken(Record):
    """One decision that binds the plan.

    `subject` is the id of an option (exercised, approved, notice served), of a contract (stop served), or of a migration
    (cutover or start agreed). The notice of an option that is only approved is still to be served. Such an option is in
    force whatever its last day. Such a contract ends with the period in which a notice of `agreed_date` takes effect; with
    no date, with the next one to end. Such a migration keeps `agreed_date`, and `mode` where one is named.
    """

    id: str
    kind: CommitmentKind
    subject: str
    agreed_date: date | None = None
    mode: str | None = None
