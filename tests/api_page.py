"""The page of the public API, made from the code: `python -m tests.api_page > docs/api.md`."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cached_property
from importlib import import_module
from typing import Any

DOORS = ("planner", "planner.futures", "planner.present")
INTRODUCTION = """# The public API

A notebook imports from `planner` and from two doors, `planner.futures` and `planner.present`. The names on this page are
public: they change only with a line in the [changelog](../CHANGELOG.md). Everything else is internal. The
[first notebook](../notebooks/01_first_plan.ipynb) uses most of them.

`make docs` writes this page from the code, and a test compares the two.
"""


def api_page() -> str:
    """The whole page in Markdown; a name that two doors offer is described at the first."""
    shown: set[int] = set()
    return "\n".join([INTRODUCTION, *(section for door in DOORS for section in _door(door, shown))])


def _door(door: str, shown: set[int]) -> Iterator[str]:
    module = import_module(door)
    things = {name: getattr(module, name) for name in module.__all__}
    again = [f"`{name}`" for name, thing in things.items() if id(thing) in shown]
    things = {name: thing for name, thing in things.items() if id(thing) not in shown}
    shown |= {id(thing) for thing in things.values()}
    yield f"## `{door}`\n\n{_first_sentence(module)}\n"
    for title, is_of_kind in KINDS.items():
        lines = [LINES[title](name, thing) for name, thing in things.items() if is_of_kind(thing)]
        if lines:
            yield f"### {title} of `{door}`\n\n" + "\n".join(lines) + "\n"
    if again:
        yield f"Also here, and described above: {', '.join(again)}.\n"


def _is_value(thing: Any) -> bool:
    return not callable(thing)


def _is_error(thing: Any) -> bool:
    return inspect.isclass(thing) and issubclass(thing, Exception)


def _is_enumeration(thing: Any) -> bool:
    return inspect.isclass(thing) and issubclass(thing, Enum)


def _is_record(thing: Any) -> bool:
    return inspect.isclass(thing) and not _is_error(thing) and not _is_enumeration(thing)


KINDS = {
    "Functions": inspect.isfunction,
    "Records": _is_record,
    "Enumerations": _is_enumeration,
    "Errors": _is_error,
    "Constants": _is_value,
}


def _function(name: str, function: Any) -> str:
    return f"- `{_call(name, function)}`<br>{_first_sentence(function)}"


def _record(name: str, record: Any) -> str:
    lines = [f"- **`{name}`**: {_first_sentence(record)}"]
    if is_dataclass(record):
        lines.append(f"  <br>Fields: {', '.join(f'`{field.name}`' for field in fields(record))}.")
    return "\n".join(
        [*lines, *(_member(name, member) for name, member in _members(record) if _is_public(name, member))]
    )


def _members(record: Any) -> Iterator[tuple[str, Any]]:
    """What the class has itself, and what it has from the classes of its own folder that it is put together from."""
    for part in reversed(record.__mro__):
        if part is record or part.__module__.startswith(f"{record.__module__}."):
            yield from vars(part).items()


def _is_public(name: str, member: Any) -> bool:
    return not name.startswith("_") and inspect.isfunction(_function_of(member))


def _function_of(member: Any) -> Any:
    """The function behind a property, a cached property or a class method."""
    return getattr(member, "func", getattr(member, "fget", getattr(member, "__func__", member)))


def _member(name: str, member: Any) -> str:
    function = _function_of(member)
    is_property = isinstance(member, property | cached_property)
    value = f"{name}: {_annotation(inspect.signature(function).return_annotation)}"
    shown = value if is_property else _call(name, function)
    return f"  - `{shown}`" + (f": {_first_sentence(function)}" if function.__doc__ else "")


def _enumeration(name: str, enumeration: Any) -> str:
    values = ", ".join(f"`{value.name}`" for value in enumeration)
    return f"- **`{name}`**: {_first_sentence(enumeration)}<br>Values: {values}."


def _error(name: str, error: Any) -> str:
    return f"- **`{name}`**: {_first_sentence(error)}"


def _constant(name: str, value: Any) -> str:
    return f"- `{name} = {value!r}`"


LINES = {
    "Functions": _function,
    "Records": _record,
    "Enumerations": _enumeration,
    "Errors": _error,
    "Constants": _constant,
}


def _call(name: str, function: Any) -> str:
    signature = inspect.signature(function)
    parameters = [parameter for name, parameter in signature.parameters.items() if name not in ("self", "cls")]
    shown = [_parameter(parameter) for parameter in parameters]
    keyword_only = [index for index, parameter in enumerate(parameters) if parameter.kind is parameter.KEYWORD_ONLY]
    if keyword_only:
        shown.insert(keyword_only[0], "*")
    return f"{name}({', '.join(shown)}) -> {_annotation(signature.return_annotation)}"


def _parameter(parameter: inspect.Parameter) -> str:
    stars = {"VAR_POSITIONAL": "*", "VAR_KEYWORD": "**"}.get(parameter.kind.name, "")
    shown = f"{stars}{parameter.name}"
    if parameter.annotation is not parameter.empty:
        shown += f": {_annotation(parameter.annotation)}"
    if parameter.default is not parameter.empty:
        shown += f" = {getattr(parameter.default, '__name__', repr(parameter.default))}"
    return shown


def _annotation(annotation: Any) -> str:
    return annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))


def _first_sentence(thing: Any) -> str:
    paragraph = " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())
    return paragraph.split(". ")[0].rstrip(".") + "."


if __name__ == "__main__":
    sys.stdout.write(api_page())
