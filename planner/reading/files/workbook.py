"""A workbook as text: a sheet per table, dates and numbers in the form the CSV files use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from planner.domain.findings import Finding, Severity
from planner.reading.cells.error_values import ErrorValue, error_values
from planner.reading.cells.numbers import plain_number
from planner.reading.files.sheets import (
    RawSheet,
    RawSource,
    empty_table,
    named_tables,
    plain_name,
    sheet_label,
    unreadable,
)

GUIDE_SHEETS = frozenset({"instructions", "examples", "lists"})
"""Sheets of the template that hold no data."""


def read_workbook(path: Path) -> RawSource:
    """Every table of the workbook as text. An error value such as `#DIV/0!` is a finding."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            cells_by_sheet = {
                name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in workbook.sheet_names
                if plain_name(name) not in GUIDE_SHEETS
            }
        errors_by_sheet = error_values(path)
    except (CalamineError, OSError, BadZipFile, KeyError, ParseError) as error:
        finding = unreadable(path.name, f"it cannot be opened as a workbook: {error}", "save it as .xlsx")
        return RawSource(name=path.stem, label=path.name, suffix=path.suffix, findings=(finding,))
    return _source(path, cells_by_sheet, errors_by_sheet)


def _source(
    path: Path, cells_by_sheet: dict[str, list[list[Any]]], errors_by_sheet: Mapping[str, Sequence[ErrorValue]]
) -> RawSource:
    named = named_tables((name for name, rows in cells_by_sheet.items() if rows), path.name, path.suffix)
    sheets: list[RawSheet] = []
    findings: list[Finding] = list(named.findings)
    for name, table in named.tables:
        file = sheet_label(path.name, name)
        header, *rows = [tuple(cell_text(cell) for cell in row) for row in cells_by_sheet[name]]
        if not any(header):
            findings.append(empty_table(file, table))
            continue
        width = max(place for place, name in enumerate(header, start=1) if name)
        numbered = [(number, _cut(row, width)) for number, row in enumerate(rows, start=2) if any(row)]
        sheets.append(RawSheet(table=table, file=file, header=header[:width], rows=tuple(numbered)))
        findings.extend(_error_value(file, error, header) for error in errors_by_sheet.get(name, ()))
        findings.extend(_beyond_header(file, number, row, width) for number, row in numbered if len(row) > width)
    read = {sheet.table.name for sheet in sheets}
    return RawSource(
        name=path.stem,
        label=path.name,
        suffix=path.suffix,
        sheets=tuple(sheets),
        findings=tuple(findings),
        unreadable=frozenset(table.name for _, table in named.tables) - read,
    )


def _cut(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    return row if any(row[width:]) else row[:width]


def _beyond_header(file: str, number: int, row: Sequence[str], width: int) -> Finding:
    found = next(cell for cell in row[width:] if cell)
    message = f'"{found}" stands to the right of the last column with a name'
    return unreadable(file, message, "name its column in row 1, or clear the cell", code="ragged-row", row=number)


def _error_value(file: str, error: ErrorValue, header: Sequence[str]) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code="error-value",
        file=file,
        row=error.row,
        column=header[error.column - 1] if error.column <= len(header) else None,
        message=f"the cell shows the error {error.shown}",
        found=error.shown,
        cure="mend its formula, or clear the cell",
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
