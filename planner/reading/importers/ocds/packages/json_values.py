"""The JSON values of a text, one after another: what is no JSON, or can be read in two ways, is one finding with its line.

The standard library reads the values. It says neither where a key stands twice nor where a number is none, so after a
fault the text is looked through once more for its place.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from planner.domain.findings import Finding, Severity
from planner.errors import InputError

MOST_DEPTH = 100
MOST_DIGITS = 40
MOST_VALUES = 100_000
_BETWEEN = re.compile(r"[\s,\x1e]*")
"""What may stand between two values: space, line ends, a comma, or the separator of JSON sequences."""
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_DOWNLOAD = "download it again, or ask its publisher to mend it"


class _Unfit(Exception):  # noqa: N818 - it is caught at once and becomes a finding
    """Something that JSON cannot mean in one way."""


def json_values(text: str, file: str) -> tuple[Any, ...]:
    """Every value of the text in its order. Raises `InputError` with the line of what cannot be read."""
    decoder = json.JSONDecoder(
        object_pairs_hook=_object, parse_constant=_refuse, parse_int=_whole, parse_float=_number, strict=False
    )
    values: list[Any] = []
    at = _after(text, 0)
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise InputError([_no_json(text, error, file)]) from error
        except (_Unfit, RecursionError) as error:
            raise InputError([_first_fault(text, file)]) from error
        values.append(value)
        at = _after(text, at)
        if len(values) > MOST_VALUES:
            raise InputError([_finding(text, at, file, f"it holds more than {MOST_VALUES:,} values", "split the file")])
    if any(_deeper_than(value, MOST_DEPTH) for value in values):
        raise InputError([_first_fault(text, file)])
    return tuple(values)


def _after(text: str, at: int) -> int:
    match = _BETWEEN.match(text, at)
    return match.end() if match else at


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Unfit
    return found


def _refuse(constant: str) -> NoReturn:
    raise _Unfit(constant)


def _whole(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise _Unfit(text)
    return int(text)


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number) or len(text) > 10 * MOST_DIGITS:
        raise _Unfit(text)
    return number


def _deeper_than(value: Any, depth: int) -> bool:
    level = [value]
    for _ in range(depth):
        level = [part for whole in level for part in _parts(whole)]
        if not level:
            return False
    return any(isinstance(part, dict | list) for part in level)


def _parts(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def _no_json(text: str, error: json.JSONDecodeError, file: str) -> Finding:
    found = text[error.pos : error.pos + 20].split("\n")[0].strip()
    where = (
        f'at "{found}"' if found else "at the end of the text" if error.pos >= len(text.rstrip()) else "at a line end"
    )
    message = f"it is no JSON {where} (character {error.colno:,} of the line): {_in_words(error.msg)}"
    return _finding(text, error.pos, file, message, _DOWNLOAD, code="not-json")


def _in_words(message: str) -> str:
    """What the standard library says, as the sentence goes on: `Expecting value` becomes `a value is expected`."""
    known = {
        "Expecting value": "a value is expected",
        "Expecting ',' delimiter": "a comma or a closing bracket is expected",
        "Expecting ':' delimiter": "a colon is expected",
        "Expecting property name enclosed in double quotes": "a name in double quotes is expected",
        "Unterminated string starting at": "a quote is opened and never closed",
    }
    return known.get(message, message[:1].lower() + message[1:])


def _first_fault(text: str, file: str) -> Finding:
    """The first thing that makes a text unfit although every bracket may be right."""
    open_objects: list[set[str] | None] = []
    before = ""
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in "{[":
            open_objects.append(set() if token == "{" else None)
            if len(open_objects) > MOST_DEPTH:
                message = f"its values are nested more than {MOST_DEPTH} deep"
                return _finding(text, match.start(), file, message, "name a file of open contracting data")
        elif token in "}]" and open_objects:
            open_objects.pop()
        elif token == ":" and open_objects and isinstance(names := open_objects[-1], set):
            if before in names:
                return _twice(text, match.start(), file, before)
            names.add(before)
        elif (fault := _fault_of_number(token)) is not None:
            return _finding(text, match.start(), file, fault, _DOWNLOAD, code="not-json")
        before = token
    return _finding(
        text, 0, file, f"its values are nested more than {MOST_DEPTH} deep", "name a file of open contracting data"
    )


def _twice(text: str, at: int, file: str, name: str) -> Finding:
    message = f"{name[:60]} stands twice in one object, and nobody can say which of the two holds"
    return _finding(
        text, at, file, message, "take one of the two out, or ask the publisher to mend it", code="key-twice"
    )


def _fault_of_number(token: str) -> str | None:
    if token in ("NaN", "Infinity", "-Infinity"):
        return f"{token} is no number that JSON knows"
    if not re.match(r"-?\d", token):
        return None
    try:
        _number(token) if re.search(r"[.eE]", token) else _whole(token)
    except _Unfit:
        shown = token if len(token) <= 30 else f"{token[:12]}… ({len(token):,} characters)"
        return f"{shown} is too large a number"
    except ValueError:
        return f"{token[:30]} is no number"
    return None


def _finding(text: str, at: int, file: str, message: str, cure: str, *, code: str = "unfit-json") -> Finding:
    row = text.count("\n", 0, at) + 1
    return Finding(severity=Severity.ERROR, code=code, file=file, row=row, message=message, cure=cure)
