"""Values that a table cannot hold, found before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from planner.domain.findings import Finding, Severity
from planner.reading.cells.conversion import LIST_SEPARATOR
from planner.reading.schema.columns import default_text
from planner.reading.schema.tables import Table

Cells = Mapping[str, Any]
"""A row as values by column; None where the cell is blank."""


def unwritable_cells(table: Table, rows: Iterable[Cells]) -> Iterator[Finding]:
    """A finding for every value that would not be read back as it is."""
    for number, row in enumerate(rows, start=2):
        for column, message in {**_refused(table, row), **_altered(row)}.items():
            yield Finding(
                severity=Severity.ERROR,
                code="unwritable-value",
                file=f"{table.name}.csv",
                row=number,
                column=column,
                found=repr(row.get(column)),
                message=message,
                cure="change the value to one that the table can hold",
            )


def _refused(table: Table, row: Cells) -> dict[str, str]:
    """What the row model says to the cells as they would be written."""
    texts = {column: default_text(value) for column, value in row.items()}
    try:
        table.row.model_validate({column: text for column, text in texts.items() if text is not None})
    except ValidationError as error:
        return {str(problem["loc"][0]): problem["msg"] for problem in error.errors(include_url=False)}
    return {}


def _altered(row: Cells) -> dict[str, str]:
    """Texts with white space around them, blank ones, and those with the list separator inside a list."""
    altered: dict[str, str] = {}
    for column, value in row.items():
        parts = value if isinstance(value, tuple) else (value,)
        for text in (part for part in parts if isinstance(part, str)):
            split = isinstance(value, tuple) and LIST_SEPARATOR in text
            if not text or text != text.strip() or split:
                altered[column] = f"{text!r} would not be read back as it is"
    return altered
