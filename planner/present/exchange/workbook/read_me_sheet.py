"""The first sheet: what the workbook holds, and how what is filled in comes back."""

from __future__ import annotations

from typing import Any

from planner.plan.plan_case import PlanCase
from planner.present.exchange.workbook.cells import height, put, safe_text
from planner.present.exchange.workbook.page import HEADER_ROW, begin_sheet, set_page
from planner.present.exchange.workbook.styles import LIVE_FILL, Styles
from planner.present.tables.column import Kind
from planner.present.wording import calendar_day
from planner.reading.edits.words import (
    CONTRACTS,
    COSTS,
    DECISIONS,
    GANTT,
    MIGRATIONS,
    READ_ME,
    RESOURCES,
    SUMMARY,
)

STEPS = (
    "Sort and filter the sheets as you like. Rows are told apart by their first column, so their order does not matter.",
    "Fill in green cells only. Columns with a green title are yours; a change anywhere else is told, and not taken.",
    "Write dates as dates. 3 Feb 2028 and 2028-02-03 are understood; 03/02/2028 can mean two days and is sent back.",
    "A remark becomes the reason of the record, and stands in the report of the import.",
    "A green cell that was filled already shows what has been agreed; clear it to take that back.",
    "Save the file as .xlsx or .ods and give it back. Whoever plans types: planner import workbook FILE --into FOLDER --out "
    "edits.toml. Nothing in the folder changes until somebody has looked at the edits and applies them.",
    "The sheet _planner is hidden. It says what the cells held; please leave it in.",
)
SHEETS = (
    (SUMMARY, "The answer: costs, proof, flags, departments, and what to do first."),
    (DECISIONS, "Every act with its last day. Fill in what was decided, and when."),
    (MIGRATIONS, "Who moves when. Fill in the days and modes that are agreed; the columns on the right check them."),
    (CONTRACTS, "Need and cover of every contract. Fill in what is known better."),
    (COSTS, "What the plan costs by financial year and term."),
    (GANTT, "The plan as bars, which follow the cutovers that are agreed."),
    (RESOURCES, "How full each resource is, month by month."),
)
INPUT = (
    "The input tables, under their own names. This file is also a portfolio: planner check and planner plan read it. A cell "
    "with a note has a finding."
)
WIDTHS = (22, 120)


def write_read_me(book: Any, styles: Styles, case: PlanCase, plan: str) -> None:
    """What it is, how to fill it in, what stands on which sheet."""
    portfolio = case.portfolio
    hint = f"Planned as of {calendar_day(portfolio.status_date)}. Plan {plan[:12]}."
    title = f"{portfolio.name}: the plan as a workbook"
    sheet = begin_sheet(book, styles, READ_ME, title=title, hint=hint, marking=portfolio.marking)
    set_page(sheet, name=portfolio.name, marking=portfolio.marking, header=None)
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    row = _write_lines(sheet, styles, HEADER_ROW, "How to fill it in", [(str(n), s) for n, s in enumerate(STEPS, 1)])
    row = _write_lines(sheet, styles, row + 1, "Sheets", [*SHEETS, ("the others", INPUT)])
    _write_colours(sheet, styles, row + 1)


def _write_lines(sheet: Any, styles: Styles, row: int, title: str, lines: list[tuple[str, str]]) -> int:
    put(sheet, row, 0, title, styles.heading)
    for number, (name, text) in enumerate(lines, start=row + 1):
        put(sheet, number, 0, safe_text(name), styles.of(bold=True, valign="top", align="left"))
        put(sheet, number, 1, safe_text(text), styles.plain)
        sheet.set_row(number, height([(text, WIDTHS[1])]))
    return row + 1 + len(lines)


def _write_colours(sheet: Any, styles: Styles, row: int) -> None:
    put(sheet, row, 0, "Colours", styles.heading)
    put(sheet, row + 1, 0, "green title", styles.head(green=True))
    put(sheet, row + 1, 1, "to be filled in", styles.plain)
    put(sheet, row + 2, 0, "blue title", styles.head())
    put(sheet, row + 2, 1, "from the plan, to read", styles.plain)
    put(sheet, row + 3, 0, "grey", styles.cell(Kind.TEXT, fill=LIVE_FILL))
    put(sheet, row + 3, 1, "a formula that helps to fill in; nothing is read from it", styles.plain)
