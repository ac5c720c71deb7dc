"""Departments, their arm's-length bodies, and whether they join."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.provenance import Record


class Commitment(StrEnum):
    """Whether an organisation is bound to move."""

    COMMITTED = "committed"
    UNDECIDED = "undecided"
    DECLINED = "declined"


@dataclass(frozen=True, kw_only=True)
class Organisation(Record):
    """A department or one of its bodies.

    `parent` is the id of the organisation above it; None makes it a department of its own.
    """

    id: str
    name: str
    parent: str | None = None
    cluster: str | None = None
    users: int | None = None
    commitment: Commitment = Commitment.COMMITTED
