"""A table as HTML, with the columns, titles and wording of the terminal; every text of the input is escaped."""

from __future__ import annotations

from html import escape
from typing import Any

from planner.plan.flagging.records import Flag
from planner.present.charts.palette import style_of
from planner.present.tables.cells import shown_text
from planner.present.tables.column import FIGURES, Column, Kind
from planner.present.tables.table import Table
from planner.present.wording import NOT_STATED, counted


def html_table(table: Table[Any], *, title: str = "", most_rows: int | None = None) -> str:
    """The shown columns; with `most_rows`, the rest of the rows is counted below."""
    columns = [column for column in table.columns if column.is_shown(table.rows)]
    rows = table.rows[:most_rows]
    heading = " · ".join(filter(None, (table.marking, title)))
    caption = f"<caption>{escape(heading)}</caption>" if heading else ""
    head = "".join(f'<th scope="col">{escape(column.title)}</th>' for column in columns)
    body = "".join(f"<tr>{_cells(columns, row, table.currency)}</tr>" for row in rows)
    left = len(table.rows) - len(rows)
    rest = f"<p>and {counted(left, 'more row')}</p>" if left else ""
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


def _cells(columns: list[Column[Any]], row: object, currency: str) -> str:
    return "".join(_cell(column, shown_text(column, row, currency)) for column in columns)


def _cell(column: Column[Any], text: str) -> str:
    if column.kind is Kind.FLAG and text != NOT_STATED:
        return f"<td>{_flag(text)}</td>"
    side = ' style="text-align:right"' if column.kind in FIGURES else ""
    return f"<td{side}>{escape(text)}</td>"


def _flag(text: str) -> str:
    letter, flag = text[0], text[2:]
    style = style_of(Flag(flag))
    return f'<span style="background:{style.fill};color:{style.ink};padding:0 .3em">{letter}</span> {escape(flag)}'
