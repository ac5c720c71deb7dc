"""On which positions a cutover may fall: the next such day, and the next day that is closed to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.risk.execution.activities import Activity
from planner.risk.execution.flat_program import NEVER, Calendars, Shorts

Period = tuple[int, int]
CalendarKey = tuple[tuple[Period, ...], tuple[tuple[Period, ...], ...]]
NO_CALENDAR: CalendarKey = ((), ())


@dataclass(frozen=True)
class BlockCalendars:
    """The calendars that differ, and the place of that of each activity; -1 for what has none."""

    keys: tuple[CalendarKey, ...]
    places: tuple[int, ...]


def calendars_of(activities: Sequence[Activity]) -> BlockCalendars:
    """The calendars of the blocks of a plan."""
    keys: dict[CalendarKey, int] = {}
    places = []
    for activity in activities:
        key = _calendar_key(activity) if activity.is_block else NO_CALENDAR
        places.append(-1 if key == NO_CALENDAR else keys.setdefault(key, len(keys)))
    return BlockCalendars(tuple(keys), tuple(places))


def _calendar_key(activity: Activity) -> CalendarKey:
    """The freezes of all members of a block, and the windows of each that has any."""
    closed = {period for member in activity.members for period in member.case.closed}
    windows = {member.case.open for member in activity.members if member.case.open is not None}
    return tuple(sorted(closed)), tuple(sorted(windows))


def calendar_arrays(calendars: BlockCalendars, days: int) -> Calendars:
    """For each calendar the next open position from each one on, and the next closed one; `NEVER`: there is none."""
    keys = calendars.keys
    opened = np.array([_open_days(key, days) for key in keys], dtype=np.bool_).reshape(len(keys), days)
    return Calendars(_next(opened), _next(~opened))


def _open_days(key: CalendarKey, days: int) -> npt.NDArray[np.bool_]:
    closed, windows = key
    found = np.ones(days, dtype=np.bool_)
    for periods in windows:
        allowed = np.zeros(days, dtype=np.bool_)
        for first, until in periods:
            allowed[max(0, first) : max(0, until)] = True
        found &= allowed
    for first, until in closed:
        found[max(0, first) : max(0, until)] = False
    return found


def _next(wanted: npt.NDArray[np.bool_]) -> Shorts:
    days = np.where(wanted, np.arange(wanted.shape[1]), NEVER)
    return np.minimum.accumulate(days[:, ::-1], axis=1)[:, ::-1].astype(np.int32)
