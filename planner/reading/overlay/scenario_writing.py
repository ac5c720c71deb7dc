"""Operations written as a scenario file that `read_scenarios` reads back as equal operations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from planner.reading.overlay.forms import FORMS, Form, selection_keys
from planner.reading.overlay.operations.edits import SetSettings
from planner.reading.overlay.scenario import Operation
from planner.reading.overlay.scenario_file import ROOT
from planner.reading.overlay.selector import Selector
from planner.reading.toml.toml_text import toml_key, toml_value
from planner.writing.marks import PROGRAM


def scenario_text(
    name: str, operations: Iterable[Operation], *, title: str = "", source: str = "", comments: Iterable[str] = ()
) -> str:
    """One scenario with these operations as the text of a TOML file; `comments` stand at its head.

    A file keeps operations kind by kind. So they are written in that order: the kinds as each first appears, and the
    operations of a kind in theirs. Settings of one table become one. Without operations it changes nothing.
    """
    head = [f"# {PROGRAM}", *(f"# {_one_line(comment)}" for comment in comments), "", f"[{ROOT}.{toml_key(name)}]"]
    head += [f"{key} = {toml_value(text)}" for key, text in (("title", title), ("source", source)) if text.strip()]
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
            yield from ("", f"[{ROOT}.{toml_key(name)}.{kind}]", *_lines(merged))
            continue
        for values in sections:
            yield from ("", f"[[{ROOT}.{toml_key(name)}.{kind}]]", *_lines(values))


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
            yield f"{toml_key(key)} = ["
            yield from (f"  {toml_value(row)}," for row in value)
            yield "]"
        else:
            yield f"{toml_key(key)} = {toml_value(value)}"


def _one_line(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)
