"""A unit of notice goes with a length of notice, and a notice is not longer than a lifetime."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.contracts import NoticeUnit
from planner.domain.findings import Finding
from planner.reading.cells.located import Located, Place, Tables
from planner.reading.rows.contracts import ContractRow, OptionRow

LONGEST_NOTICE = {NoticeUnit.MONTHS: 600, NoticeUnit.WORKING_DAYS: 12_000, NoticeUnit.WEEKS: 5_200}
"""Longest notice in units other than days; the limit of days is that of the column."""


def check_notices(tables: Tables) -> Iterator[Finding]:
    """Units without a length, and lengths that can only be meant in another unit."""
    yield from _lengths_left_blank(tables, "options", "notice")
    for table in ("contracts", "options"):
        yield from _lengths_left_blank(tables, table, "earliest_notice")
    rows: list[Located[ContractRow] | Located[OptionRow]] = [*tables.rows(ContractRow), *tables.rows(OptionRow)]
    for row in rows:
        value, unit = row.value, row.value.notice_unit or NoticeUnit.DAYS
        yield from _too_long(row.place, "notice", value.notice, unit)
        yield from _too_long(row.place, "earliest_notice", value.earliest_notice, value.earliest_notice_unit or unit)


def _too_long(place: Place, column: str, length: int | None, unit: NoticeUnit) -> Iterator[Finding]:
    longest = LONGEST_NOTICE.get(unit)
    if longest is not None and (length or 0) > longest:
        message = f"a notice of {length} {unit} is too long to be one"
        cure = f"correct the length or the unit; {longest} {unit} are the most"
        yield place.error("out-of-range", column, message, cure=cure, expected=f"0 to {longest} {unit}")


def _lengths_left_blank(tables: Tables, table: str, column: str) -> Iterator[Finding]:
    """Units without a length; only the notice of a contract may be left open, which is a warning of its own."""
    sheet, named = tables.sheets.get(table), column.replace("_", " ")
    for place in sheet.places if sheet else ():
        if f"{column}_unit" in place.cells and column not in place.cells:
            message = f"the {named} unit is {place.cells[f'{column}_unit']}, but the length of the {named} is blank"
            cure = f"write the length of the {named} (0: none), or blank its unit"
            yield place.error("missing-value", column, message, cure=cure, expected="a whole number")
