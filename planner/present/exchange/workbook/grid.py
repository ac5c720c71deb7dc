"""A table on a sheet: titles, cells, columns to fill in with their choices, formulas that help, and print settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from planner.present.exchange.workbook.cells import (
    Written,
    height,
    is_formula_like,
    put,
    room_for,
    safe_text,
    text_of,
    written,
)
from planner.present.exchange.workbook.page import HEADER_ROW, begin_sheet, set_page
from planner.present.exchange.workbook.styles import GREEN_FILL, LIVE_FILL, NOTE_FILL, Styles
from planner.present.tables.column import Column, Kind
from planner.present.tables.plans.plan_table import PlanTable
from planner.reading.edits.base import SheetBase
from planner.reading.edits.words import REMARK

R = TypeVar("R")
MOST_ID_WIDTH = 45
MOST_SPANS = 200
"""Spans of cells that one rule names; programs read a longer list badly."""
ASSUMED_WIDTH = 26
"""Of a date with the word assumed behind it."""
Address = Callable[[str], str]
"""The cell of a column, by its title, in the row at hand."""
Rule = Mapping[str, object]


@dataclass(frozen=True)
class Live:
    """A formula, and what it comes to as long as nothing is filled in."""

    formula: str
    value: str | int = ""


@dataclass(frozen=True, kw_only=True)
class GridColumn(Generic[R]):
    """A column of a sheet. `green`: people fill it in, within the `rule`; `live`: a formula over other cells of the row."""

    column: Column[R]
    width: float
    green: bool = False
    rule: Callable[[R], Rule | None] | None = None
    live: Callable[[R, Address], Live] | None = None

    @property
    def title(self) -> str:
        return self.column.title


@dataclass(frozen=True, kw_only=True)
class Grid(Generic[R]):
    """A sheet with one table; the first column is the id of the row."""

    name: str
    title: str
    hint: str
    columns: Sequence[GridColumn[R]]
    rows: Sequence[R]
    conditions: Callable[[GridConditions], None] = field(default=lambda conditions: None)

    @cached_property
    def letters(self) -> Mapping[str, str]:
        """The letter of each column by its title."""
        from xlsxwriter.utility import xl_col_to_name

        return {column.title: xl_col_to_name(place) for place, column in enumerate(self.columns)}

    @cached_property
    def widths(self) -> Sequence[float]:
        """The width of each column: ids stay in one piece, and there is room for the word assumed."""
        key, *others = self.columns
        longest = max((len(str(key.column.value(row))) for row in self.rows), default=0)
        return (min(MOST_ID_WIDTH, max(key.width, longest + 3)), *map(self._width, others))

    def _width(self, column: GridColumn[R]) -> float:
        assumed = column.column.kind is Kind.DATE and any(map(column.column.is_assumed, self.rows))
        figures = room_for(column.column.value(row) for row in self.rows)
        return max(column.width, figures, ASSUMED_WIDTH if assumed else 0)

    @property
    def first_row(self) -> int:
        """The number of the first row below the titles, as a spreadsheet counts."""
        return HEADER_ROW + 2

    @property
    def last_row(self) -> int:
        """The number of the last row; the first where there is none."""
        return max(self.first_row, HEADER_ROW + 1 + len(self.rows))

    def cells(self, title: str) -> str:
        """All cells of a column, as formulas on other sheets call them."""
        letter = self.letters[title]
        return f"'{self.name}'!${letter}${self.first_row}:${letter}${self.last_row}"


@dataclass(frozen=True)
class GridConditions:
    """What is coloured by conditions on a sheet."""

    sheet: Any
    grid: Grid[Any]
    styles: Styles

    def column(self, title: str, condition: Mapping[str, object]) -> None:
        """Colour the cells of one column where the condition holds."""
        letter = self.grid.letters[title]
        span = f"{letter}{self.grid.first_row}:{letter}{self.grid.last_row}"
        self.sheet.conditional_format(span, dict(condition))

    def flags(self, title: str) -> None:
        """Colour the flags of a column; the word stays."""
        for word, style in self.styles.flags().items():
            condition = {"type": "text", "criteria": "ends with", "value": f" {word}", "format": style}
            self.column(title, condition)

    def check(self, title: str) -> None:
        """Mark what a column of checks finds wrong; "ok" stays as it is."""
        fine = {"type": "cell", "criteria": "==", "value": '"ok"', "format": self.styles.of(), "stop_if_true": True}
        wrong = {"type": "cell", "criteria": "!=", "value": '""', "format": self.styles.signal(NOTE_FILL, "#8F1414")}
        self.column(title, fine)
        self.column(title, wrong)


def taken(
    table: PlanTable[R], name: str, width: float, *, title: str | None = None, of: Callable[[R], object] | None = None
) -> GridColumn[R]:
    """A column of a table of the plan, as wide as stated."""
    found = next(column for column in table.columns if column.name == name)
    return GridColumn(column=_renamed(found, title, of), width=width)


def _renamed(column: Column[R], title: str | None, of: Callable[[R], object] | None) -> Column[R]:
    return Column(
        column.name, title or column.title, column.kind, of or column.of, assumed=column.assumed if of is None else None
    )


def own(title: str, width: float, of: Callable[[R], object], kind: Kind = Kind.TEXT) -> GridColumn[R]:
    """A column that no table of the plan has."""
    return GridColumn(column=Column(title, title, kind, of), width=width)


def to_fill_in(
    title: str,
    width: float,
    kind: Kind = Kind.TEXT,
    *,
    of: Callable[[R], object] = lambda row: None,
    rule: Callable[[R], Rule | None] | None = None,
) -> GridColumn[R]:
    """A green column; `of` is what it holds already."""
    return GridColumn(column=Column(title, title, kind, of), width=width, green=True, rule=rule)


def first_that_holds(*wrong: tuple[str, str], value: str = "") -> Live:
    """A formula that says the words of the first test that holds, and "ok" where none does."""
    formula = '"ok"'
    for test, words in reversed(wrong):
        formula = f'IF({test},"{words}",{formula})'
    return Live(f"={formula}", value)


def not_a_number(cell: str) -> str:
    """The test that a cell holds something that is neither a number nor a date."""
    return f'AND({cell}<>"",NOT(ISNUMBER({cell})))'


def remark() -> GridColumn[Any]:
    """The column for whatever else people have to say."""
    return to_fill_in(REMARK, 30)


def helping(title: str, width: float, live: Callable[[R, Address], Live], kind: Kind = Kind.TEXT) -> GridColumn[R]:
    """A column of formulas."""
    return GridColumn(column=Column(title, title, kind, lambda row: None), width=width, live=live)


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
