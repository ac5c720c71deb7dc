"""People in open contracting data: contact points are dropped on reading, and texts lose e-mail, telephone and names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

CONTACTS = (
    "contactPoint",
    "additionalContactPoints",
    "contactPoints",
    "persones",
    "persons",
    "people",
    "beneficialOwners",
)
"""Fields that hold people and nothing else."""
_FIELDS = {"email": "e-mail", "telephone": "telephone", "faxNumber": "fax", "fax": "fax", "name": "name"}
_MAIL = re.compile(r"(?<![\w.+%'-])[\w.+%'-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(
    r"(?<![\w/.-])(?:\+\d{1,3}[\s()\d-]{7,16}\d|\(?0\d{2,4}\)?[\s-]?\d{3,4}[\s-]?\d{3,4}(?:[\s-]?\d{1,4})?)(?![\w/-])"
)
_SHORTEST_NAME = 5


def people_in(value: Any) -> tuple[Counter[str], frozenset[str]]:
    """How often each kind of personal data stands in a value, and the names of people in it."""
    counts: Counter[str] = Counter()
    names: set[str] = set()
    for contact in _contacts(value):
        for field, label in _FIELDS.items():
            if isinstance(contact.get(field), str) and contact[field].strip():
                counts[label] += 1
        if isinstance(name := contact.get("name"), str):
            names.add(" ".join(name.split()))
    return counts, frozenset(names)


def without_people(text: str, names: Iterable[str]) -> str:
    """A text without e-mail addresses, telephone numbers, and the names of contacts of two words or more."""
    small = text.casefold()
    for name in sorted(names, key=lambda name: (-len(name), name)):
        if " " in name and len(name) >= _SHORTEST_NAME and name.casefold() in small:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "[name removed]", text, flags=re.IGNORECASE)
    return _TELEPHONE.sub("[telephone removed]", _MAIL.sub("[e-mail removed]", text))


def _contacts(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every contact point, however deep; without recursion, for a file may be nested as deep as it likes."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting.extend(part)
        elif isinstance(part, Mapping):
            for name, field in part.items():
                if name in CONTACTS:
                    yield from (c for c in (field if isinstance(field, list) else [field]) if isinstance(c, Mapping))
                else:
                    waiting.append(field)
