"""Frozen records to plain JSON values and back, by their type hints, nothing lost and nothing guessed."""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from planner.errors import StoreError

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


def from_plain(expected: type[T], plain: Any) -> T:
    """The value that `to_plain` was given. A field that is missing takes its default (it came with a later version).

    Raises StoreError for a field that `expected` does not have, or a value that does not fit its type.
    """
    return cast(T, _read(expected, plain, expected.__name__))


def to_canonical_text(value: object) -> str:
    """JSON with sorted keys and no spaces: the same value is always the same text."""
    return json.dumps(to_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _read(expected: Any, plain: Any, place: str) -> Any:
    if get_origin(expected) in (Union, types.UnionType):
        return _read_optional(expected, plain, place)
    if get_origin(expected) is tuple:
        item_type = get_args(expected)[0]
        return tuple(_read(item_type, item, f"{place}[{index}]") for index, item in enumerate(_list(plain, place)))
    if dataclasses.is_dataclass(expected):
        return _read_record(cast(type, expected), plain, place)
    if isinstance(expected, type) and issubclass(expected, Enum | date):
        return _read_text(expected, plain, place)
    if expected is float and type(plain) is int:
        return float(plain)
    if type(plain) is not expected:
        raise StoreError(f"{place}: found {plain!r}, expected {getattr(expected, '__name__', expected)}")
    return plain


def _read_optional(expected: Any, plain: Any, place: str) -> Any:
    if plain is None:
        return None
    (given,) = (choice for choice in get_args(expected) if choice is not type(None))
    return _read(given, plain, place)


def _read_record(expected: type, plain: Any, place: str) -> Any:
    if not isinstance(plain, dict):
        raise StoreError(f"{place}: found {plain!r}, expected the fields of {expected.__name__}")
    hints = _field_types(expected)
    unknown = sorted(plain.keys() - hints.keys())
    if unknown:
        raise StoreError(f"{place}: field {unknown[0]} is unknown; it was stored by a newer version of the planner")
    return expected(**{name: _read(hints[name], item, f"{place}.{name}") for name, item in plain.items()})


@lru_cache(maxsize=128)
def _field_types(record: type) -> Mapping[str, Any]:
    hints = get_type_hints(record)
    return {field.name: hints[field.name] for field in dataclasses.fields(record)}


def _read_text(expected: type, plain: Any, place: str) -> Any:
    try:
        return expected(plain) if issubclass(expected, Enum) else date.fromisoformat(plain)
    except (ValueError, TypeError) as error:
        raise StoreError(f"{place}: found {plain!r}, expected a {expected.__name__}") from error


def _list(plain: Any, place: str) -> list[Any]:
    if not isinstance(plain, list):
        raise StoreError(f"{place}: found {plain!r}, expected a list")
    return plain
