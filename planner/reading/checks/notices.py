"""A unit of notice goes with a length of notice."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.findings import Finding
from planner.reading.located import Tables


def check_notices(tables: Tables) -> Iterator[Finding]:
    """Rows of contracts and options that state a unit and leave the length blank."""
    for name in ("contracts", "options"):
        sheet = tables.sheets.get(name)
        for place in sheet.places if sheet else ():
            if "notice_unit" in place.cells and "notice" not in place.cells:
                message = f"the notice unit is {place.cells['notice_unit']}, but the length of the notice is blank"
                cure = "write the length of the notice (0: none), or blank its unit"
                yield place.error("missing-value", "notice", message, cure=cure, expected="a whole number")
