"""Tables as Markdown text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

NOTHING = "–"


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with the first column to the left and the others to the right."""
    lines = [header, [":--", *("--:" for _ in header[1:])], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def number(value: float | int | None, digits: int = 0, unit: str = "") -> str:
    """A number with thousands separated; a dash for None."""
    return NOTHING if value is None else f"{value:,.{digits}f}{unit}"
