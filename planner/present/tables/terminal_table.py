"""A table set for a terminal: ruled header, text wrapped, figures whole, what does not fit left out and named."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from planner.present.tables.cells import shown_text
from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Table
from planner.present.wording import is_terminal

PIPED_WIDTH = 400
"""Characters a line may take where there is no terminal to fit."""
PROSE_WIDTH = 70
GAP = 2
RIGHT_ALIGNED = frozenset({Kind.MONEY, Kind.NUMBER, Kind.SHARE, Kind.WHOLE_SHARE})

Cells = Mapping[Column[Any], Sequence[str]]


def set_for_terminal(table: Table[Any], width: int | None = None) -> str:
    """As `planner.present.tables.table.table_text`."""
    console = _console(width)
    shown = [column for column in table.columns if column.shown]
    cells = {column: [shown_text(column, row, table.currency) for row in table.rows] for column in shown}
    fitting = columns_that_fit(shown, cells, console.width)
    console.print(_rich_table(fitting, cells, column_widths(fitting, cells, console.width)))
    left_out = [column.title for column in shown if column not in fitting]
    note = f"\n(not shown for want of width: {', '.join(left_out)}; --format csv has them)" if left_out else ""
    return _text_of(console) + note


def columns_that_fit(columns: Sequence[Column[Any]], cells: Cells, width: int) -> list[Column[Any]]:
    """The columns without as many spare ones, from the right, as the width asks for."""
    fitting = list(columns)
    for spare in reversed([column for column in columns if column.spare]):
        needed = sum(least_width(column, cells[column]) for column in fitting) + GAP * (len(fitting) - 1)
        if needed <= width:
            break
        fitting.remove(spare)
    return fitting


def least_width(column: Column[Any], texts: Sequence[str]) -> int:
    """Characters below which a column is not to be squeezed: text may wrap, all else stays in one piece."""
    longest = max(map(cell_len, texts), default=0)
    title = max(map(cell_len, column.title.split()), default=0)
    return max(title, min(longest, column.least) if column.kind is Kind.TEXT else longest)


def column_widths(columns: Sequence[Column[Any]], cells: Cells, width: int) -> list[int]:
    """Characters of each column: what its texts need, the widest squeezed first, and none below its least if possible."""
    widths = [_natural_width(column, cells[column]) for column in columns]
    room = width - GAP * (len(columns) - 1)
    for floors in ([least_width(column, cells[column]) for column in columns], [1] * len(columns)):
        while sum(widths) > room and any(now > floor for now, floor in zip(widths, floors, strict=True)):
            widest = max(range(len(widths)), key=lambda at: (widths[at] > floors[at], widths[at]))
            widths[widest] -= 1
    return widths


def _natural_width(column: Column[Any], texts: Sequence[str]) -> int:
    """Characters the texts need in one line; prose is wrapped even where there is more room."""
    longest = max([1, *map(cell_len, texts)])
    return max(cell_len(column.title), min(longest, PROSE_WIDTH) if column.kind is Kind.TEXT else longest)


def _rich_table(columns: Sequence[Column[Any]], cells: Cells, widths: Sequence[int]) -> RichTable:
    table = RichTable(
        box=box.SIMPLE_HEAD, padding=(0, GAP - 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold"
    )
    for column, width in zip(columns, widths, strict=True):
        justify: Literal["left", "right"] = "right" if column.kind in RIGHT_ALIGNED else "left"
        table.add_column(column.title, justify=justify, overflow="fold", width=width)
    for row in zip(*(cells[column] for column in columns), strict=True):
        table.add_row(*map(Text, row))
    return table


def _console(width: int | None) -> Console:
    """Styled on a terminal (without colour where NO_COLOR is set), plain when piped."""
    to_terminal = is_terminal(sys.stdout)
    return Console(
        file=io.StringIO(),
        force_terminal=to_terminal,
        width=width or (None if to_terminal else PIPED_WIDTH),
        highlight=False,
        legacy_windows=False,
    )


def _text_of(console: Console) -> str:
    stream = console.file
    assert isinstance(stream, io.StringIO)
    return "\n".join(line.rstrip() for line in stream.getvalue().rstrip("\n").split("\n"))
