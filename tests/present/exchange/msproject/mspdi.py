"""A project file as elements, for what a reader of other formats does not show: order, and what stands in the text."""

from __future__ import annotations

from datetime import datetime, timedelta
from xml.etree.ElementTree import Element, fromstring, register_namespace, tostring

URI = "http://schemas.microsoft.com/project"
SPACE = f"{{{URI}}}"
ID, KIND = "188743731", "188743734"
"""The custom fields with the id and the kind of a task."""


def text(element: Element, name: str) -> str:
    return element.findtext(SPACE + name) or ""


def moment(element: Element, name: str) -> datetime:
    return datetime.fromisoformat(text(element, name))


def names(element: Element) -> list[str]:
    return [part.tag.removeprefix(SPACE) for part in element]


def tasks_of(content: bytes) -> list[Element]:
    return fromstring(content).findall(f"{SPACE}Tasks/{SPACE}Task")


def of_kind(content: bytes, kind: str) -> list[Element]:
    return [task for task in tasks_of(content) if field(task, KIND) == kind]


def field(task: Element, number: str) -> str:
    """The value of a custom field; empty where it has none."""
    values = {text(item, "FieldID"): text(item, "Value") for item in task.findall(f"{SPACE}ExtendedAttribute")}
    return values.get(number, "")


def slipped(content: bytes, milestone: str, days: int) -> bytes:
    """The file after somebody has put off a milestone by so many days."""
    register_namespace("", URI)
    root = fromstring(content)
    for task in root.iter(f"{SPACE}Task"):
        if field(task, KIND) == "milestone" and field(task, ID) == milestone:
            date = task.find(f"{SPACE}ConstraintDate")
            assert date is not None
            date.text = (moment(task, "ConstraintDate") + timedelta(days=days)).isoformat()
    return bytes(tostring(root, encoding="utf-8"))
