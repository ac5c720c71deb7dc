"""Text to row models: every cell that cannot be read becomes a finding at its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from planner.domain.findings import Finding
from planner.reading.cells.located import Located, Place, Sheet
from planner.reading.files.headers import Header, read_header
from planner.reading.files.sheets import RawSheet
from planner.reading.rows.base import RowModel

_NOT_STATED = frozenset({"-", "–", "?", "n/a", "na", "nan", "nil", "none", "null", "tba", "tbc", "tbd", "unknown"})


def read_rows(sheet: RawSheet) -> tuple[Sheet, tuple[Finding, ...]]:
    """The table with its rows, and what is wrong with header and cells."""
    header = read_header(sheet)
    findings = list(header.findings)
    places: list[Place] = []
    rows: list[Located[RowModel]] = []
    for number, texts in sheet.rows:
        place = Place(file=sheet.file, row=number, cells=_cells(header, texts))
        places.append(place)
        if len(texts) != len(sheet.header):
            continue
        try:
            rows.append(Located(place=place, value=sheet.table.row.model_validate(place.cells)))
        except ValidationError as error:
            findings.extend(_row_findings(error, sheet, header, place))
    read = Sheet(table=sheet.table, file=sheet.file, places=tuple(places), rows=tuple(rows), missing=header.missing)
    return read, tuple(findings)


def _cells(header: Header, texts: tuple[str, ...]) -> dict[str, str]:
    return {column: texts[place] for column, place in header.places.items() if place < len(texts) and texts[place]}


def _row_findings(error: ValidationError, sheet: RawSheet, header: Header, place: Place) -> Iterator[Finding]:
    for problem in error.errors(include_url=False):
        column = str(problem["loc"][0])
        if column not in header.missing:
            yield cell_finding(sheet.table.row, place, column, dict(problem))


def cell_finding(model: type[BaseModel], place: Place, column: str, problem: dict[str, Any]) -> Finding:
    """The finding for one problem reported by a model; `column` is where it stands in the row."""
    field = model.model_fields[str(problem["loc"][0])]
    example = (field.examples or ["a value"])[0]
    if problem["type"] == "missing":
        cure = f"write for instance {example}"
        return place.error("missing-value", column, f"{column} is blank", cure=cure, expected=field.description)
    context = problem.get("ctx", {})
    cure = context.get("cure", f"write for instance {example}")
    if not field.is_required() and place.cells.get(column, "").casefold() in _NOT_STATED:
        cure = "leave it blank if it is not stated"
    return place.error(
        problem["type"] if "cure" in context else "wrong-type",
        column,
        context.get("message", problem["msg"]),
        cure=cure,
        expected=context.get("expected", field.description),
    )
