"""On which line of a TOML file a key stands; the standard library's reader does not keep it."""

from __future__ import annotations

import re
from collections.abc import Mapping

KeyPath = tuple[str | int, ...]
"""Names of tables and keys, and positions in arrays of tables: `("scenario", "late", "slip", 0, "months")`."""

_HEADER = re.compile(r"^\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")
_LONG_QUOTES = ('"""', "'''")


def line_numbers(text: str) -> Mapping[KeyPath, int]:
    """The line, from 1, of every table header and of every key written on a line of its own.

    Keys inside inline tables stand on the line of the key that holds the inline table; `line_of` finds it.
    """
    lines: dict[KeyPath, int] = {}
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
    open_quotes: str | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        inside, open_quotes = open_quotes is not None, _quotes_left_open(line, open_quotes)
        if inside:
            continue
        if header := _HEADER.match(line):
            table = _table_path(_parts(header[2]), counts, is_array=header[1] == "[[")
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault((*table, *_parts(key[1])), number)
    return lines


def line_of(lines: Mapping[KeyPath, int], path: KeyPath) -> int | None:
    """The line of a key or table; where it has none, the first line of what is in it, else of the table around it."""
    for length in range(len(path), 0, -1):
        around = path[:length]
        if around in lines:
            return lines[around]
        inside = [line for key, line in lines.items() if key[:length] == around]
        if inside:
            return min(inside)
    return None


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _table_path(parts: tuple[str, ...], counts: dict[KeyPath, int], *, is_array: bool) -> KeyPath:
    """The path of a header with the positions of the arrays it lies in."""
    path: KeyPath = ()
    for part in parts[:-1]:
        path = (*path, part)
        if path in counts:
            path = (*path, counts[path] - 1)
    path = (*path, parts[-1])
    if not is_array:
        return path
    counts[path] = counts.get(path, 0) + 1
    return (*path, counts[path] - 1)


def _quotes_left_open(line: str, open_quotes: str | None) -> str | None:
    """Which long quotes are open at the end of a line."""
    rest = line
    while rest:
        if open_quotes is not None:
            _, found, rest = rest.partition(open_quotes)
            open_quotes = None if found else open_quotes
            continue
        first = min((quotes for quotes in _LONG_QUOTES if quotes in rest), key=rest.index, default=None)
        if first is None:
            return None
        open_quotes, rest = first, rest.partition(first)[2]
    return open_quotes
