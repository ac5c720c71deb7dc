"""How every sheet begins and prints: title and hint above the table, A3 landscape, one page wide, name and page below."""

from __future__ import annotations

from typing import Any

from planner.present.exchange.workbook.cells import safe_text
from planner.present.exchange.workbook.styles import Styles

HEADER_ROW = 3
"""The row of the titles, counted from 0; above it stand the title of the sheet, a hint, and a row left free."""
A3 = 8
LONGEST_FOOTER = 255
NAME_IN_FOOTER = 80


def begin_sheet(book: Any, styles: Styles, name: str, *, title: str, hint: str, marking: str | None) -> Any:
    """The sheet of that name with its title, its marking and a hint."""
    sheet = book.get_worksheet_by_name(name)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, safe_text(title), styles.title)
    sheet.set_row(0, 24)
    sheet.write_string(1, 0, safe_text(hint), styles.hint)
    if marking:
        sheet.write_string(2, 0, safe_text(marking), styles.marking)
    return sheet


def set_page(
    sheet: Any,
    *,
    name: str,
    marking: str | None,
    header: int | None = HEADER_ROW,
    columns: int = 1,
    pages_wide: int = 1,
) -> None:
    """Print settings; the header repeats on each page, and stays in sight with the first `columns`."""
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
    sheet.fit_to_pages(pages_wide, 0)
    if header is not None:
        sheet.repeat_rows(header)
        sheet.freeze_panes(header + 1, columns)
    if pages_wide > 1:
        sheet.repeat_columns(0, columns - 1)
    left, middle = _in_footer(name, NAME_IN_FOOTER), _in_footer(marking or "", NAME_IN_FOOTER)
    sheet.set_footer(_fitting(f"&L{left}", f"&C{middle}", "&R&A, page &P of &N"))
    if marking:
        sheet.set_header(f"&C{middle}")


def _fitting(*parts: str) -> str:
    """The parts of a footer, without the first ones where all of them are too long."""
    text = "".join(parts)
    return text if len(text) <= LONGEST_FOOTER else _fitting(*parts[1:])


def _in_footer(text: str, longest: int) -> str:
    """A text in a footer, where an ampersand begins a command, and digits after a command belong to it."""
    line = " ".join(safe_text(text).split())
    shown = line if len(line) <= longest else f"{line[: longest - 1]}…"
    return shown.replace("&", "&&")
