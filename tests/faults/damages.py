"""The catalogue of damages: what people and programs do to a cell, for each kind of column.

A damage takes the text of a cell and gives back a text that is wrong there whatever else the tables say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from planner.reading import ColumnSchema

Harms = Callable[[ColumnSchema], bool]
Spoil = Callable[[str], str]

SIGNED = ("lag_days", "early_days", "likely_days", "late_days")
"""Whole numbers that may be negative."""
TOO_MANY = "99999999999999"
UNSEEN = {"zero-width space": "\u200b", "soft hyphen": "\u00ad", "line break": "\n", "space of fixed width": "\u00a0"}
CONTROL = {"NUL": "\x00", "bell": "\x07", "escape": "\x1b[31m"}
LOOK_ALIKE = str.maketrans({"a": "а", "o": "о", "e": "е", "A": "А", "B": "В", "C": "С", "M": "М"})  # Cyrillic


@dataclass(frozen=True)
class Damage:
    """One thing that happens to a cell: its name, the columns it harms, and what becomes of the text."""

    name: str
    harms: Harms
    spoil: Spoil


def _is_date(column: ColumnSchema) -> bool:
    return column.type == "a date"


def _is_whole(column: ColumnSchema) -> bool:
    return column.type == "a whole number"


def _is_number(column: ColumnSchema) -> bool:
    return column.type in ("a whole number", "a number", "a share")


def _is_share(column: ColumnSchema) -> bool:
    return column.type == "a share"


def _is_unsigned(column: ColumnSchema) -> bool:
    return _is_number(column) and column.name not in SIGNED and column.unit != "per cent"


def _is_length(column: ColumnSchema) -> bool:
    return _is_whole(column) and column.unit in ("days", "months", "notice unit")


def _is_pounds(column: ColumnSchema) -> bool:
    return _is_whole(column) and (column.unit or "").startswith("pounds")


def _is_choice(column: ColumnSchema) -> bool:
    return bool(column.choices)


def _is_jurisdiction(column: ColumnSchema) -> bool:
    return column.type == "a jurisdiction code"


def _is_reference(column: ColumnSchema) -> bool:
    return bool(column.refers_to)


def _is_list_of_references(column: ColumnSchema) -> bool:
    return column.is_list and _is_reference(column)


def _is_required(column: ColumnSchema) -> bool:
    return column.required


def _is_id(column: ColumnSchema) -> bool:
    return column.type == "an id" or _is_reference(column)


def _is_id_or_text(column: ColumnSchema) -> bool:
    return column.type == "text" or _is_id(column)


def _always(text: str) -> Spoil:
    return lambda _: text


def _inside(character: str) -> Spoil:
    """The character in the middle of the text, where no stripping of ends removes it."""
    return lambda text: text[: len(text) // 2] + character + text[len(text) // 2 :]


def _each(name: str, harms: Harms, texts: Iterable[str]) -> tuple[Damage, ...]:
    return tuple(Damage(f"{name}: {text}", harms, _always(text)) for text in texts)


DAMAGES: tuple[Damage, ...] = (
    Damage("blank where required", _is_required, _always("")),
    Damage("blanks where required", _is_required, _always("   ")),
    *_each("word for a date", _is_date, ("TBC", "end of March", "n/a", "#REF!")),
    *_each("bad date", _is_date, ("31/13/2027", "2027-02-30", "202-01-31", "27-01-31", "00/00/0000")),
    *_each("part of a date", _is_date, ("2028-06", "2028", "June 2028", "Q3 2028")),
    *_each("date with a time", _is_date, ("2027-01-31 10:30", "2027-01-31T23:00:00Z")),
    *_each("number for a date", _is_date, ("46387", "1.5", "20270131000000")),
    Damage("two dates", _is_date, lambda text: f"{text} or {text}"),
    *_each("word for a number", _is_number, ("many", "TBC", "one", "#VALUE!")),
    *_each("number in words and figures", _is_number, ("1.2m", "1O", "12 or 13", "~5", "5+")),
    *_each("no number at all", _is_number, ("NaN", "inf", "-inf")),
    *_each("formula that was not computed", _is_number, ("=A2*2",)),
    *_each("fraction of a whole", _is_whole, ("2.5", "1/2")),
    *_each("power of ten", _is_whole, ("1e400",)),
    *_each("too many", _is_whole, (TOO_MANY, "9" * 400)),
    *_each("negative", _is_unsigned, ("-5", "(5)")),
    *_each("unit in the cell", _is_length, ("6 weeks or so", "12m", "1 year")),
    *_each("money of another country", _is_pounds, ("$100", "€1.000,00")),
    *_each("share above one", _is_share, ("40", "1.01")),
    Damage("misspelt choice", _is_choice, lambda text: text[:-1] + "#"),
    *_each("unknown choice", _is_choice, ("something else", "7")),
    *_each("unknown place", _is_jurisdiction, ("GB-EN", "Scotland", "UK", "GB")),
    Damage("unknown reference", _is_reference, lambda text: f"{text}x"),
    Damage("reference to nothing", _is_reference, _always("nobody")),
    Damage("reference in another case", _is_reference, str.swapcase),
    Damage("references separated by a comma", _is_list_of_references, lambda text: f"{text}, {text}"),
    Damage("the same reference twice", _is_list_of_references, lambda text: f"{text}; {text}"),
    Damage("letters that look alike", _is_reference, lambda text: text.translate(LOOK_ALIKE)),
    *(Damage(f"{name} inside", _is_id, _inside(sign)) for name, sign in UNSEEN.items()),
    *(Damage(f"{name} inside", _is_id_or_text, _inside(sign)) for name, sign in CONTROL.items()),
    Damage("endless text", _is_id_or_text, lambda text: text * 10_000),
)
"""Every damage of a cell."""
