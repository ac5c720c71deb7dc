"""Values as TOML writes them, so that the reader of the standard library gives the same values back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029]|(?<='')'")
"""What JSON leaves as it is and a TOML text should not hold: controls, line ends, and three quotes in a row."""


def toml_value(value: Any) -> str:
    """A text, number, date, list or table as TOML writes it, on one line. Raises TypeError for anything else."""
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
            return "{ " + ", ".join(f"{toml_key(key)} = {toml_value(part)}" for key, part in value.items()) + " }"
        case tuple():
            return "[" + ", ".join(map(toml_value, value)) + "]"
        case _:
            raise TypeError(f"TOML cannot hold {value!r}")


def _number(value: Fraction) -> str:
    """Exactly as it is read back. Raises ValueError for a number that no decimal of a float's length is."""
    if value.denominator == 1:
        return str(value.numerator)
    text = repr(float(value))
    if Fraction(text) != value:
        raise ValueError(f"{value} cannot be written as a decimal")
    return text


def toml_key(name: str) -> str:
    """A key, between quotes where it has to be."""
    return name if _BARE_KEY.fullmatch(name) else _text(name)


def _text(text: str) -> str:
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
