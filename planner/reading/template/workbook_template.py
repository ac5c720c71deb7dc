"""A workbook to fill in: a sheet per table with drop-downs and notes, instructions, and examples apart from the data."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

from planner.domain.portfolio import Portfolio
from planner.errors import InputError
from planner.reading.cells.conversion import Choice, YesNo
from planner.reading.cells.date_order import FIRST_YEAR, LAST_YEAR
from planner.reading.cells.dates import IsoDate
from planner.reading.cells.numbers import Decimals, WholeNumber
from planner.reading.files.unwritable import Cells, unwritable_cells
from planner.reading.schema.columns import ColumnSchema, cell_type, columns_of, default_text, provenance_columns
from planner.reading.schema.tables import TABLES, Table
from planner.reading.template.guide import write_examples, write_instructions
from planner.reading.template.styles import Styles, note_on
from planner.reading.write import portfolio_tables
from planner.writing import write_file
from planner.writing.csv_text import harmless
from planner.writing.marks import PROGRAM

LAST_ROW = 20_000
"""Last row, counted from 0, that has drop-downs."""
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Text stays text, and no file is written on the way."""
LONGEST_LIST = 255
"""Characters a drop-down list may have in a workbook."""


def write_template(path: str | Path, portfolio: Portfolio | None = None) -> Path:
    """Write a workbook with every table and its columns; empty, or filled with a portfolio.

    Read back, the filled workbook gives an equal portfolio. Raises `InputError`, and writes nothing, where a value of
    the portfolio cannot be held by a table.
    """
    write_file(path, template_content(portfolio))
    return Path(path)


def template_content(portfolio: Portfolio | None = None) -> bytes:
    """The bytes of the workbook that `write_template` writes."""
    import xlsxwriter

    rows = portfolio_tables(portfolio) if portfolio is not None else {table: [] for table in TABLES}
    findings = [finding for table in TABLES for finding in unwritable_cells(table, rows[table])]
    if findings:
        raise InputError(findings)
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        book.set_properties({"title": "planner input tables", "author": PROGRAM, "created": datetime(2000, 1, 1)})
        styles = Styles.of(book)
        write_instructions(book, styles)
        for table in TABLES:
            _write_table(book, styles, table, rows[table])
        write_examples(book, styles)
    return content.getvalue()


def _write_table(book: Any, styles: Styles, table: Table, rows: list[Cells]) -> None:
    sheet = book.add_worksheet(table.name)
    sheet.freeze_panes(1, 1)
    provenance = {column.name for column in provenance_columns()}
    columns = columns_of(table.row)
    for place, column in enumerate(columns):
        style = (
            styles.required if column.required else styles.provenance if column.name in provenance else styles.header
        )
        sheet.write_string(0, place, column.name, style)
        sheet.write_comment(0, place, note_on(column), {"x_scale": 2, "y_scale": 1.6})
        is_date = isinstance(cell_type(table.row.model_fields[column.name]), IsoDate)
        sheet.set_column(place, place, max(12, len(column.name) + 3), styles.date if is_date else styles.text)
        _restrict(sheet, place, column, cell_type(table.row.model_fields[column.name]))
    filled = _with_all_settings(table, rows) if table.settings is not None else rows
    for number, row in enumerate(filled, start=1):
        for place, column in enumerate(columns):
            _write_cell(sheet, number, place, row.get(column.name), styles)
    if table.settings is not None:
        _describe_settings(sheet, table, filled)


def _with_all_settings(table: Table, rows: list[Cells]) -> list[Cells]:
    """The settings stated, then the others with a blank value."""
    assert table.settings is not None
    stated = {row["setting"] for row in rows}
    return [*rows, *({"setting": name} for name in table.settings.model_fields if name not in stated)]


def _describe_settings(sheet: Any, table: Table, rows: list[Cells]) -> None:
    assert table.settings is not None
    described = {column.name: column for column in columns_of(table.settings)}
    for number, row in enumerate(rows, start=1):
        column = described[row["setting"]]
        sheet.write_comment(number, 0, note_on(column), {"x_scale": 2, "y_scale": 1.6})
        rule = _rule(column, cell_type(table.settings.model_fields[column.name]))
        if rule is not None:
            sheet.data_validation(number, 1, number, 1, rule)


def _write_cell(sheet: Any, row: int, place: int, value: Any, styles: Styles) -> None:
    text = default_text(value)
    if text is None:
        return
    if isinstance(value, date):
        sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), styles.date)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, place, value)
    else:
        sheet.write_string(row, place, text, styles.text if harmless(text) == text else styles.quoted)


def _restrict(sheet: Any, place: int, column: ColumnSchema, cell: Any) -> None:
    rule = _rule(column, cell)
    if rule is not None:
        sheet.data_validation(1, place, LAST_ROW, place, rule)


def _rule(column: ColumnSchema, cell: Any) -> dict[str, Any] | None:
    """What the workbook itself lets be typed; ids of another table are offered but others are let through."""
    message = {"error_title": column.name[:32], "error_message": f"Expected: {column.type}."[:255]}
    match cell:
        case Choice() | YesNo() if len(",".join(cell.choices)) <= LONGEST_LIST:
            return {"validate": "list", "source": list(cell.choices), **message}
        case IsoDate():
            bounds = {"minimum": date(FIRST_YEAR, 1, 1), "maximum": date(LAST_YEAR, 12, 31)}
            return {"validate": "date", "criteria": "between", **bounds, **message}
        case WholeNumber():
            bounds_of_number = {"minimum": cell.lowest, "maximum": cell.highest}
            return {"validate": "integer", "criteria": "between", **bounds_of_number, **message}
        case Decimals():
            bounds_of_number = {"minimum": cell.lowest, "maximum": cell.highest}
            return {"validate": "decimal", "criteria": "between", **bounds_of_number, **message}
        case _ if len(column.refers_to) == 1 and not column.is_list:
            source = f"={column.refers_to[0]}!$A$2:$A${LAST_ROW}"
            return {"validate": "list", "source": source, "error_type": "warning", **message}
        case _:
            return None
