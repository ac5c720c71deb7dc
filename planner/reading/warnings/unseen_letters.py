"""Ids with characters that nobody sees: no one could type them again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.domain.findings import Finding
from planner.reading.cells.characters import invisible_characters
from planner.reading.cells.located import Sheet, Tables
from planner.reading.schema.columns import columns_of


def unseen_letters(tables: Tables, status_date: date) -> Iterator[Finding]:
    """A warning for each id, where it is given, that holds an invisible character or an unusual space.

    A reference that holds one is an error already: there is no such id.
    """
    for sheet in tables.sheets.values():
        yield from _in_ids(sheet)


def _in_ids(sheet: Sheet) -> Iterator[Finding]:
    given = [column.name for column in columns_of(sheet.table.row) if column.type == "an id" and not column.refers_to]
    for place in sheet.places:
        for column in given:
            hidden = invisible_characters(place.cells.get(column, ""))
            if hidden:
                message = f"it holds {hidden}"
                cure = "type it anew without, here and wherever it is referred to"
                yield place.warning("invisible-character", column, message, cure=cure)
