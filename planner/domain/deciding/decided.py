"""Who said that something is decided, kept with the records that a decision changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.domain.provenance import Record


@dataclass(frozen=True, kw_only=True)
class DecidedRecord(Record):
    """A record that somebody may have decided about; None where nobody says so. No plan depends on these fields.

    `decided_date`: the day it was said, where the record has no other date for it.
    """

    decided_by: str | None = None
    decided_date: date | None = None
    decision_note: str | None = None
