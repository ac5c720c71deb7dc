"""The text of a list, whatever its encoding, and its rows, whatever its separator and line ends."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass

from planner.reading.files.encodings import ENCODING_NAMES, decoded, decoded_as
from planner.reading.files.regular_file import UnreadableFile
from planner.reading.files.sheets import MOST_COLUMNS, MOST_ROWS

Rows = tuple[tuple[int, tuple[str, ...]], ...]
"""The rows with any text, numbered from 1, each cell without the white space around it."""
ONE_BYTE = ("cp1252", "mac_roman")
"""The encodings of a byte a letter that are tried: Windows, then Mac, where any byte is a letter."""
SAVE_AS = "save it as CSV UTF-8, or as .xlsx"
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SAMPLE_ROWS = 200
_BINARY = frozenset(map(chr, range(9)))
"""Control characters that no text holds, but for a stray one."""
_STRAY, _FEW = 3, 0.01


@dataclass(frozen=True)
class ListText:
    """The rows of a file of text, and how they were found."""

    rows: Rows
    encoding: str
    separator: str
    line_end: str

    @property
    def found(self) -> str:
        """How it is written, for people."""
        return f"{ENCODING_NAMES[self.encoding]}, {SEPARATORS[self.separator]}, lines end with {self.line_end}"


def read_list_text(content: bytes, encoding: str | None = None, separator: str | None = None) -> ListText:
    """The rows of a file of text; `encoding` and `separator` where somebody states them.

    Raises `UnreadableFile` where it is no text, or no table.
    """
    found = decoded_as(content, encoding, SAVE_AS) if encoding is not None else decoded(content, ONE_BYTE, SAVE_AS)
    text, start = found.text, found.text[:10_000]
    if "\0" in start or sum(letter in _BINARY for letter in start) > max(_STRAY, len(start) * _FEW):
        raise UnreadableFile("it is no text: it holds control characters", SAVE_AS)
    if text[:4].casefold() == "sep=" and len(text) > 5:  # a line that Excel writes for itself
        separator, text = separator or text[4], text[5:].lstrip("\r\n")
    chosen = separator or _separator(text)
    return ListText(_rows(text, chosen), found.encoding, chosen, _line_end(text))


def _line_end(text: str) -> str:
    both = text.count("\r\n")
    counts = {"LF": text.count("\n") - both, "CRLF": both, "CR": text.count("\r") - both}
    return max(counts, key=lambda end: counts[end])


def _separator(text: str) -> str:
    """The separator with which most rows have the same number of cells, and more than one."""
    return max(SEPARATORS, key=lambda separator: _fit(text, separator))


def _fit(text: str, separator: str) -> tuple[float, int]:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        widths = [len(row) for row, _ in zip(reader, range(_SAMPLE_ROWS), strict=False) if any(row)]
    except csv.Error:
        return (0.0, 0)
    counts = Counter(width for width in widths if width > 1)
    if not counts:
        return (0.0, 0)
    width, rows = max(counts.items(), key=lambda item: (item[1], item[0]))
    return (round(rows / len(widths), 1), width)


def _rows(text: str, separator: str) -> Rows:
    rows: list[tuple[int, tuple[str, ...]]] = []
    number = 0
    try:
        for number, record in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), start=1
        ):
            cells = tuple(cell.strip() for cell in record)
            if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
                message = f"row {number} has {len(cells):,} cells; at most {MOST_COLUMNS:,} are read"
                raise UnreadableFile(message, "take out what does not belong in it", code="too-large")
            if any(cells):
                rows.append((number, cells[:MOST_COLUMNS]))
            if len(rows) > MOST_ROWS:
                message = f"it has more than {MOST_ROWS:,} rows"
                raise UnreadableFile(message, "take out the rows that do not belong in it", code="too-large")
    except csv.Error as error:
        cure = 'double the quotes inside a value and close them: "a ""b"" c"; or save the list as .xlsx'
        raise UnreadableFile(f"it is not well-formed CSV: {error}", cure, row=number + 1) from error
    return tuple(rows)
