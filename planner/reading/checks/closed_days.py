"""Days on which nobody works, where the portfolio counts working days: what was agreed for one is an error."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.domain.calendar import ONE_DAY, is_working_day
from planner.domain.days.closed_days import DayCount
from planner.domain.decisions_taken import AGREED_KINDS
from planner.domain.findings import Finding
from planner.domain.wording import calendar_day
from planner.reading.cells.located import Tables
from planner.reading.rows.decisions import CommitmentRow
from planner.reading.rows.resources import ClosedDaysRow
from planner.reading.rows.settings import PortfolioSettings


def agreed_on_closed_days(tables: Tables, settings: PortfolioSettings) -> Iterator[Finding]:
    """One error for each; the day cannot be on the axis of any plan."""
    if settings.day_count is not DayCount.WORKING:
        return
    for taken in tables.rows(CommitmentRow):
        day = taken.value.agreed_date
        if taken.value.kind in AGREED_KINDS and day is not None and (why := _closed_by(tables, settings, day)):
            message = f"{taken.value.kind} on {calendar_day(day)}, on which nobody works: {why}"
            cure = f"correct the day, or set day_count to calendar in {tables.files['portfolio']}"
            yield taken.place.error("agreed-on-closed-day", "agreed_date", message, cure=cure, expected="a working day")


def next_open_day(tables: Tables, settings: PortfolioSettings, day: date) -> date:
    """The day itself; where nobody works on it, the next day on which somebody does."""
    while settings.day_count is DayCount.WORKING and _closed_by(tables, settings, day):
        day += ONE_DAY
    return day


def _closed_by(tables: Tables, settings: PortfolioSettings, day: date) -> str:
    """What closes a day; blank where it is open."""
    for row in tables.rows(ClosedDaysRow):
        if row.value.from_date <= day < row.value.until_date:
            return f"{row.value.name or 'closed days'} ({row.place.file} row {row.place.row})"
    if is_working_day(day, settings.jurisdiction):
        return ""
    weekend = {5: "a Saturday", 6: "a Sunday"}
    return weekend.get(day.weekday(), f"a public holiday of {settings.jurisdiction}")
