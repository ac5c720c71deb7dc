"""The workbook of gaps: a question on each line, a green cell for the answer, and what it held when it left."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from planner.reading.edits.base import GAPS, PLANNER_SHEET, SheetBase, Waiting, WorkbookBase
from planner.reading.edits.base_sheet import write_base
from planner.reading.edits.words import ANSWER, GAP, GAPS_SHEET, REMARK
from planner.reading.importers.gaps import Gap
from planner.reading.template.workbook_template import OPTIONS
from planner.writing.csv_text import harmless
from planner.writing.marks import PROGRAM
from planner.writing.xml_text import xml_text

GAPS_FILE = "gaps.xlsx"
GREEN = (ANSWER, REMARK)
TITLE = "What the list does not say"
HINT = (
    "One question on each line, those of the dearest contract first. Fill in the green cells, as many as you know, and "
    "save. Then type: planner import workbook gaps.xlsx --into FOLDER"
)
HEADER_ROW = 3
"""Counted from 0; above it stand the title, the hint and the marking."""
LINE, LEAST_WIDTH = 15.0, 10
LONGEST = 32_767
"""Characters a cell can hold."""


@dataclass(frozen=True)
class _Column:
    title: str
    width: int
    of: Callable[[Gap], str | int | date | None]


def _end(gap: Gap) -> str | date:
    try:
        return date.fromisoformat(gap.ends_on)
    except ValueError:
        return gap.ends_on


FIXED = (
    _Column("Contract", 22, lambda gap: gap.contract),
    _Column("Name", 34, lambda gap: gap.name),
    _Column("Ends on", 13, _end),
    _Column("Price of a year", 15, lambda gap: gap.pounds),
    _Column("Column", 22, lambda gap: gap.column),
    _Column("Question", 46, lambda gap: gap.question),
    _Column("Assumed meanwhile", 28, lambda gap: gap.assumed),
    _Column("Who knows it", 30, lambda gap: gap.who_knows),
)
"""The columns that nobody fills in."""


def gaps_workbook(gaps: Sequence[Gap], marking: str | None = None, waiting: Iterable[Waiting] = ()) -> bytes:
    """The bytes of the workbook, under the marking of the portfolio; the same gaps give the same bytes.

    `waiting` are contracts that come in with the answer to a question about their end.
    """
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        book.set_properties({"title": TITLE, "author": PROGRAM, "created": datetime(2000, 1, 1)})
        _write_gaps(book, gaps, marking)
        write_base(book.add_worksheet(PLANNER_SHEET), _base(gaps, marking, waiting))
    return content.getvalue()


def _write_gaps(book: Any, gaps: Sequence[Gap], marking: str | None) -> None:
    sheet = book.add_worksheet(GAPS_SHEET)
    head = {"bold": True, "border": 1, "text_wrap": True, "valign": "top"}
    plain, green = book.add_format({**head, "bg_color": "#D9E2F3"}), book.add_format({**head, "bg_color": "#C6E0B4"})
    sheet.write_string(0, 0, TITLE, book.add_format({"bold": True, "font_size": 14}))
    sheet.write_string(1, 0, HINT)
    if marking:
        sheet.write_string(2, 0, marking, book.add_format({"bold": True}))
    titles = (GAP, *(column.title for column in FIXED), *GREEN)
    for place, title in enumerate(titles):
        sheet.write_string(HEADER_ROW, place, title, green if title in GREEN else plain)
    for place, width in enumerate((26, *(column.width for column in FIXED), 24, 30)):
        sheet.set_column(place, place, width)
    sheet.set_row(HEADER_ROW, 2 * LINE)
    formats = _formats(book)
    for row, gap in enumerate(gaps, start=HEADER_ROW + 1):
        _write_gap(sheet, row, gap, formats)
    sheet.freeze_panes(HEADER_ROW + 1, 2)
    sheet.autofilter(HEADER_ROW, 0, HEADER_ROW + max(1, len(gaps)), len(titles) - 1)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_footer(f"&C{(marking or '').replace('&', '&&')}&R&P / &N"[:255])


def _formats(book: Any) -> dict[str, Any]:
    cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
    return {
        "text": book.add_format(cell),
        "quoted": book.add_format({**cell, "quote_prefix": True}),
        "date": book.add_format({**cell, "num_format": "yyyy-mm-dd"}),
        "money": book.add_format({**cell, "num_format": "#,##0"}),
        "green": book.add_format({**cell, "bg_color": "#E2F0D9"}),
    }


def _write_gap(sheet: Any, row: int, gap: Gap, formats: dict[str, Any]) -> None:
    values: list[str | int | date | None] = [gap.key, *(column.of(gap) for column in FIXED)]
    for place, value in enumerate(values):
        match value:
            case None:
                sheet.write_blank(row, place, None, formats["text"])
            case str():
                style = formats["text"] if harmless(value) == value else formats["quoted"]
                sheet.write_string(row, place, _safe(value), style)
            case date():
                sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), formats["date"])
            case _:
                sheet.write_number(row, place, value, formats["money"])
    for place in range(len(values), len(values) + len(GREEN)):
        sheet.write_blank(row, place, None, formats["green"])
    sheet.set_row(row, LINE * max(_lines(gap.question, 46), _lines(gap.name, 34), _lines(gap.key, 26), 2))


def _lines(text: str, width: int) -> int:
    return min(20, -(-len(text) // max(LEAST_WIDTH, width - 2)))


def _base(gaps: Sequence[Gap], marking: str | None, waiting: Iterable[Waiting]) -> WorkbookBase:
    rows = {_safe(gap.key): ("", "", *(_text(column.of(gap)) for column in FIXED)) for gap in gaps}
    sheet = SheetBase(key=GAP, green=GREEN, fixed=tuple(column.title for column in FIXED), rows=rows)
    found = {row.contract["id"]: row for row in waiting}
    return WorkbookBase(
        kind=GAPS, portfolio="", status_date="", marking=marking, sheets={GAPS_SHEET: sheet}, waiting=found
    )


def _text(value: str | int | date | None) -> str:
    """The text that a cell is read back as."""
    return "" if value is None else _safe(value) if isinstance(value, str) else str(value)


def _safe(text: str) -> str:
    """A text that a cell can hold; what no cell may hold is left out."""
    return xml_text(text).strip()[:LONGEST]
