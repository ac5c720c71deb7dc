"""Whether a cell is the name of a person: by its form, and by given names that are common."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("given_names.txt")
_FORM = re.compile(r"(?:(?:mr|mrs|ms|miss|dr|prof|sir)\.? )?[A-Z][\w'’-]*(?:,? [A-Z][\w'’.-]*){1,3}", re.IGNORECASE)
_TITLE = re.compile(r"^(?:mr|mrs|ms|miss|dr|prof|sir)\.? ", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_NOT_A_PERSON = re.compile(
    r"\b(?:ltd|limited|plc|inc|llc|llp|corp|company|co|gmbh|group|council|department|services?|systems?|solutions|associates"
    r"|trust|university|college|school|hospital|bros|sons|and|&)\b|&",
    re.IGNORECASE,
)


def is_person(text: str) -> bool:
    """Whether it has the form of a name, and a title or a common given name, and no word of an organisation."""
    if len(text) > 50 or not _FORM.fullmatch(text) or _NOT_A_PERSON.search(text):
        return False
    return _TITLE.match(text) is not None or any(word.casefold() in _given_names() for word in _WORD.findall(text))


@lru_cache(maxsize=1)
def _given_names() -> frozenset[str]:
    return frozenset(FILE.read_text(encoding="utf-8").split())
