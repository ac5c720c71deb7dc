"""Rows are told apart: no key twice, no ids that look alike, no id for a milestone and a migration."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.findings import Finding
from planner.reading.cells.located import Place, Sheet, Tables
from planner.reading.checks.lookalikes import difference, looks


def check_identity(tables: Tables) -> Iterator[Finding]:
    """Doubled keys of every table, ids like each other, and ids used for two things."""
    for sheet in tables.sheets.values():
        if sheet.table.settings is None:
            yield from _doubled_keys(sheet, sheet.table.key)
            yield from _doubled_keys(sheet, sheet.table.second_key)
            yield from _alike_ids(sheet)
    yield from _shared_ids(tables)


def _doubled_keys(sheet: Sheet, key: tuple[str, ...]) -> Iterator[Finding]:
    first: dict[tuple[str, ...], Place] = {}
    for place in sheet.places if key else ():
        found = tuple(place.cells.get(column, "") for column in key)
        if not all(found):
            continue
        if found in first:
            shown = ", ".join(f"{column} {text}" for column, text in zip(key, found, strict=True))
            message = f"{shown} is already in row {first[found].row}"
            cure = f"give it another {key[-1]}, or remove one of the rows"
            code = "duplicate-sequence" if key[-1] == "sequence" else "duplicate-id"
            yield place.error(code, key[-1], message, cure=cure)
        else:
            first[found] = place


def _alike_ids(sheet: Sheet) -> Iterator[Finding]:
    if sheet.table.key != ("id",):
        return
    first: dict[str, Place] = {}
    for place in sheet.places:
        id = place.cells.get("id", "")
        other = first.setdefault(looks(id), place)
        if other.cells.get("id", "") != id:
            differs = difference(id, other.cells["id"])
            message = f'"{id}" differs from "{other.cells["id"]}" in row {other.row} only {differs}'
            yield place.warning("ids-alike", "id", message, cure="check that two records are meant")


def _shared_ids(tables: Tables) -> Iterator[Finding]:
    milestones = tables.names("milestones")
    sheet = tables.sheets.get("migrations")
    for place in sheet.places if sheet else ():
        id = place.cells.get("id")
        if id is not None and id in milestones:
            message = f'"{id}" is a milestone too, so precedences could mean either'
            yield place.error("ambiguous-id", "id", message, cure="give one of them another id")
