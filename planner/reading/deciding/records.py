"""A decision about an act, the edits of the tables that it makes, and why it cannot be taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.domain.deciding.act_ids import ActId
from planner.reading.overlay.table_rows import Cells


class Outcome(StrEnum):
    """What has been decided about an act."""

    DONE = "done"
    """It has been done: an option approved, a notice or stop served, a bridge begun, an exposure accepted, an answer yes."""
    NOTICE_SERVED = "notice served"
    EXERCISED = "exercised"
    """The option is in force."""
    REFUSED = "refused"
    """The supplier does not agree, or the organisation declines."""
    NOT_USED = "not used"
    """Nobody uses the option: it lapses."""
    ACCEPTED = "accepted"
    """The exposure is borne, or the organisation joins."""
    AGREED = "agreed"
    """The start or cutover of a migration."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What somebody has decided about one act.

    `day` is the day on which it was done, or the day that is agreed; None where nobody says. `until` is the last day of an
    exposure that is accepted; None: however long it is. `mode` is the mode agreed for a migration.
    """

    act: ActId
    outcome: Outcome
    day: date | None = None
    until: date | None = None
    mode: str | None = None
    by: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class CellEdit:
    """A cell with another text in the row with this id; blank text takes the value away."""

    table: str
    id: str
    column: str
    text: str


@dataclass(frozen=True)
class RowAdded:
    """A row appended to a table."""

    table: str
    cells: Cells


@dataclass(frozen=True)
class RowRemoved:
    """The row with this id taken out of a table."""

    table: str
    id: str


Edit = CellEdit | RowAdded | RowRemoved
