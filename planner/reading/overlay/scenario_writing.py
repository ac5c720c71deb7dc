"""Operations written as a scenario file that `read_scenarios` reads back as equal operations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from planner.reading.overlay.forms import FORMS, Form, selection_keys
from planner.reading.overlay.operations.edits import SetSettings
from planner.reading.overlay.scenario import Operation
from planner.reading.overlay.scenario_file import ROOT
from planner.reading.overlay.selector import Selector
from planner.writing.marks import PROGRAM

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029]|(?<='')'")
"""What JSON leaves as it is and a TOML text should not hold: controls, line ends, and three quotes in a row."""


def scenario_text(
    name: str, operations: Iterable[Operation], *, title: str = "", source: str = "", comments: Iterable[str] = ()
) -> str:
    """One scenario with these operations as the text of a TOML file; `comments` stand at its head.

    A file keeps operations kind by kind. So they are written in that order: the kinds as each first appears, and the
    operations of a kind in theirs. Settings of one table become one. Without operations it changes nothing.
    """
    head = [f"# {PROGRAM}", *(f"# {_one_line(comment)}" for comment in comments), "", f"[{ROOT}.{_key(name)}]"]
    head += [f"{key} = {_value(text)}" for key, text in (("title", title), ("source", source)) if text.strip()]
    written = [*operations]
    body = list(_sections(name, written)) if written else ["set = []"]
    return "\n".join([*head, *body]) + "\n"


def _sections(name: str, operations: list[Operation]) -> Iterator[str]:
    by_kind: dict[str, list[Mapping[str, Any]]] = {}
    for operation in operations:
        kind, values = _written(operation)
        by_kind.setdefault(kind, []).append(values)
    for kind, sections in by_kind.items():
        if kind in _SETTINGS:
            merged = {key: value for values in sections for key, value in values.items()}
            yield from ("", f"[{ROOT}.{_key(name)}.{kind}]", *_lines(merged))
            continue
        for values in sections:
            yield from ("", f"[[{ROOT}.{_key(name)}.{kind}]]", *_lines(values))


_SETTINGS = ("policy", "portfolio")
_FORM_BY_OPERATION: Mapping[type[Any], Form] = {form.operation: form for form in FORMS if form.operation is not None}


def _written(operation: Operation) -> tuple[str, Mapping[str, Any]]:
    """The name of its kind and its keys."""
    if isinstance(operation, SetSettings):
        return operation.table, operation.values
    form = _FORM_BY_OPERATION[type(operation)]
    return form.name, form.write(operation) if form.write is not None else _keys_of(operation)


def _keys_of(operation: Operation) -> dict[str, Any]:
    """Its fields by name, those of its selection among them; what is not stated is left out."""
    stated: dict[str, Any] = {}
    for name, value in ((field.name, getattr(operation, field.name)) for field in fields(operation)):  # type: ignore[arg-type]
        if isinstance(value, Selector):
            stated |= selection_keys(value)
        elif value is not None:
            stated[name] = value
    return stated


def _lines(values: Mapping[str, Any]) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, tuple) and value and isinstance(value[0], Mapping):
            yield f"{_key(key)} = ["
            yield from (f"  {_value(row)}," for row in value)
            yield "]"
        else:
            yield f"{_key(key)} = {_value(value)}"


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case Fraction():
            return _number(value)
        case StrEnum():
            return _text(value.value)
        case str():
            return _text(value)
        case date() | int():
            return str(value)
        case Mapping():
            return "{ " + ", ".join(f"{_key(key)} = {_value(part)}" for key, part in value.items()) + " }"
        case tuple():
            return "[" + ", ".join(map(_value, value)) + "]"
        case _:
            raise TypeError(f"a scenario file cannot hold {value!r}")


def _number(value: Fraction) -> str:
    """Exactly as it is read back. Raises ValueError for a number that no decimal of a float's length is."""
    if value.denominator == 1:
        return str(value.numerator)
    text = repr(float(value))
    if Fraction(text) != value:
        raise ValueError(f"{value} cannot be written as a decimal")
    return text


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else _text(name)


def _text(text: str) -> str:
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _one_line(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)
