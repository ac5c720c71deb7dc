"""The one axis of days that a portfolio counts on: positions for programs, day numbers for people."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class DayAxis:
    """Maps day numbers to positions and back; both count from the status date and may be negative.

    A position counts open days: position 0 is the first open day on or after the status date. Phases and lags are
    differences of positions. `closed` are the day numbers that are left out, in order; there are none where calendar days
    are counted, and then a position is its day number. Every day before the first closed one and after the last is open.
    """

    closed: tuple[int, ...] = ()

    @property
    def is_calendar(self) -> bool:
        """Whether every day is open, so that positions and day numbers are the same."""
        return not self.closed

    @cached_property
    def closed_before_status(self) -> int:
        """How many closed days lie before the status date."""
        return bisect_left(self.closed, 0)

    @cached_property
    def closed_positions(self) -> tuple[int, ...]:
        """For every closed day the position of the next open one, in order."""
        return tuple(day - (place - self.closed_before_status) for place, day in enumerate(self.closed))

    def position(self, day: int) -> int:
        """The position of a day; of the next open day where it is closed."""
        return day - (bisect_left(self.closed, day) - self.closed_before_status)

    def position_before(self, day: int) -> int:
        """The position of a day; of the last open day before it where it is closed."""
        return self.position(day + 1) - 1

    def day(self, position: int) -> int:
        """The day number of a position."""
        return position + bisect_right(self.closed_positions, position) - self.closed_before_status

    def open_day(self, day: int) -> int:
        """The day itself; the next open day where it is closed."""
        return self.day(self.position(day))

    def is_open(self, day: int) -> bool:
        """Whether work is done on a day."""
        return self.open_day(day) == day
