"""The text of a list, whatever its encoding, and its rows, whatever its separator and line ends."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass

from planner.reading.files.regular_file import UnreadableFile
from planner.reading.files.sheets import MOST_COLUMNS, MOST_ROWS

Rows = tuple[tuple[int, tuple[str, ...]], ...]
"""The rows with any text, numbered from 1, each cell without the white space around it."""
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows (cp1252)",
    "mac_roman": "Mac",
}
"""The encodings that are tried, in their order, and what people call them."""
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE_ROWS = 200
_BINARY = frozenset(map(chr, range(9)))
"""Control characters that no text holds, but for a stray one."""
_STRAY, _FEW = 3, 0.01
_ZEROS = 0.3
"""Share of zero bytes at every second place that only UTF-16 has."""


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
        return f"{ENCODINGS[self.encoding]}, {SEPARATORS[self.separator]}, lines end with {self.line_end}"


def read_list_text(content: bytes, encoding: str | None = None, separator: str | None = None) -> ListText:
    """The rows of a file of text; `encoding` and `separator` where somebody states them.

    Raises `UnreadableFile` where it is no text, or no table.
    """
    text, found = _decoded(content, encoding)
    start = text[:10_000]
    if sum(letter in _BINARY for letter in start) > max(_STRAY, len(start) * _FEW):
        raise UnreadableFile("it is no text: it holds control characters", "save it as CSV UTF-8, or as .xlsx")
    text = text.removeprefix("\ufeff")
    if text[:4].casefold() == "sep=" and len(text) > 5:  # a line that Excel writes for itself
        separator, text = separator or text[4], text[5:].lstrip("\r\n")
    chosen = separator or _separator(text)
    return ListText(_rows(text, chosen), found, chosen, _line_end(text))


def _decoded(content: bytes, stated: str | None) -> tuple[str, str]:
    """The text and its encoding. What is not UTF-8 is taken for Windows, then for Mac, where any byte is a letter."""
    if stated is not None:
        return _strictly(content, stated), stated
    if content.startswith(_UTF_16_MARKS):
        return _strictly(content, "utf-16"), "utf-16"
    if zeros := _places_of_zeros(content[:10_000]):
        return _strictly(content, zeros), "utf-16"
    if b"\0" in content[:10_000]:
        raise UnreadableFile("it is no text: it holds NUL bytes", "save it as CSV UTF-8, or as .xlsx")
    if _is_broken_utf_8(content):
        return content.decode("utf-8-sig", errors="replace"), "utf-8"
    for encoding in ("utf-8-sig", "cp1252", "mac_roman"):
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("its encoding is not known", "save it as CSV UTF-8", code="wrong-encoding")


def _is_broken_utf_8(content: bytes) -> bool:
    """Whether a few bytes alone keep a text from being UTF-8: far fewer than the letters that only UTF-8 writes so."""
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return 0 < broken * 10 <= sum(not letter.isascii() for letter in text) - broken


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        message = f"it is not encoded in {ENCODINGS.get(encoding, encoding)}"
        raise UnreadableFile(
            message, "save it as CSV UTF-8, or state another encoding", code="wrong-encoding"
        ) from error


def _places_of_zeros(sample: bytes) -> str | None:
    """Which UTF-16 a text without a mark is in, by where its zero bytes stand."""
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if max(even, odd) < _ZEROS or min(even, odd) > _ZEROS / 10:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


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
