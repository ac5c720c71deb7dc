"""The lengths of a chain of options as somebody types them: `12 + 12`, `2 x 12 months`, `1 year + 6 months`."""

from __future__ import annotations

import re

from planner.reading.cells.quantities import length_reading

MOST_OPTIONS = 20
MOST_MONTHS = 240
_TIMES = re.compile(r"(?P<times>\d{1,2})\s*(?:x|×|\*|times)\s*(?P<rest>.+)")
_SEPARATOR = re.compile(r"\s*(?:\+|,|;|\band\b|\bthen\b)\s*")
_MONTHS_IN = {"months": 1, "years": 12}


def option_months(text: str) -> tuple[int, ...]:
    """The months of each option; empty where the text is no such chain. A bare number counts months."""
    plain = " ".join(text.casefold().split())
    found: list[int] = []
    for part in _SEPARATOR.split(plain):
        match = _TIMES.fullmatch(part)
        months = _months(match["rest"] if match else part)
        if months is None:
            return ()
        found += [months] * (int(match["times"]) if match else 1)
    return tuple(found) if len(found) <= MOST_OPTIONS else ()


def _months(text: str) -> int | None:
    if text.isascii() and text.isdigit():
        number = int(text[:6])
        return number if 0 < number <= MOST_MONTHS else None
    length = length_reading(text)
    if length is None or length.unit not in _MONTHS_IN:
        return None
    months = length.amount * _MONTHS_IN[length.unit]
    return int(months) if months == int(months) and 0 < months <= MOST_MONTHS else None
