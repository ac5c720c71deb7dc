"""In which order the dates of a column stand, by the evidence of all its values: 31/12/2027 or 12/31/2027."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 1970, 2199
"""Years that can be planned."""
_NUMBERS = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?:[ T]\d{1,2}:\d{2}[\d:.]*)?", re.ASCII)
_FIRST_TWO_DIGIT_YEAR = 70
"""Years written with two digits are those from 1970 to 2069."""


class DateOrder(StrEnum):
    """Which number of a date stands first; the year stands last."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


def century(written: str) -> int:
    """A year in full: 28 is 2028, 98 is 1998."""
    year = int(written)
    if len(written) > 2:
        return year
    return year + (1900 if year >= _FIRST_TWO_DIGIT_YEAR else 2000)


def orders_of(text: str) -> Mapping[DateOrder, date]:
    """The dates that three numbers with the year last can mean, by their order; empty where the text is none such.

    With dots between them the day stands first, wherever people write so.
    """
    match = _NUMBERS.fullmatch(text.strip())
    if match is None:
        return {}
    first, second, year = int(match[1]), int(match[3]), century(match[4])
    candidates = {DateOrder.DAY_FIRST: (second, first)}
    if match[2] != ".":
        candidates[DateOrder.MONTH_FIRST] = (first, second)
    return {
        order: date(year, month, day)
        for order, (month, day) in candidates.items()
        if 1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR and 1 <= day <= monthrange(year, month)[1]
    }


@dataclass(frozen=True, kw_only=True)
class ColumnOrder:
    """What the dates of a column show; `order` is None where nothing or the contrary is shown as well.

    `evidence` says which values show it; None where none does.
    """

    order: DateOrder | None
    evidence: str | None


def column_order(cells: Iterable[tuple[int, str]]) -> ColumnOrder:
    """The order of the dates in a column, given the number of each row with its text."""
    shown: dict[DateOrder, tuple[int, str]] = {}
    for row, text in cells:
        readings = orders_of(text)
        if len(readings) == 1:
            shown.setdefault(next(iter(readings)), (row, text))
    parts = [f"the {order.split()[0]} first in row {row} ({text})" for order, (row, text) in shown.items()]
    return ColumnOrder(
        order=next(iter(shown)) if len(shown) == 1 else None,
        evidence=f"the column has {' and '.join(parts)}" if parts else None,
    )
