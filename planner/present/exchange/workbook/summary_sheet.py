"""The answer on one sheet: what the plan costs and proves, flags, departments, and the acts that come first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from planner.plan.plan_case import PlanCase
from planner.present.exchange.workbook.cells import height, is_formula_like, put, safe_text, written
from planner.present.exchange.workbook.page import HEADER_ROW, begin_sheet, set_page
from planner.present.exchange.workbook.styles import Styles
from planner.present.report.assumptions import assumptions_line
from planner.present.report.if_nobody_acts import if_nobody_acts_sentence
from planner.present.report.proof import status_sentence
from planner.present.rule_words import rules_basis, sure_line
from planner.present.tables.column import Column, Kind
from planner.present.tables.plans.department_table import DEPARTMENTS
from planner.present.tables.plans.flag_table import flag_counts
from planner.present.tables.plans.plan_table import PlanTable
from planner.present.tables.plans.register_table import REGISTER
from planner.present.tables.plans.rule_table import RULES
from planner.present.tables.plans.term_table import TERMS, TOTAL
from planner.present.wording import calendar_day, counted, money, per_cent
from planner.reading.edits.words import DECISIONS, SUMMARY

WIDTHS = (28, 40, 40, 22, 26, 20, 64)
ACTS_SHOWN = 10
IF_NOBODY_ACTS = "If nobody acts"
BLOCKS = (
    (TERMS, ("term", "pounds", "meaning")),
    (DEPARTMENTS, ("flag", "name", "contracts_by_flag", "worst_contract", "acting_date", "pounds", "reason")),
    (REGISTER, ("id", "what", "if_nobody_acts", "pounds", "acting_date", "days_left", "why")),
    (RULES, ("option", "contract", "today", "acting_date", "threshold_date", "level", "sentence")),
)
"""The tables, and the columns of each that are shown."""


def write_summary(book: Any, styles: Styles, case: PlanCase) -> None:
    """Figures first, then costs, departments and acts."""
    portfolio = case.portfolio
    hint = f"Position on {calendar_day(portfolio.status_date)}. The whole register stands on the sheet {DECISIONS}."
    sheet = begin_sheet(book, styles, SUMMARY, title=portfolio.name, hint=hint, marking=portfolio.marking)
    set_page(sheet, name=portfolio.name, marking=portfolio.marking, header=None)
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    row = HEADER_ROW
    for name, text in _figures(case):
        put(sheet, row, 0, name, styles.bold)
        put(sheet, row, 1, safe_text(text), styles.of(valign="top"))
        row += 1
    for title, table, names, rows in _blocks(case):
        row = _write_block(sheet, styles, case, row + 1, title, table, names, rows)


def _figures(case: PlanCase) -> Iterator[tuple[str, str]]:
    portfolio, outcome, currency = case.portfolio, case.outcome, case.portfolio.currency
    size = f"{counted(len(portfolio.contracts), 'contract')}, {counted(len(portfolio.migrations), 'migration')}"
    yield "Size", size
    yield IF_NOBODY_ACTS, if_nobody_acts_sentence(case).removeprefix(f"{IF_NOBODY_ACTS}: ")
    yield "Cost of the plan", money(case.pounds, currency)
    if outcome is not None:
        yield (
            "Bound",
            money(outcome.bound_pounds, currency) if outcome.bound_pounds is not None else "nothing proved yet",
        )
        yield "Gap", per_cent(outcome.gap)
        yield "Status", status_sentence(outcome)
    yield "Contracts", flag_counts(case.flags)
    late = sum(act.late for act in case.acts)
    yield "Acts", counted(len(case.acts), "act") + (f", {late} of them late" if late else "")
    yield "How sure", assumptions_line(portfolio)
    yield "Over sampled futures", sure_line(case)


def _blocks(case: PlanCase) -> Iterator[tuple[str, PlanTable[Any], Sequence[str], Sequence[Any]]]:
    terms, departments, register, rules = BLOCKS
    yield "Cost by term", *terms, [*case.terms.items(), (TOTAL, case.pounds)]
    yield "Departments, the gravest flag first", *departments, departments[0].rows(case)
    shown = case.acts[:ACTS_SHOWN]
    title = "Act first" if len(shown) == len(case.acts) else f"Act first: {len(shown)} of {len(case.acts)} acts"
    yield title, *register, shown
    if case.sureness is not None and case.sureness.options:
        yield f"Rules of options, by the day to act: {rules_basis(case.sureness)}", *rules, rules[0].rows(case)


def _write_block(
    sheet: Any,
    styles: Styles,
    case: PlanCase,
    row: int,
    title: str,
    table: PlanTable[Any],
    names: Sequence[str],
    rows: Sequence[Any],
) -> int:
    """A table with its title; the row behind it."""
    columns = [next(column for column in table.columns if column.name == name) for name in names]
    put(sheet, row, 0, title, styles.heading)
    for place, column in enumerate(columns):
        sheet.write_string(row + 1, place, column.title, styles.head())
    number = row + 2
    for number, item in enumerate(rows, start=row + 2):
        values = [written(column.value(item), column.kind, case.portfolio.currency) for column in columns]
        for place, (column, value) in enumerate(zip(columns, values, strict=True)):
            put(sheet, number, place, value, _style(styles, column, item, value))
        sheet.set_row(number, height(list(zip(values, WIDTHS, strict=False))))
    _colour_flags(sheet, styles, columns, row + 2, number)
    return number + 1 if rows else row + 2


def _style(styles: Styles, column: Column[Any], item: Any, value: Any) -> Any:
    return styles.cell(column.kind, assumed=column.is_assumed(item), quoted=is_formula_like(value))


def _colour_flags(sheet: Any, styles: Styles, columns: Sequence[Column[Any]], first: int, last: int) -> None:
    for place in (place for place, column in enumerate(columns) if column.kind is Kind.FLAG):
        for condition in styles.flags():
            sheet.conditional_format(first, place, last, place, condition)
