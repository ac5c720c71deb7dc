"""The tables of a Primavera XER file: tab-separated rows below the names of their columns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from planner.reading.files.encodings import decoded
from planner.reading.files.regular_file import UnreadableFile

HEADER = "ERMHDR"
EXPORT_AGAIN = "export it from P6 again"
_ONE_BYTE = ("cp1252",)
"""P6 writes the Western European of Windows where it writes no UTF-8."""

Cells = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class XerTables:
    """The rows of tables by their names in capitals; the cells that are not blank, by the names of columns in small letters.

    `header` are the cells of the first line. `is_ended`: whether the mark of the end stands at the end.
    """

    header: Sequence[str]
    rows: Mapping[str, list[Cells]]
    is_ended: bool

    def of(self, table: str) -> list[Cells]:
        """The rows of a table; none where the file does not have it."""
        return self.rows.get(table, [])


def read_tables(content: bytes, wanted: Collection[str]) -> XerTables:
    """The wanted tables in the content of a file. Raises `UnreadableFile`, with the line, where it is no XER."""
    text = decoded(content, _ONE_BYTE, f"{EXPORT_AGAIN}, or save it as UTF-8").text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    first = lines[0].split("\t")
    if first[0] != HEADER:
        raise UnreadableFile(f"it does not begin with {HEADER}, as XER files do", EXPORT_AGAIN, row=1)
    reader = _Reader(frozenset(wanted))
    for number, line in enumerate(lines[1:], start=2):
        reader.take(number, line)
    reader.check_end(len(lines))
    return XerTables(header=first, rows=reader.rows, is_ended=reader.is_ended)


class _Reader:
    def __init__(self, wanted: frozenset[str]) -> None:
        self._wanted = wanted
        self.rows: dict[str, list[Cells]] = {}
        self.is_ended = False
        self._table, self._columns = "", list[str]()
        self._short_row = 0

    def take(self, number: int, line: str) -> None:
        """One line; kinds of lines that are not known are left alone."""
        mark, *cells = line.split("\t")
        match mark.strip():
            case "%T":
                self._table, self._columns = "".join(cells[:1]).strip().upper(), []
            case "%F":
                self._columns = [cell.strip().casefold() for cell in cells]
            case "%R":
                self._take_row(number, cells)
            case "%E":
                self.is_ended = True

    def _take_row(self, number: int, cells: list[str]) -> None:
        if not self._table or not self._columns:
            message = "a row stands before the name of its table (%T) and of its columns (%F)"
            raise UnreadableFile(message, EXPORT_AGAIN, row=number)
        self._short_row = number if len(cells) < len(self._columns) else 0
        if self._table in self._wanted:
            self._check_length(number, cells)
            self.rows.setdefault(self._table, []).append(self._cells(cells))

    def _check_length(self, number: int, cells: list[str]) -> None:
        """Raise where a row is longer than its table, so that its cells stand in wrong columns."""
        if any(cell.strip() for cell in cells[len(self._columns) :]):
            message = f"the row of {self._table} has {len(cells)} cells and the table {len(self._columns)} columns"
            raise UnreadableFile(message, f"take the tab out of the text of this row, or {EXPORT_AGAIN}", row=number)

    def _cells(self, cells: list[str]) -> Cells:
        """The cells that are not blank, by column."""
        named = zip(self._columns, map(str.strip, cells), strict=False)
        return {column: cell for column, cell in named if cell}

    def check_end(self, lines: int) -> None:
        """Raise where the file stops within its last row."""
        if not self.is_ended and self._short_row == lines:
            message = "it ends in the middle of a row, so a part of it is missing"
            raise UnreadableFile(message, f"copy it again, or {EXPORT_AGAIN}", row=lines)
