"""A unit of notice goes with a length of notice, and a notice is not longer than a lifetime."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.contracts import NoticeUnit
from planner.domain.findings import Finding
from planner.reading.cells.located import Located, Tables
from planner.reading.rows.contracts import ContractRow, OptionRow

LONGEST_NOTICE = {NoticeUnit.MONTHS: 600, NoticeUnit.WORKING_DAYS: 12_000, NoticeUnit.WEEKS: 5_200}
"""Longest notice in units other than days; the limit of days is that of the column."""


def check_notices(tables: Tables) -> Iterator[Finding]:
    """Units without a length, and lengths that can only be meant in another unit."""
    yield from _lengths_left_blank(tables)
    rows: list[Located[ContractRow] | Located[OptionRow]] = [*tables.rows(ContractRow), *tables.rows(OptionRow)]
    for row in rows:
        unit = row.value.notice_unit or NoticeUnit.DAYS
        longest = LONGEST_NOTICE.get(unit)
        if longest is not None and (row.value.notice or 0) > longest:
            message = f"a notice of {row.value.notice} {unit} is too long to be one"
            cure = f"correct the length or the unit; {longest} {unit} are the most"
            yield row.place.error("out-of-range", "notice", message, cure=cure, expected=f"0 to {longest} {unit}")


def _lengths_left_blank(tables: Tables) -> Iterator[Finding]:
    """Units of options without a length; a contract may leave its length open, which is a warning of its own."""
    sheet = tables.sheets.get("options")
    for place in sheet.places if sheet else ():
        if "notice_unit" in place.cells and "notice" not in place.cells:
            message = f"the notice unit is {place.cells['notice_unit']}, but the length of the notice is blank"
            cure = "write the length of the notice (0: none), or blank its unit"
            yield place.error("missing-value", "notice", message, cure=cure, expected="a whole number")
