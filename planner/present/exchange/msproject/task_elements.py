"""A task as an element, its parts in the order that MS Project reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_OID, uuid5
from xml.etree.ElementTree import Element, SubElement

from planner.domain.portfolio import Portfolio
from planner.present.exchange.msproject.baseline import Before, hours_of
from planner.present.exchange.msproject.calendars import EVERY_DAY
from planner.present.exchange.msproject.days import HOURS, text_of
from planner.present.exchange.msproject.elements import add, line_of
from planner.present.exchange.msproject.links import Link
from planner.present.exchange.msproject.task import Key, Task, Value
from planner.present.wording import printable

NAMESPACE = uuid5(NAMESPACE_OID, "planner project")
PENCE = 100
"""Project writes money in hundredths."""
ADDRESS = re.compile(r"https?://[!-~]{1,2000}")
"""A source that becomes a link; nothing else does, for a link can also start a program."""
START_NO_EARLIER, AS_SOON_AS_POSSIBLE = 4, 0
TENTHS_OF_A_DAY = HOURS * 60 * 10
"""A lag of a day in tenths of a minute."""
FIELDS: Mapping[str, tuple[int, str]] = {
    "planner id": (188743731, "Text1"),
    "kind": (188743734, "Text2"),
    "flag": (188743737, "Text3"),
    "contract": (188743740, "Text4"),
    "who decides": (188743743, "Text5"),
    "option": (188743746, "Text6"),
    "mode": (188743747, "Text7"),
    "basis": (188743748, "Text8"),
    "decide by": (188743945, "Date1"),
    "expiry": (188743946, "Date2"),
    "in force until": (188743947, "Date3"),
    "planned day": (188743948, "Date4"),
    "days to spare": (188743767, "Number1"),
}
"""The number and name of the custom field behind each alias."""


@dataclass(frozen=True)
class Line:
    """A task in its place: `uid` counts the lines of the file, `number` is for instance `1.2.1`."""

    uid: int
    number: str
    level: int
    task: Task


def lines_of(project: Task) -> list[Line]:
    """The project as line 0, then its outline from top to bottom."""
    found = [Line(0, "0", 0, project)]
    _number(found, project.below, "", 1)
    return found


def _number(found: list[Line], tasks: Iterable[Task], above: str, level: int) -> None:
    for place, task in enumerate(tasks, start=1):
        found.append(Line(len(found), f"{above}{place}", level, task))
        _number(found, task.below, f"{found[-1].number}.", level + 1)


def add_task(
    tasks: Element,
    portfolio: Portfolio,
    line: Line,
    links: Iterable[Link],
    uid_of: Mapping[Key, int],
    before: Before | None,
) -> None:
    """One task with its links, its custom fields and where it stood before."""
    element, task = SubElement(tasks, "Task"), line.task
    add(element, UID=line.uid, GUID=_guid(portfolio, task.key), ID=line.uid, Name=line_of(task.name) or "–")
    add(element, Active=1, Manual=0, Type=1, IsNull=0, WBS=line.number, OutlineNumber=line.number)
    add(element, OutlineLevel=line.level, Priority=500, Start=text_of(task.start), Finish=text_of(task.finish))
    duration = _duration(portfolio, task)
    add(element, Duration=duration, DurationFormat=7, EffortDriven=0, Estimated=0)
    add(element, Milestone=int(not task.is_summary and task.days == 0), Summary=int(task.is_summary))
    add(element, FixedCost=task.pounds * PENCE, FixedCostAccrual=2, PercentComplete=100 if task.achieved else 0)
    add(element, Cost=task.total_pounds * PENCE)
    if task.achieved:
        add(element, ActualStart=text_of(task.start), ActualFinish=text_of(task.finish))
        add(element, ActualDuration=duration, RemainingDuration="PT0H0M0S")
    else:
        add(element, **({"ActualStart": text_of(task.start)} if task.begun else {}))
        add(element, ActualDuration="PT0H0M0S", RemainingDuration=duration)
    _add_constraint(element, portfolio, task)
    _add_words(element, task)
    for link in links:
        _add_link(element, link, uid_of[link.of])
    for alias, value in _values(task):
        _add_value(element, alias, value)
    if before is not None:
        _add_baseline(element, before)


def _guid(portfolio: Portfolio, key: Key) -> str:
    """The same for the same record of a portfolio of that name, whatever the plan."""
    return str(uuid5(NAMESPACE, json.dumps([portfolio.name, *key]))).upper()


def _duration(portfolio: Portfolio, task: Task) -> str:
    return _hours(hours_of(portfolio, task))


def _hours(hours: int) -> str:
    return f"PT{hours}H0M0S"


def _add_constraint(element: Element, portfolio: Portfolio, task: Task) -> None:
    if task.is_summary:
        add(element, ConstraintType=AS_SOON_AS_POSSIBLE, CalendarUID=-1)
        return
    own_calendar = task.every_day and not portfolio.axis.is_calendar
    add(element, ConstraintType=START_NO_EARLIER, CalendarUID=EVERY_DAY if own_calendar else -1)
    add(element, ConstraintDate=text_of(task.start))
    if task.deadline is not None:
        add(element, Deadline=text_of(task.deadline))


def _add_words(element: Element, task: Task) -> None:
    """Where the record comes from, if that is a page, and what is to be known of it."""
    if task.source is not None and ADDRESS.fullmatch(task.source):
        add(element, Hyperlink=line_of(task.source), HyperlinkAddress=task.source)
    if task.notes:
        add(element, Notes="\n".join(" ".join(printable(line).split()) for line in task.notes))


def _add_link(element: Element, link: Link, predecessor: int) -> None:
    lag = link.lag_days * TENTHS_OF_A_DAY
    add(
        SubElement(element, "PredecessorLink"),
        PredecessorUID=predecessor,
        Type=link.type,
        CrossProject=0,
        LinkLag=lag,
        LagFormat=7,
    )


def _values(task: Task) -> Iterator[tuple[str, Value]]:
    """The values of the custom fields, in the order of the fields."""
    values: Mapping[str, Value] = {"planner id": task.key.record, "kind": task.key.kind, **task.fields}
    return ((alias, values[alias]) for alias in FIELDS if values.get(alias, "") != "")


def _add_value(element: Element, alias: str, value: Value) -> None:
    text = f"{value}T09:00:00" if isinstance(value, date) else line_of(str(value))
    add(SubElement(element, "ExtendedAttribute"), FieldID=FIELDS[alias][0], Value=text)


def _add_baseline(element: Element, before: Before) -> None:
    baseline = SubElement(element, "Baseline")
    add(baseline, Number=0, Start=text_of(before.start), Finish=text_of(before.finish), Duration=_hours(before.hours))
    add(baseline, DurationFormat=7, Cost=before.pounds * PENCE)
