"""Every id named in a column is the id of a row of the table it refers to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.domain.findings import Finding
from planner.domain.migrations import DEFAULT_PROFILE
from planner.reading.cells import LIST_SEPARATOR
from planner.reading.located import Place, Sheet, Tables
from planner.reading.schema import ColumnSchema, columns_of


def check_references(tables: Tables) -> Iterator[Finding]:
    """Every reference column of every table; those into tables that could not be read are left out."""
    for sheet in tables.sheets.values():
        for column in columns_of(sheet.table.row):
            if column.refers_to and all(tables.is_known(table) for table in column.refers_to):
                yield from _unknown_references(tables, sheet, column)


def unknown_reference(tables: Tables, place: Place, column: str, id: str, *refers_to: str) -> Finding:
    """The finding for an id that none of the tables has, with the nearest one they have."""
    names = tables.names(*refers_to)
    nearest = names.nearest(id)
    files = " or ".join(tables.files[table] for table in refers_to)
    kind = " or ".join(table.removesuffix("s") for table in refers_to)
    cure = f'did you mean "{nearest}"?' if nearest else f"add it to {files}, or write an id that is there"
    return place.error(
        "unknown-reference", column, f'there is no {kind} "{id}"', cure=cure, expected=f"an id of {files}"
    )


def _unknown_references(tables: Tables, sheet: Sheet, column: ColumnSchema) -> Iterator[Finding]:
    names = tables.names(*column.refers_to)
    own_profiles_only = sheet.table.name in ("phases", "demands")
    for place in sheet.places:
        text = place.cells.get(column.name)
        if text is None or (not column.is_list and LIST_SEPARATOR in text):
            continue
        ids = _ids(text) if column.is_list else (text,)
        for id in ids:
            if id not in names:
                yield unknown_reference(tables, place, column.name, id, *column.refers_to)
            elif own_profiles_only and id == DEFAULT_PROFILE.id and not _has_row(tables, "profiles", id):
                yield _built_in_profile(tables, place, column.name)
        for id in sorted({id for id in ids if ids.count(id) > 1}):
            message = f'"{id}" is named more than once'
            yield place.warning("repeated-id", column.name, message, cure="name it once")


def _ids(text: str) -> tuple[str, ...]:
    return tuple(part for part in (piece.strip() for piece in text.split(LIST_SEPARATOR)) if part)


def _has_row(tables: Tables, table: str, id: Any) -> bool:
    sheet = tables.sheets.get(table)
    return any(place.cells.get("id") == id for place in sheet.places) if sheet else False


def _built_in_profile(tables: Tables, place: Place, column: str) -> Finding:
    message = f'the built-in profile "{DEFAULT_PROFILE.id}" cannot be changed from here'
    cure = f"state a profile of your own in {tables.files['profiles']} with its phases"
    return place.error("unknown-reference", column, message, cure=cure)
