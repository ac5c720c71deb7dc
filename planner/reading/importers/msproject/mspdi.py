"""MS Project XML (MSPDI): tasks with their finishes, and custom fields under their names and aliases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from xml.etree.ElementTree import Element

from planner.domain.wording import counted
from planner.reading.importers.msproject.moments import day_of, moment
from planner.reading.importers.msproject.plan_task import PlanField, PlanFile, PlanLink, PlanTask, field_key, plain_line
from planner.reading.importers.msproject.safe_xml import read_pieces, text_of

FORM = "MS Project XML"
ROOT = "Project"
MUST_START, MUST_FINISH = "2", "3"
DONE = "100"
LINK_KINDS = {"0": "FF", "1": "FS", "2": "SF", "3": "SS"}
TENTHS_OF_A_DAY = 4_800
"""A day of eight hours in tenths of a minute, as lags are written."""
TEXT_NUMBERS = (51, 54, 57, 60, 63, 66, 67, 68, 69, 70, *range(317, 337))
DATE_NUMBERS = range(265, 275)
FIRST_NUMBER = 188743680
STANDARD_FIELDS: Mapping[str, str] = {
    str(FIRST_NUMBER + number): f"{kind}{place}"
    for kind, numbers in (("Text", TEXT_NUMBERS), ("Date", DATE_NUMBERS))
    for place, number in enumerate(numbers, start=1)
}
"""The names of the text and date fields by their numbers, for files that do not list them."""
PEOPLE = ("Author", "Manager", "LastAuthor")
"""Elements of a project that name people."""


def read_mspdi(content: bytes, name: str) -> PlanFile:
    """The plan in the content of a file. Raises `UnreadableFile` where it is no MS Project XML."""
    found = _Found()
    read_pieces(content, ROOT, ("ExtendedAttributes", "Tasks", "Resources"), found.take)
    as_of = day_of(found.settings.get("StatusDate", "")) or day_of(found.settings.get("LastSaved", ""))
    return PlanFile(
        name=name,
        form=FORM,
        tasks=tuple(_task(element, found.fields, as_of) for element in found.tasks),
        fields=tuple(found.fields.values()),
        people=tuple(_people(found)),
    )


@dataclass
class _Found:
    """The pieces of a file; `fields` are the custom fields by their numbers."""

    settings: dict[str, str] = field(default_factory=dict)
    fields: dict[str, PlanField] = field(default_factory=dict)
    tasks: list[Element] = field(default_factory=list)
    resources: int = 0

    def take(self, within: str, element: Element) -> None:
        """One piece, in the order of the file; fields stand before the tasks that have them."""
        if not within:
            self.settings[element.tag] = (element.text or "").strip()
        elif within == "ExtendedAttributes" and element.tag == "ExtendedAttribute":
            self._take_field(element)
        elif within == "Tasks" and element.tag == "Task":
            self.tasks.append(element)
        elif within == "Resources" and element.tag == "Resource" and text_of(element, "Name"):
            self.resources += 1

    def _take_field(self, element: Element) -> None:
        number = text_of(element, "FieldID")
        name = text_of(element, "FieldName") or STANDARD_FIELDS.get(number, "")
        self.fields[number] = PlanField(name, text_of(element, "Alias"))


def _task(element: Element, fields: Mapping[str, PlanField], as_of: date | None) -> PlanTask:
    uid, level = text_of(element, "UID"), text_of(element, "OutlineLevel")
    return PlanTask(
        place=f"UID {uid}",
        uid=uid,
        guid=text_of(element, "GUID"),
        wbs=text_of(element, "WBS"),
        name=plain_line(text_of(element, "Name")),
        is_milestone=_says(element, "Milestone"),
        is_summary=_says(element, "Summary") or _says(element, "IsSubproject") or (uid == "0" and level == "0"),
        is_inactive=text_of(element, "Active") in ("0", "false"),
        is_external=_says(element, "ExternalTask"),
        is_null=_says(element, "IsNull"),
        is_fixed=text_of(element, "ConstraintType") in (MUST_START, MUST_FINISH),
        is_typed=_says(element, "Manual"),
        start=moment(text_of(element, "Start")),
        finish=moment(text_of(element, "Finish")),
        actual_finish=moment(text_of(element, "ActualFinish")) if text_of(element, "PercentComplete") == DONE else None,
        text_date=_text_date(element),
        not_before=moment(text_of(element, "ConstraintDate")),
        links=tuple(_links(element)),
        deadline=moment(text_of(element, "Deadline")),
        baseline_finish=_baseline(element),
        fields=_fields(element, fields),
        as_of=as_of,
    )


def _says(element: Element, name: str) -> bool:
    return text_of(element, name) in ("1", "true")


def _text_date(element: Element) -> str:
    """What somebody typed instead of a date; Project then shows it, and keeps a date of its own beside it."""
    typed, finish = text_of(element, "FinishText") or text_of(element, "StartText"), text_of(element, "Finish")
    if typed and moment(typed) is None:
        return typed
    return finish if finish and moment(finish) is None else ""


def _baseline(element: Element) -> datetime | None:
    for baseline in element.iterfind("Baseline"):
        if text_of(baseline, "Number") == "0":
            return moment(text_of(baseline, "Finish"))
    return None


def _links(element: Element) -> Iterator[PlanLink]:
    """What the task waits for; lags that are no figure count as none."""
    for link in element.iterfind("PredecessorLink"):
        lag = text_of(link, "LinkLag")
        tenths = int(lag) if re.fullmatch(r"-?\d{1,12}", lag, re.ASCII) else 0
        yield PlanLink(
            text_of(link, "PredecessorUID"),
            LINK_KINDS.get(text_of(link, "Type"), "FS"),
            Fraction(tenths, TENTHS_OF_A_DAY),
        )


def _fields(element: Element, known: Mapping[str, PlanField]) -> Mapping[str, str]:
    """The values of the custom fields, each under its name and its alias."""
    found: dict[str, str] = {}
    for attribute in element.iterfind("ExtendedAttribute"):
        number, value = text_of(attribute, "FieldID"), text_of(attribute, "Value")
        if value:
            named = known.get(number) or PlanField(STANDARD_FIELDS.get(number, ""))
            found |= {field_key(name): value for name in named.names}
    return found


def _people(found: _Found) -> Iterator[str]:
    """What names people and was left unread."""
    if found.resources:
        yield counted(found.resources, "resource")
    yield from (name for name in PEOPLE if found.settings.get(name))
    if contacts := sum(1 for task in found.tasks if text_of(task, "Contact")):
        yield f"Contact of {counted(contacts, 'task')}"
