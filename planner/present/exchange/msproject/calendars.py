"""The calendars of a file: every day, and where working days are counted also Monday to Friday without the closed days."""

from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import Element, SubElement

from planner.domain.calendar import ONE_DAY
from planner.domain.portfolio import Portfolio
from planner.present.exchange.msproject.elements import add, line_of

BASE, EVERY_DAY = 1, 2
"""The calendar of the project, and of tasks that count every day in a project that does not."""
SATURDAY = 5


def add_calendars(project: Element, portfolio: Portfolio) -> None:
    """The base calendar first."""
    calendars = SubElement(project, "Calendars")
    if portfolio.axis.is_calendar:
        _add(calendars, BASE, "Every day", range(1, 8))
    else:
        _add_closed(_add(calendars, BASE, "Working days", range(2, 7)), portfolio)
        _add(calendars, EVERY_DAY, "Every day", range(1, 8))


def _add(calendars: Element, uid: int, name: str, working: range) -> Element:
    """A calendar that works from nine to five on these days of the week; Sunday is 1."""
    calendar = SubElement(calendars, "Calendar")
    add(calendar, UID=uid, Name=name, IsBaseCalendar=1, BaseCalendarUID=-1)
    days = SubElement(calendar, "WeekDays")
    for day_type in range(1, 8):
        day = SubElement(days, "WeekDay")
        add(day, DayType=day_type, DayWorking=int(day_type in working))
        if day_type in working:
            time = SubElement(SubElement(day, "WorkingTimes"), "WorkingTime")
            add(time, FromTime="09:00:00", ToTime="17:00:00")
    return calendar


def _add_closed(calendar: Element, portfolio: Portfolio) -> None:
    """An exception for every run of closed days from Monday to Friday that have one name."""
    exceptions = SubElement(calendar, "Exceptions")
    for first, last, name in _closures(portfolio):
        exception = SubElement(exceptions, "Exception")
        add(exception, EnteredByOccurrences=0)
        add(SubElement(exception, "TimePeriod"), FromDate=f"{first}T00:00:00", ToDate=f"{last}T23:59:00")
        add(exception, Occurrences=(last - first).days + 1, Name=name, Type=1, DayWorking=0)


def _closures(portfolio: Portfolio) -> list[tuple[date, date, str]]:
    """First day, last day and name of every closure."""
    found: list[tuple[date, date, str]] = []
    for day in map(portfolio.date_of, portfolio.axis.closed):
        if day.weekday() < SATURDAY:
            name = _name_of(portfolio, day)
            joins = bool(found) and found[-1][1:] == (day - ONE_DAY, name)
            found.append((found.pop()[0] if joins else day, day, name))
    return found


def _name_of(portfolio: Portfolio, day: date) -> str:
    """Of the closed days of the portfolio their own name; any other weekday without work is a holiday."""
    for closed in portfolio.closed_days:
        if closed.from_date <= day < closed.until_date:
            return line_of(closed.name or "closed")
    return "public holiday"
