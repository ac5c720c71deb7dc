"""Days and times as plans write them: `2027-10-01T17:00:00`, `2027-10-01 17:00`, with or without a time zone."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from planner.reading.cells.date_order import FIRST_YEAR, LAST_YEAR

_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:[.,]\d+)?)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?", re.ASCII
)


def moment(text: str) -> datetime | None:
    """The day and minute as written, without a shift for a time zone; None for anything else.

    Days outside the years that can be planned are None too: programs write them where there is no date.
    """
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        return None
    try:
        day, clock = date.fromisoformat(match[1]), time.fromisoformat(match[2] or "00:00")
    except ValueError:
        return None
    return datetime.combine(day, clock) if FIRST_YEAR <= day.year <= LAST_YEAR else None


def day_of(text: str) -> date | None:
    """The day of a moment; None where there is none."""
    found = moment(text)
    return found.date() if found is not None else None
