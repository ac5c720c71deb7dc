"""A table on a sheet: its columns, those to fill in with their rules, and formulas that help; what is coloured."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from planner.present.exchange.workbook.cells import room_for
from planner.present.exchange.workbook.page import HEADER_ROW
from planner.present.exchange.workbook.styles import NOTE_FILL, Styles
from planner.present.tables.column import Column, Kind
from planner.present.tables.plans.plan_table import PlanTable
from planner.reading.edits.words import REMARK

R = TypeVar("R")
MOST_ID_WIDTH = 45
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
        """Colour the flags of a column."""
        for condition in self.styles.flags():
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
