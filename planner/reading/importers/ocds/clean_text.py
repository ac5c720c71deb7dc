"""Texts of a notice as cells can hold them: one line, no character that no file can hold, no e-mail, no telephone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from planner.reading.importers.ocds.packages.people import without_people
from planner.writing.xml_text import xml_text

LONGEST_NAME, LONGEST_TEXT = 250, 2_000
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]")


def cell_text(text: str, names: Iterable[str] = (), longest: int = LONGEST_NAME) -> str:
    """The text without people, on one line; a longer one is cut and ends in an ellipsis."""
    plain = " ".join(without_people(_HIDDEN.sub(" ", xml_text(text)), names).split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1].rstrip()}…"


def id_text(text: str) -> str:
    """An id: no white space, and no semicolon, which separates ids in a cell."""
    return re.sub(r"[\s;]+", "-", cell_text(text)).strip("-")
