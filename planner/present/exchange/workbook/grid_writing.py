"""Writes a grid onto its sheet: titles, cells, formulas, and the rules of what can be filled in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from planner.present.exchange.workbook.cells import Written, height, is_formula_like, put, safe_text, text_of, written
from planner.present.exchange.workbook.grid import Grid, GridConditions, Rule
from planner.present.exchange.workbook.page import HEADER_ROW, begin_sheet, set_page
from planner.present.exchange.workbook.styles import GREEN_FILL, LIVE_FILL, Styles
from planner.reading.edits.base import SheetBase

R = TypeVar("R")
MOST_SPANS = 200
"""Spans of cells that one rule names; programs read a longer list badly."""


def write_grid(book: Any, styles: Styles, grid: Grid[R], currency: str, *, name: str, marking: str | None) -> SheetBase:
    """Write the sheet, and give back what it holds."""
    sheet = begin_sheet(book, styles, grid.name, title=grid.title, hint=grid.hint, marking=marking)
    set_page(sheet, name=name, marking=marking)
    _write_header(sheet, styles, grid)
    rows = {}
    for number, row in enumerate(grid.rows, start=HEADER_ROW + 1):
        values = [written(column.column.value(row), column.column.kind, currency) for column in grid.columns]
        _write_row(sheet, styles, grid, number, row, values)
        texts = {column.title: text_of(value) for column, value in zip(grid.columns, values, strict=True)}
        rows[texts[grid.columns[0].title]] = tuple(texts[title] for title in (*_green(grid), *_fixed(grid)))
    if grid.rows:
        grid.conditions(GridConditions(sheet, grid, styles))
        _write_rules(sheet, grid)
    return SheetBase(key=grid.columns[0].title, green=_green(grid), fixed=_fixed(grid), rows=rows)


def _green(grid: Grid[Any]) -> tuple[str, ...]:
    return tuple(column.title for column in grid.columns if column.green)


def _fixed(grid: Grid[Any]) -> tuple[str, ...]:
    return tuple(column.title for column in grid.columns[1:] if not column.green and column.live is None)


def _write_header(sheet: Any, styles: Styles, grid: Grid[Any]) -> None:
    for place, (column, width) in enumerate(zip(grid.columns, grid.widths, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(HEADER_ROW, place, safe_text(column.title), styles.head(green=column.green))
    sheet.set_row(HEADER_ROW, height([(column.title, column.width - 2) for column in grid.columns], least=2))
    sheet.autofilter(HEADER_ROW, 0, grid.last_row - 1, len(grid.columns) - 1)


def _write_row(sheet: Any, styles: Styles, grid: Grid[R], number: int, row: R, values: Sequence[Written]) -> None:
    def address(title: str) -> str:
        return f"${grid.letters[title]}{number + 1}"

    for place, (column, value) in enumerate(zip(grid.columns, values, strict=True)):
        if column.live is not None:
            live = column.live(row, address)
            sheet.write_formula(
                number, place, live.formula, styles.cell(column.column.kind, fill=LIVE_FILL), live.value
            )
            continue
        fill = GREEN_FILL if column.green else ""
        assumed = column.column.is_assumed(row)
        style = styles.cell(column.column.kind, fill=fill, assumed=assumed, quoted=is_formula_like(value))
        put(sheet, number, place, value, style)
    sheet.set_row(number, height(list(zip(values, grid.widths, strict=True))))


def _write_rules(sheet: Any, grid: Grid[Any]) -> None:
    """What can be filled in, one rule for all cells of a column that have the same."""
    for place, column in enumerate(grid.columns):
        cells_by_rule: dict[str, tuple[Rule, list[list[int]]]] = {}
        for number, row in enumerate(grid.rows, start=HEADER_ROW + 1):
            rule = column.rule(row) if column.rule is not None else None
            if rule is not None:
                cells_by_rule.setdefault(repr(rule), (rule, []))[1].append([number, place, number, place])
        for rule, cells in cells_by_rule.values():
            spans = _joined(cells)
            for start in range(0, len(spans), MOST_SPANS):
                first, *others = spans[start : start + MOST_SPANS]
                sheet.data_validation(*first, {**rule, "other_cells": others})


def _joined(cells: Sequence[list[int]]) -> list[list[int]]:
    """The same cells, those below one another as one span."""
    spans: list[list[int]] = []
    for first, left, last, right in cells:
        if spans and spans[-1][2] == first - 1:
            spans[-1][2] = last
        else:
            spans.append([first, left, last, right])
    return spans
