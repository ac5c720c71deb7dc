"""Options as somebody types them, a chain of lengths: `12 + 12`, `2 x 12 months`, `1 year + 6 months`, `up to 24`."""

from __future__ import annotations

import re

from planner.reading.cells.quantities import length_reading
from planner.reading.importers.ocds.prose.items import MOST_PARTS, Extension

MOST_MONTHS = 999
_TIMES = re.compile(r"(?P<times>\d{1,2})\s*(?:x|×|\*|times)\s*(?P<rest>.+)")
_UP_TO = re.compile(r"(?:up to |u(?=\d)|≤ ?)(?P<rest>.+)")
_SEPARATOR = re.compile(r"\s*(?:\+|,|;|\band\b|\bthen\b)\s*")
_MONTHS_IN = {"months": 1, "years": 12}


def typed_chain(text: str) -> tuple[Extension, ...]:
    """Each option; none where the text is no such chain, or could be one length as well. A bare number counts months."""
    plain = " ".join(text.casefold().split())
    parts = _SEPARATOR.split(plain)
    if len(parts) > 1 and "+" not in plain and length_reading(plain) is not None:
        return ()  # 1 year and 6 months
    found: list[Extension] = []
    for part in parts:
        match = _TIMES.fullmatch(part)
        option = _option(match["rest"] if match else part)
        if option is None:
            return ()
        found += [option] * (int(match["times"]) if match else 1)
    return tuple(found) if len(found) <= MOST_PARTS else ()


def _option(text: str) -> Extension | None:
    match = _UP_TO.fullmatch(text)
    months = _months(match["rest"] if match else text)
    return None if months is None else Extension(months, up_to=match is not None)


def _months(text: str) -> int | None:
    if text.isascii() and text.isdigit():
        number = int(text[:6])
        return number if 0 < number <= MOST_MONTHS else None
    length = length_reading(text)
    if length is None or length.unit not in _MONTHS_IN:
        return None
    months = length.amount * _MONTHS_IN[length.unit]
    return int(months) if months == int(months) and 0 < months <= MOST_MONTHS else None
