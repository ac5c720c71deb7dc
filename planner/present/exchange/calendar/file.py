"""The calendar file of a plan (RFC 5545): whole days, which follow on those of the file before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event, vText

from planner.domain.calendar import ONE_DAY
from planner.errors import OutputError
from planner.plan.plan_case import PlanCase
from planner.present.exchange.calendar.entries import Entry, entries_of
from planner.present.wording import printable
from planner.writing.marks import PROGRAM

PRODUCT = f"-//{PROGRAM}//calendar of a plan//EN"
KEPT = timedelta(days=90)
"""How long after its day a cancelled entry stays, so that every reader hears of it."""
CANCELLED = "CANCELLED"
COUNTED = ("SEQUENCE", "DTSTAMP")
"""What is not content: it says when and how often the content changed."""


def export_calendar(case: PlanCase) -> bytes:
    """The calendar of a plan that has no earlier file."""
    return _calendar(case, {})


def follow_calendar(case: PlanCase, previous: bytes) -> bytes:
    """The calendar of a plan in the place of the file `previous`.

    An entry that says the same stays byte for byte. One that changed counts its SEQUENCE up, and one that is gone is
    cancelled until 90 days after its day. A file that is not ours is not followed. Raises OutputError where it is ours and
    cannot be read.
    """
    return _calendar(case, _events_in(previous))


def _calendar(case: PlanCase, before: Mapping[str, Event]) -> bytes:
    events = {str(entry.id): _following(case, _event(case, entry), before) for entry in entries_of(case)}
    for uid, event in before.items():
        if uid not in events and _day(event) + KEPT >= case.portfolio.status_date:
            events[uid] = event if _is_cancelled(event) else _cancelled(case, event)
    calendar = _head(case)
    calendar.subcomponents = [event for _, event in sorted(events.items(), key=lambda item: (_day(item[1]), item[0]))]
    return bytes(calendar.to_ical())


def _head(case: PlanCase) -> Calendar:
    calendar, name = Calendar(), _line(case.portfolio.name)
    marking = _line(case.portfolio.marking or "")
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", vText(f"{name} ({marking})" if marking else name))
    calendar.add("X-PUBLISHED-TTL", vText("P1D"))
    return calendar


def _event(case: PlanCase, entry: Entry) -> Event:
    """The entry as an event that nobody has seen before."""
    event = Event()
    event.add("UID", str(entry.id))
    event.add("DTSTAMP", _stamp(case))
    event.add("SEQUENCE", 0)
    event.add("DTSTART", entry.day)
    event.add("DTEND", entry.day + ONE_DAY)
    event.add("SUMMARY", _line(entry.summary))
    event.add("DESCRIPTION", "\n".join(map(_line, (*_marking(case), *entry.text))))
    event.add("CATEGORIES", [entry.kind.value])
    event.add("CLASS", "CONFIDENTIAL")
    event.add("STATUS", "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT")
    event.add("X-MICROSOFT-CDO-ALLDAYEVENT", vText("TRUE"))
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", vText("FREE"))
    event.subcomponents = [_alarm(entry, before) for before in entry.alarms]
    return event


def _alarm(entry: Entry, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", _line(entry.summary))
    alarm.add("TRIGGER", before)
    return alarm


def _marking(case: PlanCase) -> Iterator[str]:
    if case.portfolio.marking:
        yield case.portfolio.marking


def _following(case: PlanCase, event: Event, before: Mapping[str, Event]) -> Event:
    """The event as it follows on that of the file before."""
    old = before.get(str(event["UID"]))
    if old is None:
        return event
    return old if _content(old) == _content(event) else _counted(case, event, old)


def _cancelled(case: PlanCase, old: Event) -> Event:
    event = Event.from_ical(old.to_ical())
    assert isinstance(event, Event)
    event.subcomponents = []
    del event["STATUS"]
    event.add("STATUS", CANCELLED)
    return _counted(case, event, old)


def _counted(case: PlanCase, event: Event, old: Event) -> Event:
    """The event with the next SEQUENCE after the old one."""
    for name in COUNTED:
        del event[name]
    event.add("SEQUENCE", _count(old) + 1)
    event.add("DTSTAMP", _stamp(case))
    return event


def _content(event: Event) -> list[bytes]:
    """The lines of an event without those that only count."""
    lines = bytes(event.to_ical()).split(b"\r\n")
    return [line for line in lines if not line.startswith(tuple(name.encode() for name in COUNTED))]


def _events_in(previous: bytes) -> dict[str, Event]:
    """The events of an earlier file of ours, by UID; none where the file is somebody else's."""
    if f"PRODID:-//{PROGRAM}".encode() not in previous[:5_000]:
        return {}
    try:
        calendar = Calendar.from_ical(previous)
        events = [event for event in calendar.walk("VEVENT") if isinstance(event, Event)]
        found = {str(event["UID"]): event for event in events}
        for event in events:
            _day(event), _count(event)
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise OutputError(
            f"the earlier calendar cannot be read ({error}); delete it, or write to another file"
        ) from error
    return found


def _day(event: Event) -> date:
    day = event.DTSTART
    if day is None:
        raise ValueError(f"the event {event['UID']} has no day")
    return day.date() if isinstance(day, datetime) else day


def _count(event: Event) -> int:
    return int(str(event.get("SEQUENCE", 0)))


def _is_cancelled(event: Event) -> bool:
    return str(event.get("STATUS", "")) == CANCELLED


def _stamp(case: PlanCase) -> datetime:
    """Midnight of the status date: a time stamp that no clock decides."""
    return datetime.combine(case.portfolio.status_date, time(), UTC)


def _line(text: str) -> str:
    return " ".join(printable(text).split())
