"""The input tables as sheets of their own names, with the findings of reading as notes, so that the file is a portfolio."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from planner.domain.findings import Finding
from planner.plan.plan_case import PlanCase
from planner.present.exchange.workbook.cells import Written, height, is_formula_like, put, safe_text, text_of, written
from planner.present.exchange.workbook.page import set_page
from planner.present.exchange.workbook.styles import NOTE_FILL, Styles
from planner.present.tables.column import Kind
from planner.reading.edits.base import row_digest
from planner.reading.files.unwritable import Cells
from planner.reading.overlay.table_rows import read_tables, table_rows
from planner.reading.schema.columns import columns_of, default_text
from planner.reading.schema.tables import Table
from planner.reading.write import portfolio_tables, written_columns
from planner.writing.marks import PROGRAM

NARROW, WIDE = 12, 45
PAGE_WIDTH = 330
"""Digits that a page can be wide and still be read."""
Notes = Mapping[tuple[int, str], Sequence[Finding]]
"""The findings of a sheet by row and column; those of no cell stand at its first one."""


def input_tables(case: PlanCase) -> Mapping[Table, Sequence[Cells]]:
    """The tables that a workbook holds: those with rows, and those that must be there."""
    tables = portfolio_tables(case.portfolio)
    return {table: rows for table, rows in tables.items() if rows or table.required}


def write_inputs(book: Any, styles: Styles, case: PlanCase) -> Mapping[str, tuple[str, ...]]:
    """Write every input table, and give back the digests of its rows."""
    notes = _notes(case)
    return {
        table.name: _write_table(book, styles, case, table, rows, notes.get(table.name, {}))
        for table, rows in input_tables(case).items()
    }


def _notes(case: PlanCase) -> Mapping[str, Notes]:
    found: dict[str, dict[tuple[int, str], list[Finding]]] = {}
    for finding in read_tables(table_rows(case.portfolio), case.portfolio.name).findings:
        of_sheet = found.setdefault(finding.file, {})
        of_sheet.setdefault((finding.row or 1, finding.column or ""), []).append(finding)
    return found


def _write_table(
    book: Any, styles: Styles, case: PlanCase, table: Table, rows: Sequence[Cells], notes: Notes
) -> tuple[str, ...]:
    sheet = book.get_worksheet_by_name(table.name)
    columns = written_columns(table, rows)
    required = {column.name for column in columns_of(table.row) if column.required}
    values = [[_value(row.get(column)) for column in columns] for row in rows]
    widths = [_width(column, [line[place] for line in values]) for place, column in enumerate(columns)]
    for place, column in enumerate(columns):
        sheet.set_column(place, place, widths[place])
        sheet.write_string(0, place, column, styles.head() if column in required else _optional(styles))
    pages = ceil(sum(widths) / PAGE_WIDTH)
    set_page(sheet, name=case.portfolio.name, marking=case.portfolio.marking, header=0, pages_wide=pages)
    for number, line in enumerate(values, start=1):
        for place, value in enumerate(line):
            put(sheet, number, place, value, _style(styles, value, (number + 1, columns[place]) in notes))
        sheet.set_row(number, height(list(zip(line, widths, strict=True))))
    sheet.autofilter(0, 0, max(1, len(values)), len(columns) - 1)
    _write_notes(sheet, columns, notes)
    texts = [[text_of(value) for value in line] for line in values]
    return tuple(row_digest(line) for line in [[*columns], *texts])


def _value(value: Any) -> Written:
    """A value as the reader takes it back: lists in one cell, choices by their word."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return written(value, Kind.NUMBER, "")
    return written(value if hasattr(value, "year") else default_text(value), Kind.TEXT, "")


def _width(column: str, values: Sequence[Written]) -> float:
    longest = max((NARROW if hasattr(value, "year") else len(str(value or "")) for value in values), default=0)
    return min(WIDE, max(NARROW, len(column) + 4, longest + 2))


def _optional(styles: Styles) -> Any:
    return styles.of(bold=True, bg_color="#D9E2F3", border=1, border_color="#BFBFBF", valign="vcenter")


def _style(styles: Styles, value: Written, noted: bool) -> Any:
    kind = Kind.DATE if hasattr(value, "year") else Kind.TEXT
    look: dict[str, object] = {"valign": "top", "border": 1, "border_color": "#D9D9D9"}
    if kind is Kind.DATE:
        look |= {"num_format": "yyyy-mm-dd", "align": "left"}
    elif value is None or isinstance(value, str):
        look |= {"text_wrap": True}
    else:
        look |= {"align": "right"}
    if noted:
        look |= {"bg_color": NOTE_FILL}
    if is_formula_like(value):
        look |= {"quote_prefix": True}
    return styles.of(**look)


def _write_notes(sheet: Any, columns: Sequence[str], notes: Notes) -> None:
    """The findings at their cells; several of one cell in one note."""
    by_cell: dict[tuple[int, int], list[str]] = defaultdict(list)
    for (row, column), findings in notes.items():
        place = columns.index(column) if column in columns else 0
        by_cell[row - 1, place].extend(map(_words, findings))
    for (row, place), words in sorted(by_cell.items()):
        text = safe_text("\n\n".join(words))
        size = {"x_scale": 2.5, "y_scale": max(1.0, min(6.0, len(text) / 180))}
        sheet.write_comment(row, place, text, {"author": PROGRAM, **size})


def _words(finding: Finding) -> str:
    """What a note says of a finding."""
    cure = f"; {finding.cure}" if finding.cure else ""
    return f"{finding.severity.value.capitalize()}: {finding.message}{cure}"
