"""Every id named in a column is the id of a row of the table it refers to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.findings import Finding
from planner.domain.migrations import DEFAULT_PROFILE
from planner.reading.cells.conversion import LIST_SEPARATOR
from planner.reading.cells.located import Place, Sheet, Tables
from planner.reading.checks.lookalikes import difference, look_alike
from planner.reading.schema.columns import ColumnSchema, columns_of


def check_references(tables: Tables) -> Iterator[Finding]:
    """Every reference column of every table; those into tables that could not be read are left out.

    A table may have as many rows with a blank id as there are unknown ids meant for it. Those ids are not reported: they
    will be known once the blank ids are filled.
    """
    unknown: list[_Unknown] = []
    for sheet in tables.sheets.values():
        for column in columns_of(sheet.table.row):
            if column.refers_to and all(tables.is_known(table) for table in column.refers_to):
                unknown.extend(_unknown_references(tables, sheet, column))
                yield from _repeated(sheet, column)
    presumed = _presumed(tables, unknown)
    for reference in unknown:
        if reference.id not in presumed:
            yield reference.finding


def _presumed(tables: Tables, unknown: list[_Unknown]) -> frozenset[str]:
    """Unknown ids that the rows with a blank id probably have."""
    ids_by_table: dict[str, set[str]] = defaultdict(set)
    for reference in unknown:
        for table in reference.refers_to:
            ids_by_table[table].add(reference.id)
    fitting = (ids for table, ids in ids_by_table.items() if len(ids) <= tables.blank_ids(table))
    return frozenset(id for ids in fitting for id in ids)


@dataclass(frozen=True)
class _Unknown:
    id: str
    refers_to: tuple[str, ...]
    finding: Finding


def unknown_reference(tables: Tables, place: Place, column: str, id: str, *refers_to: str) -> Finding:
    """The finding for an id that none of the tables has, with the nearest one they have."""
    names = tables.names(*refers_to)
    nearest = names.nearest(id)
    files = " or ".join(tables.files[table] for table in refers_to)
    kind = " or ".join(table.removesuffix("s") for table in refers_to)
    cure = f"add it to {files}, or write an id that is there"
    if nearest is not None:
        cure = f'did you mean "{nearest}"?{_where(tables, nearest, refers_to)}'
        if look_alike(id, nearest) and id.casefold() != nearest.casefold():
            cure = f'copy "{nearest}"{_where(tables, nearest, refers_to)}: they differ {difference(id, nearest)}'
    return place.error(
        "unknown-reference", column, f'there is no {kind} "{id}"', cure=cure, expected=f"an id of {files}"
    )


def _where(tables: Tables, id: str, refers_to: tuple[str, ...]) -> str:
    """The row of the nearest id, for the case that the misspelling is there."""
    table = next((table for table in refers_to if tables.has_row(table, id)), None)
    return f" ({tables.files[table]} row {tables.place(table, id).row})" if table else ""


def _unknown_references(tables: Tables, sheet: Sheet, column: ColumnSchema) -> Iterator[_Unknown]:
    names = tables.names(*column.refers_to)
    own_profiles_only = sheet.table.name in ("phases", "demands")
    for place in sheet.places:
        for id in _ids(place.cells.get(column.name, ""), column):
            if id not in names:
                finding = unknown_reference(tables, place, column.name, id, *column.refers_to)
                yield _Unknown(id, column.refers_to, finding)
            elif own_profiles_only and id == DEFAULT_PROFILE.id and not tables.has_row("profiles", id):
                yield _Unknown(id, (), _built_in_profile(tables, place, column.name))


def _repeated(sheet: Sheet, column: ColumnSchema) -> Iterator[Finding]:
    for place in sheet.places if column.is_list else ():
        ids = _ids(place.cells.get(column.name, ""), column)
        for id in sorted({id for id in ids if ids.count(id) > 1}):
            yield place.warning("repeated-id", column.name, f'"{id}" is named more than once', cure="name it once")


def _ids(text: str, column: ColumnSchema) -> tuple[str, ...]:
    """The ids in a cell; none where a list stands in a column for one id, which is a finding of its own."""
    parts = tuple(part for part in (piece.strip() for piece in text.split(LIST_SEPARATOR)) if part)
    return parts if column.is_list or LIST_SEPARATOR not in text else ()


def _built_in_profile(tables: Tables, place: Place, column: str) -> Finding:
    message = f'the built-in profile "{DEFAULT_PROFILE.id}" cannot be changed from here'
    cure = f"state a profile of your own in {tables.files['profiles']} with its phases"
    return place.error("unknown-reference", column, message, cure=cure)
