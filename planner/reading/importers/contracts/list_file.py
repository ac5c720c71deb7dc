"""A list of contracts as a table of text: its header found, its columns named, its rows below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.domain.findings import Finding
from planner.errors import InputError
from planner.reading.cells.date_order import orders_of
from planner.reading.cells.dates import date_readings
from planner.reading.cells.numbers import parse_number
from planner.reading.files.regular_file import UnreadableFile, read_bytes
from planner.reading.files.sheets import unreadable
from planner.reading.files.workbook import workbook_rows
from planner.reading.importers.contracts.list_text import Rows, read_list_text

WORKBOOKS = (".xlsx", ".xlsm")
ROWS_LOOKED_AT = 40
_LIKELY_YEARS = range(1990, 2100)
"""Of dates without any sign between their numbers, which could be codes as well."""
_WIDE = 0.6
"""Share of the widest row that a header fills."""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How a file is to be read, where somebody states it; None is found out."""

    header_row: int | None = None
    sheet: str | None = None
    encoding: str | None = None
    separator: str | None = None


@dataclass(frozen=True, kw_only=True)
class ContractList:
    """A list as text. `header` names every column once; `rows` are those below it, each as wide as the header.

    `found` says how the file was written, for people. `shape` is what was found, and reads the same again.
    """

    file: str
    header: tuple[str, ...]
    rows: Rows
    shape: Shape
    found: str

    def column(self, name: str) -> tuple[str, ...]:
        """The cells of a column, from the first row to the last."""
        place = self.header.index(name)
        return tuple(cells[place] for _, cells in self.rows)


def read_contract_list(path: str | Path, shape: Shape = Shape()) -> ContractList:
    """The list in a file. Raises `InputError` where it cannot be read, or has no header."""
    file = Path(path)
    try:
        rows, stated, found = _rows_of(file, shape)
    except UnreadableFile as fault:
        raise InputError([fault.finding(file.name)]) from fault
    number = shape.header_row or header_row(rows)
    header = next((cells for at, cells in rows if at == number), None)
    if header is None:
        raise InputError([_no_header(file.name, number)])
    width = max((place for place, cell in enumerate(header, start=1) if cell), default=0)
    below = tuple((at, _of_width(cells, width)) for at, cells in rows if at > (number or 0))
    return ContractList(
        file=file.name,
        header=unique_names(header[:width]),
        rows=tuple((at, cells) for at, cells in below if any(cells)),
        shape=Shape(header_row=number, sheet=stated.sheet, encoding=stated.encoding, separator=stated.separator),
        found=f"{found}, header in row {number}",
    )


def _rows_of(file: Path, shape: Shape) -> tuple[Rows, Shape, str]:
    if file.suffix.casefold() in WORKBOOKS:
        sheets = workbook_rows(file)
        name = shape.sheet or max(sheets, key=lambda sheet: len(sheets[sheet]), default="")
        if name not in sheets:
            raise UnreadableFile(f'it has no sheet "{name}"', f"name one of {', '.join(sheets) or 'its sheets'}")
        return tuple(sheets[name]), Shape(sheet=name), f'workbook, sheet "{name}"'
    read = read_list_text(read_bytes(file), shape.encoding, shape.separator)
    return read.rows, Shape(encoding=read.encoding, separator=read.separator), read.found


def header_row(rows: Rows) -> int | None:
    """The number of the first row that is wide, and holds no date and hardly a number; None where there is none."""
    looked_at = rows[:ROWS_LOOKED_AT]
    widest = max((_filled(cells) for _, cells in looked_at), default=0)
    for number, cells in looked_at:
        if _filled(cells) >= max(2, _WIDE * widest) and _holds_names(cells):
            return number
    return None


def _holds_names(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    numbers = sum(parse_number(cell) is not None for cell in filled)
    return (
        not any(is_date(cell) for cell in filled)
        and 4 * numbers < len(filled)
        and len(set(filled)) * 5 >= len(filled) * 3
    )


def is_date(text: str) -> bool:
    """Whether a text is a date in any of the forms that are read; of bare numbers only such as 20271231."""
    if text.isdigit():
        return len(text) == 8 and any(day.year in _LIKELY_YEARS for day in date_readings(text))
    return len(text) <= 40 and bool(orders_of(text) or any(True for _ in date_readings(text)))


def unique_names(header: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns, each once: a second `Date` is `Date [2]`, one without a name is `column 7`."""
    names: list[str] = []
    for place, cell in enumerate(header, start=1):
        plain = " ".join(cell.split()) or f"column {place}"
        name, count = plain, 1
        while name in names:
            count += 1
            name = f"{plain} [{count}]"
        names.append(name)
    return tuple(names)


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell)


def _of_width(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*cells, *("" for _ in range(width - len(cells))))[:width]


def _no_header(file: str, number: int | None) -> Finding:
    if number is not None:
        return unreadable(
            file, f"row {number} is blank or not there", "name the row with the titles as header_row", row=number
        )
    cure = "give its columns titles in one row above the contracts"
    return unreadable(file, "no row of it looks like a header: several titles and no date", cure, code="no-header")
