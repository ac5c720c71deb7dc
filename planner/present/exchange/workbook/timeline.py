"""The columns of a chart on a sheet, and their titles: months, quarters or years up to the last day shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.domain.calendar import add_months
from planner.present.exchange.workbook.cells import put
from planner.present.exchange.workbook.styles import HEAD_FILL, Styles

MOST_COLUMNS = 84
HEAD_HEIGHT = 45
STEPS = (1, 3, 12, 60)
"""Months of a column; the first that needs no more than `MOST_COLUMNS` is taken."""


@dataclass(frozen=True)
class Timeline:
    """The first day of every column; each is `months` long."""

    starts: tuple[date, ...]
    months: int

    @property
    def form(self) -> str:
        """How the titles of the columns are shown."""
        return "yyyy" if self.months >= 12 else "mmm yy"

    def place(self, day: date) -> int:
        """The column of a day; the first or last for one beyond them."""
        first = self.starts[0]
        months = (day.year - first.year) * 12 + day.month - first.month
        return min(max(0, months // self.months), len(self.starts) - 1)

    def holds(self, place: int, day: date) -> bool:
        """Whether a day falls into a column."""
        return self.starts[place] <= day < add_months(self.starts[place], self.months)


def timeline(first: date, days: Sequence[date]) -> Timeline:
    """The columns from the month of the first day to that of the last."""
    last = max((first, *days))
    begin = first.replace(day=1)
    months = (last.year - begin.year) * 12 + last.month - begin.month + 1
    step = next((step for step in STEPS if -(-months // step) <= MOST_COLUMNS), STEPS[-1])
    count = min(MOST_COLUMNS, -(-months // step))
    return Timeline(tuple(add_months(begin, step * place) for place in range(count)), step)


def write_axis(sheet: Any, styles: Styles, axis: Timeline, row: int, first_column: int, *, font_size: int = 11) -> None:
    """The titles of the columns, turned, in a row that is high enough for them."""
    turned = {"rotation": 90, "num_format": axis.form, "font_size": font_size, "align": "center"}
    look = {"bg_color": HEAD_FILL, "font_color": "#FFFFFF", "bold": True, "border": 1, "border_color": "#BFBFBF"}
    style = styles.of(**turned, **look)
    for place, start in enumerate(axis.starts, start=first_column):
        put(sheet, row, place, start, style)
    sheet.set_row(row, HEAD_HEIGHT)
