"""The valid name nearest to a misspelt one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from difflib import get_close_matches

_OTHER_SEPARATORS = re.compile(r"[,/|+&\n]|\s+and\s+")
WINDOW = 100
"""Of a long list only so many names before and after the misspelt one, in order and in reversed order, are compared."""


def nearest_name(found: str, names: Collection[str]) -> str | None:
    """The name most like the one found; None where none is like it."""
    candidates = names if len(names) <= 4 * WINDOW else _neighbours(found, names)
    plain = {name.casefold(): name for name in sorted(candidates)}
    matches = get_close_matches(found.casefold(), plain, n=1, cutoff=0.6)
    return plain[matches[0]] if matches else None


class Names:
    """Valid names of one kind, with the nearest to a misspelt one; keeps the order it needs for long lists."""

    def __init__(self, names: Collection[str]) -> None:
        self.names = frozenset(names)
        self._forwards = sorted(names)
        self._backwards = sorted(name[::-1] for name in names)

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def __len__(self) -> int:
        return len(self.names)

    def nearest(self, found: str) -> str | None:
        """The name most like the one found; None where none is like it."""
        window = {*_window(found, self._forwards), *(name[::-1] for name in _window(found[::-1], self._backwards))}
        return nearest_name(found, window)


def names_listed(text: str, names: Names) -> tuple[str, ...]:
    """The names in a text that separates them by something else than the separator of lists, for instance by commas.

    Empty where fewer than two parts are there, or none of them is a name.
    """
    parts = tuple(part.strip() for part in _OTHER_SEPARATORS.split(text) if part.strip())
    return parts if len(parts) > 1 and any(part in names for part in parts) else ()


def _neighbours(found: str, names: Collection[str]) -> Collection[str]:
    backwards = _window(found[::-1], sorted(name[::-1] for name in names))
    return {*_window(found, sorted(names)), *(name[::-1] for name in backwards)}


def _window(found: str, ordered: list[str]) -> list[str]:
    place = bisect_left(ordered, found)
    return ordered[max(0, place - WINDOW) : place + WINDOW]
