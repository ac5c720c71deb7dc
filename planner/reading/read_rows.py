"""Text to row models: every cell that cannot be read becomes a finding at its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from planner.domain.findings import Finding
from planner.reading.cells.characters import control_character, invisible_characters
from planner.reading.cells.date_order import ColumnOrder, column_order
from planner.reading.cells.dates import BAD_DATE, date_cure
from planner.reading.cells.located import Located, Place, Sheet
from planner.reading.files.headers import Header, read_header
from planner.reading.files.sheets import RawSheet
from planner.reading.rows.base import RowModel

MOST_CHARACTERS = 5_000
"""Of a cell; a page of notes has fewer."""
_NOT_STATED = frozenset({"-", "–", "?", "n/a", "na", "nan", "nil", "none", "null", "tba", "tbc", "tbd", "unknown"})


def read_rows(sheet: RawSheet) -> tuple[Sheet, tuple[Finding, ...]]:
    """The table with its rows, and what is wrong with header and cells."""
    header = read_header(sheet)
    columns = _Columns(sheet, header)
    findings = list(header.findings)
    places: list[Place] = []
    rows: list[Located[RowModel]] = []
    for number, texts in sheet.rows:
        place = Place(file=sheet.file, row=number, cells=_cells(header, texts))
        places.append(place)
        if len(texts) != len(sheet.header):
            continue
        if _stands_alone(sheet, header, place):
            findings.append(_stray(place))
            continue
        findings.extend(_controls(place))
        too_long = [_too_long(place, column) for column, text in place.cells.items() if len(text) > MOST_CHARACTERS]
        if too_long:
            findings.extend(too_long)
            continue
        try:
            rows.append(Located(place=place, value=sheet.table.row.model_validate(place.cells)))
        except ValidationError as error:
            findings.extend(_row_findings(error, columns, header, place))
    read = Sheet(table=sheet.table, file=sheet.file, places=tuple(places), rows=tuple(rows), missing=header.missing)
    return read, tuple(findings)


def _cells(header: Header, texts: tuple[str, ...]) -> dict[str, str]:
    return {column: texts[place] for column, place in header.places.items() if place < len(texts) and texts[place]}


def _stands_alone(sheet: RawSheet, header: Header, place: Place) -> bool:
    """Whether a row holds one value, and that in none of the columns that tell its records apart."""
    if len(place.cells) != 1 or sheet.table.settings is not None:
        return False
    required = [name for name, field in sheet.table.row.model_fields.items() if field.is_required()]
    return len(required) > 2 and next(iter(place.cells)) not in sheet.table.key and not header.missing


def _stray(place: Place) -> Finding:
    column, text = next(iter(place.cells.items()))
    message = f'"{text}" in the column {column} is all that the row holds'
    return place.error("stray-value", column, message, cure="delete the row, or fill in its other columns")


def _controls(place: Place) -> Iterator[Finding]:
    for column, text in place.cells.items():
        found = control_character(text)
        if found is not None:
            message = f"it holds {found}"
            yield place.error("control-character", column, message, cure="type the value anew, without it")


def _too_long(place: Place, column: str) -> Finding:
    """The finding for a cell with more text than anybody reads; what was found is cut."""
    message = f"it holds {len(place.cells[column]):,} characters; at most {MOST_CHARACTERS:,} are read"
    return place.error("too-long", column, message, cure="shorten it; was a quote left open, or a file pasted in?")


class _Columns:
    """The columns of a sheet, asked for what only all their cells together show."""

    def __init__(self, sheet: RawSheet, header: Header) -> None:
        self.row_model = sheet.table.row
        self._sheet, self._header = sheet, header
        self._orders: dict[str, ColumnOrder] = {}

    def date_cure(self, column: str, text: str) -> str:
        """What to write instead of a text that is no date, by the order of the dates of its column."""
        if column not in self._orders:
            place = self._header.places[column]
            cells = ((number, texts[place]) for number, texts in self._sheet.rows if place < len(texts))
            self._orders[column] = column_order(cells)
        found = self._orders[column]
        return date_cure(text, found.evidence, found.order)


def _row_findings(error: ValidationError, columns: _Columns, header: Header, place: Place) -> Iterator[Finding]:
    for problem in error.errors(include_url=False):
        column = str(problem["loc"][0])
        if column in header.missing:
            continue
        described = dict(problem)
        if problem["type"] == BAD_DATE:
            described["ctx"] = {**problem["ctx"], "cure": columns.date_cure(column, place.cells[column])}
        yield cell_finding(columns.row_model, place, column, described)


def cell_finding(model: type[BaseModel], place: Place, column: str, problem: dict[str, Any]) -> Finding:
    """The finding for one problem reported by a model; `column` is where it stands in the row."""
    field = model.model_fields[str(problem["loc"][0])]
    example = (field.examples or ["a value"])[0]
    if problem["type"] == "missing":
        cure = f"write for instance {example}"
        return place.error("missing-value", column, f"{column} is blank", cure=cure, expected=field.description)
    context = problem.get("ctx", {})
    return place.error(
        problem["type"] if "cure" in context else "wrong-type",
        column,
        context.get("message", problem["msg"]),
        cure=_cure(place.cells.get(column, ""), context.get("cure", f"write for instance {example}"), field),
        expected=context.get("expected", field.description),
    )


def _cure(text: str, cure: str, field: FieldInfo) -> str:
    """The cure of a cell; one that says that the value is not known is left blank, or has a date or figure assumed."""
    hidden = invisible_characters(text)
    if hidden:
        return f"{cure}; the cell holds {hidden}: type it anew"
    if text.casefold() not in _NOT_STATED:
        return cure
    if not field.is_required():
        return "leave it blank if it is not stated"
    return f"it cannot be left open: {cure}, and set basis to assumed where it is a guess"
