"""Elements with texts that XML and MS Project can hold."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from planner.present.wording import printable

LONGEST = 255
"""Characters of a name or a text field in MS Project."""
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""


def add(parent: Element, **values: str | int) -> None:
    """An element for each of these, in their order."""
    for name, value in values.items():
        SubElement(parent, name).text = FORBIDDEN.sub("\ufffd", str(value))


def line_of(text: str) -> str:
    """A text on one line of at most 255 characters."""
    line = " ".join(FORBIDDEN.sub("\ufffd", printable(text)).split())
    if _length(line) <= LONGEST:
        return line
    return f"{line.encode('utf-16-le')[: 2 * (LONGEST - 1)].decode('utf-16-le', 'ignore')}…"


def _length(text: str) -> int:
    """In the characters of MS Project, which counts those beyond the first 65,536 of Unicode twice."""
    return len(text.encode("utf-16-le")) // 2
