"""Elements with texts that XML and MS Project can hold."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from planner.present.wording import printable
from planner.writing.xml_text import xml_text

LONGEST = 255
"""Characters of a name or a text field in MS Project."""


def add(parent: Element, **values: str | int) -> None:
    """An element for each of these, in their order."""
    for name, value in values.items():
        SubElement(parent, name).text = xml_text(str(value))


def line_of(text: str) -> str:
    """A text on one line of at most 255 characters."""
    line = " ".join(xml_text(printable(text)).split())
    if _length(line) <= LONGEST:
        return line
    return f"{line.encode('utf-16-le')[: 2 * (LONGEST - 1)].decode('utf-16-le', 'ignore')}…"


def _length(text: str) -> int:
    """In the characters of MS Project, which counts those beyond the first 65,536 of Unicode twice."""
    return len(text.encode("utf-16-le")) // 2
