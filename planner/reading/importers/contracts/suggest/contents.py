"""What the cells of a column look like: shares of dates, money, codes, texts, people, and how many differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.reading.cells.numbers import parse_number
from planner.reading.cells.quantities import added_parts, length_reading, number_readings
from planner.reading.importers.contracts.cell_words import is_blank, looks_open_ended
from planner.reading.importers.contracts.list_file import is_date
from planner.reading.importers.contracts.suggest.names_of_people import is_person

DAY_NUMBERS = range(32_000, 70_000)
"""Days as spreadsheets number them, 1987 to 2091."""
SAMPLE = 400
"""Cells of a column that are looked at, spread over all of them."""
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
_PHONE = re.compile(
    r"(?:(?:tel|phone|ph)[.: ]*)?(?=[+(0]|\d{1,4}[ )./-])[+()\d][\d ()./-]{6,20}\d(?: *(?:x|ext)\.? *\d+)?", re.I
)
_URL = re.compile(r"(?:https?://|www\.)\S+", re.I)
_MONEY_SIGN = re.compile(r"[£$€]|\b(?:gbp|usd|eur)\b", re.I)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{2}")
_LENGTH_INSIDE = re.compile(r"\b(?:\d+|one|two|three|four|five)[\s-]*(?:months?|mths?|years?|yrs?)\b", re.I)
_WORD = re.compile(r"[^\W\d_]{2,}")
_COMPANY = re.compile(
    r"\b(?:ltd|limited|plc|inc|llc|llp|corp|corporation|company|co|gmbh|group|holdings|partners|associates|systems"
    r"|solutions|consulting|industries|enterprises|technologies|bros|sons|sa|ag|bv)\b",
    re.I,
)
_BODY = re.compile(
    r"\b(?:department|dept|directorate|ministry|agency|office|council|division|authority|service|services|trust|finance"
    r"|procurement|works|police|fire|health|education|housing|parks|transport|library|libraries|hr|it|ict|legal|planning"
    r"|estates|highways|adult|children)\b",
    re.I,
)
_ROLE = re.compile(
    r"\b(?:head|director|manager|officer|chief|lead|team|board|assistant|deputy|commissioner|office)\b", re.I
)
_UNITS = frozenset({"day", "days", "week", "weeks", "month", "months", "working days", "clear days"})
_YES_NO = frozenset({"yes", "no", "y", "n", "true", "false"})
_LEVELS = frozenset({"low", "medium", "high", "critical"})


@dataclass(frozen=True, kw_only=True)
class Contents:
    """Shares from 0 to 1 of the filled cells; `filled` is their share of all cells, `cells` their number.

    An end that says it is none counts as a date. Ten digits alone are a number and a code, and no telephone number.
    """

    cells: int
    filled: float
    distinct: float
    words: float
    shares: dict[str, float]

    def share(self, kind: str) -> float:
        """The share of one kind."""
        return self.shares.get(kind, 0.0)

    @property
    def said(self) -> str:
        """What is most of it, for a comment."""
        shown = sorted(((share, kind) for kind, share in self.shares.items() if share >= 0.1), reverse=True)[:3]
        kinds = ", ".join(f"{share:.0%} {kind}" for share, kind in shown) or "nothing that is known"
        return f"{kinds}; {self.distinct:.0%} of {self.cells:,} cells differ; {1 - self.filled:.0%} blank"


def contents_of(cells: Sequence[str]) -> Contents:
    """What a column holds; at most `SAMPLE` of its cells are looked at closely."""
    filled = [cell for cell in cells if not is_blank(cell)]
    step = max(1, len(filled) // SAMPLE)
    sample = filled[::step]
    count = max(1, len(sample))
    return Contents(
        cells=len(filled),
        filled=len(filled) / max(1, len(cells)),
        distinct=len(set(filled)) / max(1, len(filled)),
        words=sum(len(_WORD.findall(cell)) for cell in sample) / count,
        shares={kind: sum(map(holds, sample)) / count for kind, holds in KINDS.items()},
    )


def _is_ending(text: str) -> bool:
    return is_date(text) or looks_open_ended(text)


def _is_number(text: str) -> bool:
    return parse_number(text) is not None


def _is_money(text: str) -> bool:
    if is_date(text) or not any(map(str.isdigit, text)) or len(text) > 40:
        return False
    signed = _MONEY_SIGN.search(text) is not None or _THOUSANDS.fullmatch(text) is not None
    return signed and bool(parse_number(text) is not None or number_readings(text))


def _is_code(text: str) -> bool:
    has_digit = any(map(str.isdigit, text))
    return has_digit and len(text) <= 40 and text.count(" ") <= 2 and not is_date(text) and not _MONEY_SIGN.search(text)


def _is_text(text: str) -> bool:
    return len(_WORD.findall(text)) >= 1 and not is_date(text) and not _EMAIL.search(text) and not _URL.search(text)


def _is_phone(text: str) -> bool:
    digits = sum(map(str.isdigit, text))
    return 7 <= digits <= 15 and not text.isdigit() and not is_date(text) and _PHONE.fullmatch(text.strip()) is not None


def _is_length(text: str) -> bool:
    return length_reading(text) is not None or bool(added_parts(text))


def _is_small(text: str) -> bool:
    number = parse_number(text)
    return number is not None and 0 <= number <= 600 and number == int(number)


KINDS: dict[str, Callable[[str], bool]] = {
    "dates": _is_ending,
    "money": _is_money,
    "numbers": _is_number,
    "small numbers": _is_small,
    "codes": _is_code,
    "text": _is_text,
    "e-mail": lambda text: _EMAIL.search(text) is not None,
    "phone": _is_phone,
    "links": lambda text: _URL.match(text) is not None,
    "days as numbers": lambda text: text.isdigit() and int(text[:6]) in DAY_NUMBERS and len(text) == 5,
    "lengths": _is_length,
    "lengths in words": lambda text: _LENGTH_INSIDE.search(text) is not None,
    "people": is_person,
    "companies": lambda text: _COMPANY.search(text) is not None,
    "departments": lambda text: _BODY.search(text) is not None,
    "roles": lambda text: _ROLE.search(text) is not None,
    "units": lambda text: text.casefold() in _UNITS,
    "yes or no": lambda text: text.casefold() in _YES_NO,
    "levels": lambda text: text.casefold() in _LEVELS,
}
"""Every kind of cell with what tells it; a cell can be of several."""
