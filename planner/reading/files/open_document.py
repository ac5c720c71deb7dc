"""The rows of an OpenDocument spreadsheet (`.ods`), as those of a workbook; what it unpacks to is bounded first."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

from planner.errors import InputError
from planner.reading.files.archive import SAVE_AS, check_archive
from planner.reading.files.regular_file import UnreadableFile, read_bytes
from planner.reading.files.sheets import unreadable
from planner.reading.files.workbook import MOST_CELLS, NumberedRows, rows_of

SUFFIX = ".ods"
_CONTENT = "content.xml"
_TOKEN = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])([^>]*)>")
_REPEATED = re.compile(rb'table:number-(?:rows|columns)-repeated="(\d{1,9})')
_HAS_VALUE = b"office:value-type"


def open_document_rows(path: Path) -> Mapping[str, NumberedRows]:
    """The rows with any text of every sheet. Raises `InputError` where the file cannot be read."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        content = read_bytes(path)
        check_archive(content)
        _check_size(content)
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            return {name: rows_of(book.get_sheet_by_name(name)) for name in book.sheet_names}
    except UnreadableFile as fault:
        raise InputError([fault.finding(path.name)]) from fault
    except (CalamineError, OSError, BadZipFile, KeyError, ValueError) as error:
        message = "it cannot be opened as a spreadsheet: a part of it is missing or damaged"
        raise InputError([unreadable(path.name, message, SAVE_AS)]) from error


def _check_size(content: bytes) -> None:
    """Raise `UnreadableFile` where a sheet has more cells up to its last filled one than fit into memory.

    A file says of a row, or of a cell, how often it stands there. Blank ones are repeated to the end of the sheet.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        text = archive.read(_CONTENT)
    for rows, columns in _sizes(text):
        if rows * columns > MOST_CELLS:
            message = f"a sheet reaches to row {rows:,} and column {columns:,}"
            raise UnreadableFile(message, "delete the rows and columns behind the tables", code="oversized-sheet")


def _sizes(text: bytes) -> Iterator[tuple[int, int]]:
    """The last filled row and column of every sheet."""
    rows, last, widest, times, column, filled = 0, 0, 0, 0, 0, 0
    for token in _TOKEN.finditer(text):
        kind, attributes = token[1], token[2]
        repeated = _REPEATED.search(attributes)
        count = int(repeated[1]) if repeated else 1
        if kind in (b"table", b"table-row"):
            rows += times
            last, widest = (rows, max(widest, filled)) if filled else (last, widest)
            times, column, filled = count, 0, 0
        if kind == b"table":
            yield last, widest
            rows, last, widest, times = 0, 0, 0, 0
        elif kind != b"table-row":
            column += count
            filled = column if _HAS_VALUE in attributes else filled
    rows += times
    yield (rows, max(widest, filled)) if filled else (last, widest)
