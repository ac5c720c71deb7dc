"""The header of a table: which cell of a row belongs to which column, and what is wrong with the names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.findings import Finding, Severity
from planner.reading.cells.nearest import nearest_name
from planner.reading.files.sheets import RawSheet, plain_name
from planner.reading.schema.tables import Table

HEADER_ROW = 1


@dataclass(frozen=True, kw_only=True)
class Header:
    """`places` says for every column of the table that is there which cell of a row holds it.

    A misspelt name stands for the column nearest to it, so that its cells are checked all the same; `missing` are the
    required columns for which nothing stands.
    """

    places: dict[str, int]
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]


def read_header(sheet: RawSheet) -> Header:
    """Match the names of the header with the columns of the table."""
    columns = sheet.table.row.model_fields
    places: dict[str, int] = {}
    unknown: list[int] = []
    findings: list[Finding] = []
    for place, name in enumerate(sheet.header):
        plain = plain_name(name)
        if plain not in columns:
            unknown.append(place)
        elif plain in places:
            findings.append(_doubled(sheet, name))
        else:
            places[plain] = place
    findings.extend(_unknown_columns(sheet, unknown, places))
    required = [name for name, field in columns.items() if field.is_required() or _holds_settings(sheet, name)]
    missing = tuple(name for name in required if name not in places)
    findings.extend(_missing(sheet, name) for name in missing)
    return Header(places=places, missing=missing, findings=tuple(findings))


def _holds_settings(sheet: RawSheet, column: str) -> bool:
    """Whether it is the column of values of a settings table: one may be blank, but not all."""
    return sheet.table.settings is not None and column == "value"


def _unknown_columns(sheet: RawSheet, unknown: list[int], places: dict[str, int]) -> Iterator[Finding]:
    """Report the unknown names; a near one takes the place of the column it was meant for."""
    for place in unknown:
        free = [name for name in sheet.table.row.model_fields if name not in places]
        nearest = nearest_name(plain_name(sheet.header[place]), free)
        if nearest is not None:
            places[nearest] = place
        if sheet.header[place] or any(len(cells) > place and cells[place] for _, cells in sheet.rows):
            yield _unknown(sheet, place, nearest)


def _unknown(sheet: RawSheet, place: int, nearest: str | None) -> Finding:
    name = sheet.header[place]
    message = f'"{name}" is not a column of {sheet.table.name}' if name else f"column {place + 1} has no name"
    cure = f'did you mean "{nearest}"?' if nearest else "rename or remove the column"
    return _finding(sheet, "unknown-column", name or None, message, cure, found=name)


def _doubled(sheet: RawSheet, name: str) -> Finding:
    return _finding(sheet, "doubled-column", name, f'"{name}" is there twice', "remove one of them", found=name)


def _missing(sheet: RawSheet, name: str) -> Finding:
    field = sheet.table.row.model_fields[name]
    message = f"the required column {name} is missing: {field.description}"
    return _finding(sheet, "missing-column", name, message, f'add "{name}" to the header and fill it')


def _finding(
    sheet: RawSheet, code: str, column: str | None, message: str, cure: str, found: str | None = None
) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code=code,
        file=sheet.file,
        row=HEADER_ROW,
        column=column,
        message=message,
        found=found,
        expected="columns " + ", ".join(_own_columns(sheet.table)) + " and those of provenance",
        cure=cure,
    )


def _own_columns(table: Table) -> list[str]:
    from planner.reading.rows.base import RowModel

    return [name for name in table.row.model_fields if name not in RowModel.model_fields]
