"""The text of a CSV file as rows that can be edited: what is not touched stays as it was typed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from planner.reading.files.sheets import plain_name
from planner.writing.csv_text import harmless, without_quote

MARK = "\ufeff"
"""The byte order mark that some programs put at the beginning of a file."""


@dataclass
class TypedRow:
    """The cells of a row as they are typed, quotes and white space included, and how its line ends."""

    cells: list[str]
    end: str

    @property
    def is_blank(self) -> bool:
        """Whether it holds no text at all."""
        return not any(value_of(cell) for cell in self.cells)


@dataclass
class CsvRows:
    """The rows of a table; the first is the header. `text` gives the file, to the byte where nothing is edited."""

    rows: list[TypedRow]
    mark: str = ""
    added: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> CsvRows:
        """The rows of a well-formed file."""
        mark = MARK if text.startswith(MARK) else ""
        return cls(list(_rows(text[len(mark) :])), mark)

    @classmethod
    def new(cls, columns: Iterable[str]) -> CsvRows:
        """A table with this header and no rows."""
        return cls([TypedRow(list(columns), "\n")])

    def text(self) -> str:
        """The whole file."""
        return self.mark + "".join(",".join(row.cells) + row.end for row in self.rows)

    @property
    def places(self) -> Mapping[str, int]:
        """Which cell of a row belongs to each column."""
        return {plain_name(value_of(cell)): place for place, cell in reversed(list(enumerate(self.rows[0].cells)))}

    @property
    def body(self) -> list[TypedRow]:
        """The rows below the header that hold something."""
        return [row for row in self.rows[1:] if not row.is_blank]

    def typed(self, id: str, column: str) -> str:
        """A cell as it is typed; blank where there is no such column."""
        place = self.places.get(column)
        return "" if place is None else self._row(id).cells[place]

    def write(self, id: str, column: str, typed: str) -> None:
        """Put a typed cell into a row; the column is added where it is missing and there is something to write."""
        if column not in self.places:
            if not typed:
                return
            self._add_column(column)
        self._row(id).cells[self.places[column]] = typed

    def append(self, cells: Mapping[str, str]) -> None:
        """A row at the end, its line ending as the others do."""
        for column in cells:
            if column not in self.places:
                self._add_column(column)
        row = [""] * len(self.rows[0].cells)
        for column, text in cells.items():
            row[self.places[column]] = typed_cell(text)
        last, end = self.rows[-1], self.rows[0].end or "\n"
        self.rows.append(TypedRow(row, last.end))
        last.end = last.end or end

    def remove(self, id: str) -> None:
        """Take a row out; a file whose last line had no end keeps having none."""
        row = self._row(id)
        place = next(place for place, known in enumerate(self.rows) if known is row)
        del self.rows[place]
        if place == len(self.rows) and not row.end:
            self.rows[-1].end = ""

    def drop(self, column: str) -> bool:
        """Take a column out again that is the last one and blank in every row; False where it is not."""
        place = self.places.get(column)
        if place is None or place != len(self.rows[0].cells) - 1:
            return False
        wide = [row for row in self.body if len(row.cells) > place]
        if any(len(row.cells) != place + 1 or value_of(row.cells[place]) for row in wide):
            return False
        for row in (self.rows[0], *wide):
            row.cells.pop()
        return True

    def _add_column(self, column: str) -> None:
        width = len(self.rows[0].cells)
        self.rows[0].cells.append(column)
        self.added.append(column)
        for row in self.body:
            if len(row.cells) == width:
                row.cells.append("")

    def _row(self, id: str) -> TypedRow:
        place = self.places["id"]
        return next(row for row in self.body if value_of(row.cells[place]) == id)


def value_of(typed: str) -> str:
    """What a typed cell holds: without its quotes, and without white space around it."""
    cells = next(csv.reader(io.StringIO(typed, newline="")), [""])
    return without_quote(cells[0].strip() if cells else "")


def typed_cell(text: str) -> str:
    """A text as it is typed into a file, so that no spreadsheet runs it as a formula; blank for none."""
    if not text:
        return ""
    stream, end = io.StringIO(), "\r\n"  # the writer quotes what its line ends are made of
    csv.writer(stream, lineterminator=end).writerow([harmless(text)])
    return stream.getvalue().removesuffix(end)


def _rows(text: str) -> Iterator[TypedRow]:
    cells, start, place, quoted = [], 0, 0, False
    while place < len(text):
        letter = text[place]
        if letter == '"' and (quoted or place == start):
            quoted = not quoted
        elif letter == '"' and text[place - 1] == '"':
            quoted = True  # the second of two quotes inside a cell
        elif not quoted and letter == ",":
            cells.append(text[start:place])
            start = place + 1
        elif not quoted and letter in "\r\n":
            end = text[place : place + 2] if text[place : place + 2] == "\r\n" else letter
            yield TypedRow([*cells, text[start:place]], end)
            cells, start, place = [], place + len(end), place + len(end)
            continue
        place += 1
    if start < len(text) or cells:
        yield TypedRow([*cells, text[start:]], "")
