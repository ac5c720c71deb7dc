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
    CUTOVER_AGREED = "cutover agreed"
    START_AGREED = "start agreed"


BINDING_KINDS = (CommitmentKind.OPTION_EXERCISED, CommitmentKind.OPTION_APPROVED, CommitmentKind.NOTICE_SERVED)
"""Kinds that put an option into every plan."""
AGREED_KINDS = (CommitmentKind.CUTOVER_AGREED, CommitmentKind.START_AGREED)
"""Kinds that fix a day of a migration."""


@dataclass(frozen=True, kw_only=True)
class DecisionTaken(Record):
    """One decision that binds the plan.

    `subject` is an option id (option exercised; option approved, whose notice is still to be served; notice served) or a
    migration id (cutover agreed, start agreed). Such an option is in force whatever its last day. Such a migration keeps
    `agreed_date`, and `mode` where one is named.
    """

    id: str
    kind: CommitmentKind
    subject: str
    agreed_date: date | None = None
    mode: str | None = None
