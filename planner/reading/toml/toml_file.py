"""A TOML file as its content with the line of every key; what is no TOML, or too large, is one finding."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from planner.domain.findings import Finding, Severity
from planner.errors import InputError
from planner.reading.files.regular_file import UnreadableFile, read_text
from planner.reading.toml.lines import KeyPath, line_numbers, line_of
from planner.reading.toml.spot import Spot

MOST_BYTES = 5_000_000
MOST_DEPTH = 50
MOST_DIGITS = 300
_BRACKETS = re.compile(r"[\[\]{}]")
_STRINGS = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')
_DIGITS = re.compile(rf"\d[\d_]{{{MOST_DIGITS},}}")
_LINE_OF_ERROR = re.compile(r"at line (\d+)")


@dataclass(frozen=True, kw_only=True)
class TomlFile:
    """The content of a file; `name` is what findings call it."""

    name: str
    content: Mapping[str, Any]
    lines: Mapping[KeyPath, int]

    def spot(self, path: KeyPath, *, root: str = "", unnamed: str = "") -> Spot:
        """Where a key stands. `root` is left out of its dotted name; `unnamed` is the name of what has none."""
        key = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path if part != root)
        return Spot(file=self.name, key=key.lstrip(".") or unnamed, line=line_of(self.lines, path))


def read_toml(path: str | Path) -> TomlFile:
    """The file at a path. Raises `InputError` where it cannot be read, is no TOML, or passes a limit."""
    file = Path(path)
    return parse_toml(_text_of(file), file.name)


def parse_toml(text: str, name: str) -> TomlFile:
    """As `read_toml`, for the text of a file."""
    return _Text(name, text).parsed()


def _text_of(file: Path) -> str:
    try:
        return read_text(file, MOST_BYTES)
    except UnreadableFile as fault:
        raise InputError([fault.finding(file.name)]) from fault


class _Text:
    """The text of one file on its way to its content."""

    def __init__(self, name: str, text: str) -> None:
        self._name, self._text = name, text

    def parsed(self) -> TomlFile:
        self._check_limits()
        try:
            content = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            place = _LINE_OF_ERROR.search(str(error))
            line = int(place[1]) if place else max(1, len(self._text.splitlines()))
            raise _unreadable(
                self._name, f"it is not well-formed TOML: {_plain(str(error))}", "mend it there", line
            ) from error
        return TomlFile(name=self._name, content=content, lines=line_numbers(self._text))

    def _check_limits(self) -> None:
        """Refuse what the reader of TOML would choke on: numbers without end, and tables in tables in tables."""
        for number, line in self._bare_lines:
            if _DIGITS.search(line):
                raise _unreadable(self._name, f"a number has more than {MOST_DIGITS} digits", "shorten it", number)
        depth = 0
        for number, line in self._bare_lines:
            for bracket in _BRACKETS.findall(line):
                depth = max(0, depth + (1 if bracket in "[{" else -1))
                if depth > MOST_DEPTH:
                    message = f"lists and tables lie in each other more than {MOST_DEPTH} deep"
                    raise _unreadable(self._name, message, "write it flatter", number)

    @cached_property
    def _bare_lines(self) -> list[tuple[int, str]]:
        """The lines, from 1, without the texts between quotes and without comments."""
        lines = enumerate(self._text.splitlines(), start=1)
        return [(number, _STRINGS.sub('""', line).partition("#")[0]) for number, line in lines]


def _plain(error: str) -> str:
    """What the reader of TOML says, without the place, which is said beside it."""
    said = re.sub(r" \(at (line \d+, column \d+|end of document)\)$", "", error)
    return said[:1].lower() + said[1:]


def _unreadable(file: str, message: str, cure: str, line: int | None = None) -> InputError:
    finding = Finding(severity=Severity.ERROR, code="unreadable-file", file=file, row=line, message=message, cure=cure)
    return InputError([finding])
