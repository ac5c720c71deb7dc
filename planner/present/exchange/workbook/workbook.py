"""A plan as a workbook: sheets to read, sheets to fill in, and the input tables, in one file that is also a portfolio."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document import plan_digest
from planner.plan.plan_file.fingerprint import fingerprint
from planner.present.exchange.workbook.cells import safe_text
from planner.present.exchange.workbook.choices import write_choices
from planner.present.exchange.workbook.contracts_sheet import contracts_grid
from planner.present.exchange.workbook.costs_sheet import write_costs
from planner.present.exchange.workbook.decisions_sheet import decisions_grid
from planner.present.exchange.workbook.gantt_sheet import write_gantt
from planner.present.exchange.workbook.grid import Grid
from planner.present.exchange.workbook.grid_writing import write_grid
from planner.present.exchange.workbook.input_sheets import input_tables, write_inputs
from planner.present.exchange.workbook.migrations_sheet import migrations_grid
from planner.present.exchange.workbook.read_me_sheet import write_read_me
from planner.present.exchange.workbook.resources_sheet import write_resources
from planner.present.exchange.workbook.styles import Styles
from planner.present.exchange.workbook.summary_sheet import write_summary
from planner.reading.edits.base import PLAN, PLANNER_SHEET, SheetBase, WorkbookBase, records_digest
from planner.reading.edits.base_sheet import write_base
from planner.reading.edits.words import LISTS, PLAN_SHEETS
from planner.reading.overlay.table_rows import table_rows
from planner.reading.template.workbook_template import OPTIONS
from planner.writing.marks import PROGRAM

LONGEST_PROPERTY = 255


def export_workbook(case: PlanCase) -> bytes:
    """The bytes of the workbook; nothing in it tells the time of day, so the same plan gives the same bytes."""
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        _describe(book, case)
        _write(book, case)
    return content.getvalue()


def _describe(book: Any, case: PlanCase) -> None:
    portfolio = case.portfolio
    status = portfolio.status_date
    properties = {
        "title": safe_text(portfolio.name)[:LONGEST_PROPERTY],
        "author": PROGRAM,
        "comments": safe_text(portfolio.marking or "")[:LONGEST_PROPERTY],
        "created": datetime(status.year, status.month, status.day),
    }
    book.set_properties(properties)


def _write(book: Any, case: PlanCase) -> None:
    """All sheets first, in their order; then what stands on them."""
    names = (*PLAN_SHEETS, *(table.name for table in input_tables(case)), LISTS, PLANNER_SHEET)
    sheets = {name: book.add_worksheet(name) for name in names}
    styles = Styles(book, case.portfolio.currency)
    choices = write_choices(sheets[LISTS], styles, case.portfolio)
    moves = migrations_grid(case, choices)
    plan = plan_digest(case)
    write_read_me(book, styles, case, plan)
    write_summary(book, styles, case)
    grids: tuple[Grid[Any], ...] = (decisions_grid(case, choices), moves, contracts_grid(case, choices))
    bases = {grid.name: _write_grid(book, styles, grid, case) for grid in grids}
    write_costs(book, styles, case)
    write_gantt(book, styles, case, moves)
    write_resources(book, styles, case)
    tables = write_inputs(book, styles, case)
    sheets[LISTS].hide()
    base = WorkbookBase(
        kind=PLAN,
        portfolio=case.portfolio.name,
        status_date=case.portfolio.status_date.isoformat(),
        fingerprint=fingerprint(case.portfolio),
        records=records_digest(table_rows(case.portfolio)),
        plan=plan,
        marking=case.portfolio.marking,
        sheets=bases,
        ignored=(*(name for name in PLAN_SHEETS if name not in bases), LISTS),
        tables=tables,
    )
    write_base(sheets[PLANNER_SHEET], base)


def _write_grid(book: Any, styles: Styles, grid: Grid[Any], case: PlanCase) -> SheetBase:
    portfolio = case.portfolio
    return write_grid(book, styles, grid, portfolio.currency, name=portfolio.name, marking=portfolio.marking)
