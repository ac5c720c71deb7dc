"""A small CSV table of the benchmarks, read row by row: what is wrong is said with file, line and column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planner.errors import PlannerError
from planner.reading.files.regular_file import UnreadableFile, read_text

_WHOLE = re.compile(r"[+-]?\d{1,15}")


class TableFileError(PlannerError):
    """A table of the benchmarks cannot be read."""


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """One row; `cells` holds a text for every column that was asked for."""

    file: Path
    line: int
    cells: Mapping[str, str]

    def wrong(self, column: str, what: str, cure: str) -> TableFileError:
        """What is to be raised for a cell."""
        return TableFileError(f"{self.file}, line {self.line}, {column}: {what}; {cure}")

    def whole(self, column: str) -> int:
        """A whole number. Raises `TableFileError` where the cell holds none."""
        text = self.cells[column].strip()
        if not _WHOLE.fullmatch(text):
            raise self.wrong(column, f"{text!r} is not a whole number", "write one")
        return int(text)


def read_table(file: Path, columns: Sequence[str], optional: Sequence[str] = ()) -> Iterator[TableRow]:
    """The rows of a table that has at least these columns. Raises `TableFileError`.

    The cells of an optional column that the table does not have are blank.
    """
    try:
        reader = csv.DictReader(io.StringIO(read_text(file), newline=""), strict=True)
        missing = [column for column in columns if column not in (reader.fieldnames or ())]
        if missing:
            raise TableFileError(f"{file}, line 1: there is no column {', '.join(missing)}; add it to the header")
        found = [*columns, *(column for column in optional if column in (reader.fieldnames or ()))]
        for cells in reader:
            row = _row(file, reader.line_num, cells, found)
            yield replace(row, cells={**dict.fromkeys(optional, ""), **row.cells})
    except UnreadableFile as fault:
        raise TableFileError(f"{file}: {fault.message}; {fault.cure}") from fault
    except csv.Error as error:
        raise TableFileError(f"{file}: it is not well-formed CSV; close its quotes") from error


def _row(file: Path, line: int, cells: Mapping[str | None, str | None], columns: Sequence[str]) -> TableRow:
    found = {column: cells[column] for column in columns}
    row = TableRow(file=file, line=line, cells={column: text or "" for column, text in found.items()})
    blank = next((column for column, text in found.items() if text is None), None)
    if blank is not None:
        raise row.wrong(blank, "the row ends before it", "write a comma for every cell left blank")
    if None in cells:
        raise row.wrong("the row", "it has more cells than the header", "take out the surplus commas")
    return row
