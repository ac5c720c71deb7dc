"""Cells of a workbook that hold an error value such as `#DIV/0!`; the reader of the cells gives them as blank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import join, normpath
from xml.etree import ElementTree
from zipfile import ZipFile

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MARK = re.compile(rb"""\bt=["']e["']""")
"""Type `e` of a cell (ECMA-376 part 1, 18.18.11); few sheets have one, so most need not be parsed."""
_PLACE = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass(frozen=True, kw_only=True)
class ErrorValue:
    """Where the value stands, rows and columns counted from 1, and the value as a spreadsheet shows it."""

    row: int
    column: int
    shown: str


def error_values(path: Path) -> Mapping[str, tuple[ErrorValue, ...]]:
    """The error values by the name of their sheet; sheets without any are left out."""
    with ZipFile(path) as archive:
        parts = set(archive.namelist())
        found = {name: tuple(_errors_of(archive.read(part))) for name, part in _part_by_sheet(archive) if part in parts}
    return {name: errors for name, errors in found.items() if errors}


def _part_by_sheet(archive: ZipFile) -> Iterator[tuple[str, str]]:
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    part_by_id = {relation.get("Id"): normpath(join("/xl", relation.get("Target", "")))[1:] for relation in relations}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        yield sheet.get("name", ""), part_by_id.get(sheet.get(_RELATION), "")


def _errors_of(content: bytes) -> Iterator[ErrorValue]:
    if not _MARK.search(content):
        return
    for cell in ElementTree.fromstring(content).iter(f"{_MAIN}c"):
        place = _PLACE.fullmatch(cell.get("r", ""))
        if cell.get("t") == "e" and place is not None:
            shown = cell.findtext(f"{_MAIN}v", default="")
            yield ErrorValue(row=int(place[2]), column=_column_number(place[1]), shown=shown)


def _column_number(letters: str) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
