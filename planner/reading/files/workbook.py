"""A workbook as text: a sheet per table, dates and numbers in the form the CSV files use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from planner.domain.findings import Finding, Severity
from planner.errors import InputError
from planner.reading.cells.numbers import plain_number
from planner.reading.files.archive import SAVE_AS, check_archive
from planner.reading.files.regular_file import UnreadableFile, read_bytes
from planner.reading.files.returned import EDITS, returned
from planner.reading.files.sheet_cells import CellWithoutValue, SheetCells, sheet_cells
from planner.reading.files.sheets import (
    MOST_COLUMNS,
    MOST_ROWS,
    RawSheet,
    RawSource,
    empty_table,
    named_tables,
    plain_name,
    sheet_label,
    too_many_columns,
    too_many_rows,
    unreadable,
)
from planner.reading.files.title_rows import title_rows
from planner.reading.schema.tables import Table

NumberedRows = list[tuple[int, tuple[str, ...]]]
MOST_CELLS = 20_000_000
"""Cells up to the last row and column of a sheet; the reader of workbooks holds them all at once."""

GUIDE_SHEETS = frozenset({"instructions", "examples", "lists"})
"""Sheets of the template that hold no data."""


def read_workbook(path: Path) -> RawSource:
    """Every table of the workbook as text. An error value such as `#DIV/0!`, or a formula without a result, is a finding."""
    try:
        rows_by_sheet, cells_by_sheet = opened_workbook(path)
    except InputError as error:
        return RawSource(name=path.stem, label=path.name, suffix=path.suffix, findings=error.findings)
    return _source(path, rows_by_sheet, cells_by_sheet)


def workbook_rows(path: Path) -> Mapping[str, NumberedRows]:
    """The rows with any text of every sheet, whatever it is called. Raises `InputError` where the file cannot be read."""
    return opened_workbook(path)[0]


def opened_workbook(path: Path) -> tuple[Mapping[str, NumberedRows], Mapping[str, SheetCells]]:
    """The rows of every sheet that may hold data, and what there is to say about the cells of each.

    Raises `InputError` where the file cannot be read.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        content = read_bytes(path)
        check_archive(content)
        cells_by_sheet = sheet_cells(BytesIO(content))
        oversized = _oversized(path.name, cells_by_sheet)
        if oversized is not None:
            raise InputError([oversized])
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            rows_by_sheet = {
                name: rows_of(workbook.get_sheet_by_name(name))
                for name in workbook.sheet_names
                if plain_name(name) not in GUIDE_SHEETS
            }
    except UnreadableFile as fault:
        raise InputError([fault.finding(path.name)]) from fault
    except (CalamineError, OSError, BadZipFile, KeyError, ParseError, ValueError) as error:
        message = "it cannot be opened as a workbook: a part of it is missing or damaged"
        raise InputError([unreadable(path.name, message, SAVE_AS)]) from error
    return rows_by_sheet, cells_by_sheet


def holds_edits(path: Path) -> bool:
    """Whether a file is a workbook of ours in which somebody has filled in a green cell."""
    return any(finding.code == EDITS for finding in read_workbook(path).findings)


def _oversized(workbook: str, cells_by_sheet: Mapping[str, SheetCells]) -> Finding | None:
    """The finding for a sheet whose last cell stands so far out that all cells before it would not fit into memory."""
    for name, cells in cells_by_sheet.items():
        if cells.rows * cells.columns > MOST_CELLS:
            message = f"it reaches to row {cells.rows:,} and column {cells.columns:,}"
            cure = "delete the rows and columns behind the table"
            return unreadable(sheet_label(workbook, name), message, cure, code="oversized-sheet", row=cells.rows)
    return None


def rows_of(sheet: Any) -> NumberedRows:
    """The rows with any text, numbered from 1, each from the first column on."""
    left = ("",) * (sheet.start[1] if sheet.start else 0)
    return [
        (number, (*left, *map(cell_text, row)))
        for number, row in enumerate(sheet.iter_rows(), start=1)
        if any(cell != "" for cell in row)
    ]


def _source(
    path: Path, rows_by_sheet: Mapping[str, NumberedRows], cells_by_sheet: Mapping[str, SheetCells]
) -> RawSource:
    given_back = returned(path.name, rows_by_sheet)
    read_by_name = (name for name, rows in rows_by_sheet.items() if rows and name not in given_back.skipped)
    named = named_tables(read_by_name, path.name, path.suffix)
    sheets: list[RawSheet] = []
    findings: list[Finding] = [*given_back.findings, *named.findings]
    for name, table in named.tables:
        cells = cells_by_sheet.get(name)
        without_value = cells.without_value if cells else ()
        sheet, found = _sheet(sheet_label(path.name, name), table, rows_by_sheet[name], without_value)
        sheets.extend([sheet] if sheet else [])
        findings.extend(found)
    read = {sheet.table.name for sheet in sheets}
    return RawSource(
        name=path.stem,
        label=path.name,
        suffix=path.suffix,
        sheets=tuple(sheets),
        findings=tuple(findings),
        unreadable=frozenset(table.name for _, table in named.tables) - read,
    )


def _sheet(
    file: str, table: Table, rows: NumberedRows, without_value: Sequence[CellWithoutValue]
) -> tuple[RawSheet | None, list[Finding]]:
    """The table on a sheet and its findings; None where there is no header in row 1."""
    filled = [(number, row) for number, row in rows if any(row)]
    if len(filled) > MOST_ROWS + 1:
        return None, [too_many_rows(file, filled[MOST_ROWS + 1][0])]
    titled = title_rows(file, table, filled)
    if titled is not None or not filled or filled[0][0] != 1:
        return None, [titled or empty_table(file, table)]
    header = filled[0][1]
    if len(header) > MOST_COLUMNS and any(header[MOST_COLUMNS:]):
        return None, [too_many_columns(file, 1, len(header))]
    width = max(place for place, name in enumerate(header, start=1) if name)
    numbered = [(number, _cut(row, width)) for number, row in filled[1:]]
    findings = [_without_value(file, cell, header) for cell in without_value]
    findings.extend(_beyond_header(file, number, row, width) for number, row in numbered if len(row) > width)
    return RawSheet(table=table, file=file, header=header[:width], rows=tuple(numbered)), findings


def _cut(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    return row if any(row[width:]) else row[:width]


def _beyond_header(file: str, number: int, row: Sequence[str], width: int) -> Finding:
    found = next(cell for cell in row[width:] if cell)
    message = f'"{found}" stands to the right of the last column with a name'
    return unreadable(file, message, "name its column in row 1, or clear the cell", code="ragged-row", row=number)


def _without_value(file: str, cell: CellWithoutValue, header: Sequence[str]) -> Finding:
    message, cure = f"the cell shows the error {cell.shown}", "mend its formula, or clear the cell"
    if cell.is_formula:
        message = f"its formula was never computed ({cell.shown[:60]}), so the cell has no value"
        cure = "open the workbook in a spreadsheet program and save it, or write the value"
    return Finding(
        severity=Severity.ERROR,
        code="formula-without-value" if cell.is_formula else "error-value",
        file=file,
        row=cell.row,
        column=header[cell.column - 1] if cell.column <= len(header) else None,
        message=message,
        found=cell.shown,
        cure=cure,
    )


def cell_text(value: Any) -> str:
    """What a cell would be in a CSV file: ISO dates, whole numbers without a decimal point, yes and no."""
    match value:
        case str():
            return value.strip()
        case bool():
            return "yes" if value else "no"
        case float():
            return plain_number(value)
        case datetime():
            return str(value.date()) if value.time() == time() else str(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)
