"""The rows of an OpenDocument spreadsheet (`.ods`), as those of a workbook; what it unpacks to is bounded first."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

from planner.errors import InputError
from planner.reading.files.archive import SAVE_AS, check_archive
from planner.reading.files.regular_file import UnreadableFile, read_bytes
from planner.reading.files.sheets import MOST_COLUMNS, MOST_ROWS, unreadable
from planner.reading.files.workbook import NumberedRows, rows_of

SUFFIX = ".ods"
_CONTENT = "content.xml"
_ROW = re.compile(rb"<table:table-row\b[^>]*?(?:/>|>.*?</table:table-row>)", re.DOTALL)
_ROWS_REPEATED = re.compile(rb'<table:table-row\b[^>]*\btable:number-rows-repeated="(\d+)"')
_CELL_REPEATED = re.compile(
    rb'<table:table-cell\b(?=[^>]*\boffice:value-type)[^>]*\btable:number-columns-repeated="(\d+)"'
)
_HAS_VALUE = b"office:value-type"


def open_document_rows(path: Path) -> Mapping[str, NumberedRows]:
    """The rows with any text of every sheet. Raises `InputError` where the file cannot be read."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        content = read_bytes(path)
        check_archive(content)
        _check_repeats(content)
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            return {name: rows_of(book.get_sheet_by_name(name)) for name in book.sheet_names}
    except UnreadableFile as fault:
        raise InputError([fault.finding(path.name)]) from fault
    except (CalamineError, OSError, BadZipFile, KeyError, ValueError) as error:
        message = "it cannot be opened as a spreadsheet: a part of it is missing or damaged"
        raise InputError([unreadable(path.name, message, SAVE_AS)]) from error


def _check_repeats(content: bytes) -> None:
    """Raise `UnreadableFile` where filled cells are repeated so often that they would not fit into memory.

    A file says of a cell, or of a row, how often it stands there. Blank ones are repeated to the end of the sheet.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        text = archive.read(_CONTENT)
    columns = max((int(found[1][:9]) for found in _CELL_REPEATED.finditer(text)), default=1)
    filled = (_ROWS_REPEATED.match(row[0]) for row in _ROW.finditer(text) if _HAS_VALUE in row[0])
    rows = max((int(found[1][:9]) for found in filled if found), default=1)
    if columns > MOST_COLUMNS or rows > MOST_ROWS:
        message = f"a filled cell is repeated over {rows:,} rows and {columns:,} columns"
        raise UnreadableFile(message, "delete the rows and columns behind the tables", code="too-large")
