"""Where years, quarters and months begin within a range of days."""

from __future__ import annotations

from datetime import date

from planner.domain.calendar import add_months
from planner.present.gantt.model import Gantt


def month_starts(gantt: Gantt, months: int) -> tuple[tuple[int, date], ...]:
    """Day and date of every first of a month in the shown range whose number is a multiple of `months` after January."""
    first = gantt.date_of(gantt.from_day).replace(day=1)
    last = gantt.date_of(gantt.until_day)
    span = (last.year - first.year) * 12 + last.month - first.month + 1
    candidates = (add_months(first, step) for step in range(span))
    starts = ((gantt.day_of(start), start) for start in candidates if (start.month - 1) % months == 0)
    return tuple((day, start) for day, start in starts if gantt.from_day <= day < gantt.until_day)


def months_between_ticks(gantt: Gantt, most: int) -> int:
    """1, 3, 6 or 12 months: the finest step that gives at most so many ticks."""
    months = (gantt.until_day - gantt.from_day) / 30.4
    return next((step for step in (1, 3, 6) if months / step <= most), 12)
