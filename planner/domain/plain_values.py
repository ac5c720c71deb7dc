"""Frozen records to plain JSON values and back, by their type hints, nothing lost and nothing guessed."""

from __future__ import annotations

import dataclasses
import json
import math
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: object) -> Any:
    """Dataclasses become objects of all their fields, enums their values, dates ISO text, tuples lists.

    A whole float becomes an integer, so that values that compare equal have one form.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"no plain form for {type(value).__name__}")


def to_canonical_text(value: object) -> str:
    """JSON with sorted keys and no spaces: the same value is always the same text."""
    return json.dumps(to_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


@dataclass(frozen=True)
class Fault:
    """What is wrong at a place, for instance at `migrations 2, start_date`; the place of the whole is empty."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where plain values come from, as far as the reader must know.

    `complete`: every field is stated, no text is empty, and people may mend the values, so faults carry cures. Otherwise a
    missing field takes its default.
    `member` is what a field is called, `way_out` the cure for what was not written by the planner. `unknown_fields`
    says why a field may be unknown; blank: the nearest name is proposed.
    """

    complete: bool
    member: str
    way_out: str
    unknown_fields: str = ""


def read_plain(expected: type[T], plain: Any, source: Source, place: str = "") -> tuple[T | None, tuple[Fault, ...]]:
    """The value that `to_plain` was given, and every fault; the value is None where there is any.

    A value must have the very type that is expected: true is no number, 1 no text. A whole number stands for a float.
    """
    reader = _Reader(source)
    value = reader.read(expected, plain, place)
    return (None if reader.faults else value), tuple(reader.faults)


class _Reader:
    """Reads values and gathers faults; what has a fault is read as None, whatever its type."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.faults: list[Fault] = []

    def read(self, expected: Any, plain: Any, place: str) -> Any:
        origin = get_origin(expected)
        if origin in (Union, types.UnionType):
            return None if plain is None else self.read(_given(expected), plain, place)
        if origin is tuple:
            return self._tuple(get_args(expected)[0], plain, place)
        if origin is not None and issubclass(origin, Mapping):
            key, item = get_args(expected)
            return self._mapping(key, item, plain, place)
        if dataclasses.is_dataclass(expected):
            return self._record(expected, plain, place)
        return self._scalar(expected, plain, place)

    def _scalar(self, expected: Any, plain: Any, place: str) -> Any:
        if issubclass(expected, Enum):
            return self._choice(expected, plain, place)
        try:
            value = _READERS[expected](plain)
        except ValueError as problem:
            return self._refuse(plain, place, *problem.args)
        if self._source.complete and value == "":
            return self._refuse(plain, place, *_TEXT)
        return value

    def _choice(self, expected: type[Enum], plain: Any, place: str) -> Any:
        try:
            return expected(plain)
        except ValueError:
            return self._refuse(plain, place, "one of " + ", ".join(repr(member.value) for member in expected))

    def _tuple(self, item: Any, plain: Any, place: str) -> Any:
        if not isinstance(plain, list):
            return self._refuse(plain, place, "a list", self._source.way_out)
        return tuple(self.read(item, part, f"{place} {number}") for number, part in enumerate(plain, start=1))

    def _mapping(self, key: Any, item: Any, plain: Any, place: str) -> Any:
        """Keys of an enumeration are put in its order."""
        if not isinstance(plain, dict):
            return self._refuse(plain, place, "an object", self._source.way_out)
        if not issubclass(key, Enum):
            return {name: self.read(item, part, _below(place, name)) for name, part in plain.items()}
        names = {member.value: member for member in key}
        self._unknown(plain, list(names), place)
        self._missing([name for name in names if name not in plain] if self._source.complete else [], place)
        return {
            member: self.read(item, plain[name], _below(place, name)) for name, member in names.items() if name in plain
        }

    def _record(self, expected: Any, plain: Any, place: str) -> Any:
        if not isinstance(plain, dict):
            return self._refuse(plain, place, "an object", self._source.way_out)
        hints = _field_types(expected)
        before = len(self.faults)
        self._unknown(plain, list(hints), place)
        required = hints if self._source.complete else _without_default(expected)
        self._missing([name for name in required if name not in plain], place)
        stated = {name: plain[name] for name in hints if name in plain}
        values = {name: self.read(hints[name], part, _below(place, name)) for name, part in stated.items()}
        return expected(**values) if len(self.faults) == before else None

    def _unknown(self, plain: Mapping[str, Any], known: list[str], place: str) -> None:
        for name in sorted(plain.keys() - set(known)):
            near = get_close_matches(name, known, 1)
            cure = self._source.unknown_fields or (f"did you mean {near[0]!r}?" if near else "remove it")
            self.faults.append(Fault(_below(place, name), f"is not {self._source.member}; {cure}"))

    def _missing(self, names: list[str], place: str) -> None:
        self.faults.extend(Fault(_below(place, name), f"is missing; {self._source.way_out}") for name in names)

    def _refuse(self, plain: Any, place: str, wanted: str, cure: str = "") -> Any:
        shown_cure = f"; {cure}" if cure and self._source.complete else ""
        self.faults.append(Fault(place, f"{show_plain(plain)} is not {wanted}{shown_cure}"))
        return None


def show_plain(value: Any) -> str:
    """A value for a message, not too long."""
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


def _below(place: str, name: str) -> str:
    return f"{place}, {name}" if place else name


def _given(optional: Any) -> Any:
    (given,) = (choice for choice in get_args(optional) if choice is not type(None))
    return given


@lru_cache(maxsize=128)
def _field_types(record: type) -> Mapping[str, Any]:
    hints = get_type_hints(record)
    return {field.name: hints[field.name] for field in dataclasses.fields(record)}


def _without_default(record: Any) -> list[str]:
    missing = dataclasses.MISSING
    fields = dataclasses.fields(record)
    return [field.name for field in fields if field.default is missing and field.default_factory is missing]


_TEXT = ("text", "write it in quotes")


def _text(plain: Any) -> str:
    if not isinstance(plain, str):
        raise ValueError(*_TEXT)
    if any("\ud800" <= letter <= "\udfff" for letter in plain):
        raise ValueError("text that can be written", "it holds half of a character")
    return plain


def _day(plain: Any) -> date:
    try:
        if isinstance(plain, str) and len(plain) == len("2027-12-31"):
            return date.fromisoformat(plain)
    except ValueError:
        pass
    raise ValueError("a date", "write it as 2027-12-31")


def _instant(plain: Any) -> datetime:
    try:
        if isinstance(plain, str):
            return datetime.fromisoformat(plain)
    except ValueError:
        pass
    raise ValueError("an instant", "write it as 2027-12-31T09:30:00+00:00")


def _whole(plain: Any) -> int:
    if type(plain) is not int:
        raise ValueError("a whole number", "write it without quotes or decimals")
    return plain


def _number(plain: Any) -> float:
    if type(plain) not in (int, float) or not math.isfinite(plain):
        raise ValueError("a number", "write it without quotes")
    return float(plain)


def _truth(plain: Any) -> bool:
    if not isinstance(plain, bool):
        raise ValueError("true or false", "write one of them without quotes")
    return plain


_READERS: Mapping[type, Callable[[Any], Any]] = {
    str: _text,
    date: _day,
    datetime: _instant,
    int: _whole,
    float: _number,
    bool: _truth,
}
