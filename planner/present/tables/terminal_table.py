"""A table set for a terminal: ruled header, text wrapped, figures whole, what does not fit left out and named."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from textwrap import fill
from typing import Any, Literal

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from planner.plan.flagging.records import Flag
from planner.present.charts.palette import style_of
from planner.present.tables.cells import shown_text
from planner.present.tables.column import FIGURES, Column, Kind
from planner.present.tables.table import Table
from planner.present.wording import NOT_STATED, is_terminal

PIPED_WIDTH = 400
"""Characters a line may take where there is no terminal to fit."""
PROSE_WIDTH = 70
GAP = 2

Cells = Mapping[Column[Any], Sequence[str]]
WidthOf = Callable[[Column[Any], Sequence[str]], int]


def set_for_terminal(table: Table[Any], width: int | None = None) -> str:
    """As `planner.present.tables.table.table_text`; one line a value where no table fits without breaking words."""
    console = _console(width)
    shown = [column for column in table.columns if column.is_shown(table.rows)]
    cells = {column: [shown_text(column, row, table.currency) for row in table.rows] for column in shown}
    fitting = columns_that_fit(shown, cells, console.width)
    if _needed(fitting, cells, word_width) > console.width:
        return _as_blocks(shown, cells, console.width)
    console.print(_rich_table(fitting, cells, column_widths(fitting, cells, console.width)))
    left_out = [column.title for column in shown if column not in fitting]
    return _text_of(console) + _note(left_out, console.width)


def _note(left_out: Sequence[str], width: int) -> str:
    """Names the columns that did not fit; nothing where all did."""
    text = f"(not shown for want of width: {', '.join(left_out)}; --format csv has them)"
    return "\n" + fill(text, width, break_long_words=False, break_on_hyphens=False) if left_out else ""


def columns_that_fit(columns: Sequence[Column[Any]], cells: Cells, width: int) -> list[Column[Any]]:
    """The columns without as many spare ones, from the right, as the width asks for."""
    fitting = list(columns)
    for spare in reversed([column for column in columns if column.spare]):
        if _needed(fitting, cells, least_width) <= width:
            break
        fitting.remove(spare)
    return fitting


def _needed(columns: Sequence[Column[Any]], cells: Cells, width_of: WidthOf) -> int:
    """Characters the columns need together, each as wide as told."""
    return sum(width_of(column, cells[column]) for column in columns) + GAP * (len(columns) - 1)


def least_width(column: Column[Any], texts: Sequence[str]) -> int:
    """Characters below which a column is not to be squeezed: text may wrap, all else stays in one piece."""
    longest = max(map(cell_len, texts), default=0)
    wished = min(longest, column.least) if column.kind is Kind.TEXT else longest
    return max(word_width(column, texts), wished)


def word_width(column: Column[Any], texts: Sequence[str]) -> int:
    """Characters of the longest word of title and texts: below them a word would be broken."""
    pieces = texts if column.kind is Kind.FLAG else [word for text in texts for word in text.split()]
    return max(map(cell_len, (*column.title.split(), *pieces)), default=1)


def column_widths(columns: Sequence[Column[Any]], cells: Cells, width: int) -> list[int]:
    """Characters of each column: what its texts need, the widest squeezed first, and none below its longest word."""
    widths = [_natural_width(column, cells[column]) for column in columns]
    room = width - GAP * (len(columns) - 1)
    for width_of in (least_width, word_width):
        floors = [width_of(column, cells[column]) for column in columns]
        while sum(widths) > room and any(now > floor for now, floor in zip(widths, floors, strict=True)):
            widest = max(range(len(widths)), key=lambda at: (widths[at] > floors[at], widths[at]))
            widths[widest] -= 1
    return widths


def _as_blocks(columns: Sequence[Column[Any]], cells: Cells, width: int) -> str:
    """One block of lines a row, each line a title and its value."""
    rows = zip(*(cells[column] for column in columns), strict=True)
    return "\n\n".join("\n".join(map(partial(_line, width), columns, row)) for row in rows)


def _line(width: int, column: Column[Any], text: str) -> str:
    return fill(
        f"{column.title}: {text}", width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )


def _natural_width(column: Column[Any], texts: Sequence[str]) -> int:
    """Characters the texts need in one line; prose is wrapped even where there is more room."""
    longest = max([1, *map(cell_len, texts)])
    return max(cell_len(column.title), min(longest, PROSE_WIDTH) if column.kind is Kind.TEXT else longest)


def _rich_table(columns: Sequence[Column[Any]], cells: Cells, widths: Sequence[int]) -> RichTable:
    table = RichTable(
        box=box.SIMPLE_HEAD, padding=(0, GAP - 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold"
    )
    for column, width in zip(columns, widths, strict=True):
        justify: Literal["left", "right"] = "right" if column.kind in FIGURES else "left"
        table.add_column(column.title, justify=justify, overflow="fold", width=width)
    for row in zip(*(cells[column] for column in columns), strict=True):
        table.add_row(*map(_styled, columns, row))
    return table


def _styled(column: Column[Any], text: str) -> Text:
    """The text; the letter of a flag in its colours."""
    shown = Text(text)
    if column.kind is Kind.FLAG and text != NOT_STATED:
        style = style_of(Flag(text[2:]))
        shown.stylize(f"{style.ink} on {style.fill}", 0, 1)
    return shown


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
