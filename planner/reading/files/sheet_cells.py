"""What the reader of a workbook does not tell: error values, formulas that were never computed, the size of a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import join, normpath
from typing import BinaryIO
from xml.etree import ElementTree
from zipfile import ZipFile

from planner.reading.files.regular_file import UnreadableFile

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
LISTS = ("xl/_rels/workbook.xml.rels", "xl/workbook.xml")
"""The parts that say which part holds which sheet."""
_MARK = re.compile(rb"""\bt=["']e["']|<(?:\w+:)?f[\s>/]""")
"""A cell of type `e` (ECMA-376 part 1, 18.18.11) or with a formula; few sheets have one, so most need not be parsed."""
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_REFERENCE = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([^"']*)["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br\s*=\s*["']([^"']*)["']""")
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
"""The last row and column a sheet can have."""


@dataclass(frozen=True, kw_only=True)
class CellWithoutValue:
    """Where it stands, rows and columns counted from 1, and what it holds: an error as it is shown, or a formula."""

    row: int
    column: int
    shown: str
    is_formula: bool


@dataclass(frozen=True, kw_only=True)
class SheetCells:
    """The cells of a sheet that have no value, and its last row and column that hold anything."""

    without_value: tuple[CellWithoutValue, ...]
    rows: int
    columns: int


def sheet_cells(workbook: BinaryIO) -> Mapping[str, SheetCells]:
    """What there is to say about each sheet, by its name."""
    with ZipFile(workbook) as archive:
        parts = set(archive.namelist())
        return {name: _cells_of(archive.read(part)) for name, part in part_by_sheet(archive) if part in parts}


def part_by_sheet(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """The name of every sheet, with the part of the archive that holds it."""
    relations = ElementTree.fromstring(archive.read(LISTS[0]))
    part_by_id = {relation.get("Id"): normpath(join("/xl", relation.get("Target", "")))[1:] for relation in relations}
    for sheet in ElementTree.fromstring(archive.read(LISTS[1])).iter(f"{_MAIN}sheet"):
        yield sheet.get("name", ""), part_by_id.get(sheet.get(_RELATION), "")


def _cells_of(content: bytes) -> SheetCells:
    rows, columns = 0, 0
    for reference in _REFERENCE.finditer(content):
        row, column = _address(reference[1])
        rows, columns = max(rows, row), max(columns, column)
    for number in _ROW.finditer(content):
        if not number[1].isdigit() or not 1 <= int(number[1][:8]) <= LAST_ROW or len(number[1]) > len(str(LAST_ROW)):
            raise _impossible("row", number[1])
    without_value = tuple(_without_value(content)) if _MARK.search(content) else ()
    return SheetCells(without_value=without_value, rows=rows, columns=columns)


def _address(text: bytes) -> tuple[int, int]:
    """Row and column of a cell. Raises `UnreadableFile` for an address no sheet has: the reader would believe it."""
    place = _PLACE.fullmatch(text.decode("ascii", errors="replace"))
    row, column = (int(place[2]), _column_number(place[1])) if place else (0, 0)
    if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
        raise _impossible("cell", text)
    return row, column


def _impossible(what: str, text: bytes) -> UnreadableFile:
    shown = text[:20].decode("ascii", errors="replace")
    message = f'it cannot be opened as a workbook: a {what} has the address "{shown}", which no sheet has'
    return UnreadableFile(message, "open it in a spreadsheet program and save it as .xlsx")


def _without_value(content: bytes) -> Iterator[CellWithoutValue]:
    for cell in ElementTree.fromstring(content).iter(f"{_MAIN}c"):
        place = _PLACE.fullmatch(cell.get("r", ""))
        shown = _error_of(cell) if cell.get("t") == "e" else _formula_never_computed(cell)
        if place is not None and shown is not None:
            row, column = int(place[2]), _column_number(place[1])
            yield CellWithoutValue(row=row, column=column, shown=shown, is_formula=cell.get("t") != "e")


def _error_of(cell: ElementTree.Element) -> str:
    return cell.findtext(f"{_MAIN}v", default="")


def _formula_never_computed(cell: ElementTree.Element) -> str | None:
    """The formula of a cell without a stored result; a result that is an empty text is stored as one (type `str`)."""
    formula = cell.find(f"{_MAIN}f")
    if formula is None or cell.get("t") == "str" or cell.findtext(f"{_MAIN}v"):
        return None
    return f"={formula.text}" if formula.text else "a formula shared with another cell"


def _column_number(letters: str) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
