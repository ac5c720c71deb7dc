"""Rows that know where they stand, and the tables they make up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar, cast

from planner.domain.findings import Finding, Severity
from planner.domain.migrations import DEFAULT_PROFILE
from planner.reading.cells.conversion import LIST_SEPARATOR
from planner.reading.cells.nearest import Names
from planner.reading.rows.base import RowModel
from planner.reading.schema.tables import TABLES, Table, table_named

R = TypeVar("R", bound=RowModel)


SHOWN_CHARACTERS = 200
_ENDLESS_WORD = re.compile(rf"(\S{{{SHOWN_CHARACTERS}}})\S+")


def shortened(text: str) -> str:
    """What was found, cut where it is too long to be shown."""
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}..."


@dataclass(frozen=True, kw_only=True)
class Place:
    """A row of a file; `cells` are the texts of its columns that are not blank."""

    file: str
    row: int
    cells: Mapping[str, str] = field(default_factory=dict)

    def error(self, code: str, column: str, message: str, *, cure: str, expected: str | None = None) -> Finding:
        """A finding at a column of the row that stops planning."""
        return self._finding(Severity.ERROR, code, column, message, cure, expected)

    def warning(self, code: str, column: str, message: str, *, cure: str, expected: str | None = None) -> Finding:
        """A warning at a column of the row."""
        return self._finding(Severity.WARNING, code, column, message, cure, expected)

    def _finding(
        self, severity: Severity, code: str, column: str, message: str, cure: str, expected: str | None
    ) -> Finding:
        found = self.cells.get(column)
        return Finding(
            severity=severity,
            code=code,
            file=self.file,
            row=self.row,
            column=column,
            found=None if found is None else shortened(found),
            message=_readable(message, found),
            expected=expected,
            cure=_readable(cure, found),
        )


def _readable(message: str, found: str | None) -> str:
    """A message in which a text without end is cut, be it the whole cell or one word of it."""
    if found is not None and len(found) > SHOWN_CHARACTERS:
        message = message.replace(found, shortened(found))
    return _ENDLESS_WORD.sub(r"\1...", message)


@dataclass(frozen=True, kw_only=True)
class Located(Generic[R]):
    """A row that could be read, with its place."""

    place: Place
    value: R


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table that was read.

    `places` are all its rows, `rows` those of which every cell could be read. `missing` are required columns that are
    not there.
    """

    table: Table
    file: str
    places: tuple[Place, ...] = ()
    rows: tuple[Located[RowModel], ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tables:
    """All tables of a portfolio, as far as they could be read; `unreadable` are there but could not be."""

    sheets: Mapping[str, Sheet]
    files: Mapping[str, str]
    unreadable: frozenset[str] = frozenset()

    def rows(self, model: type[R]) -> tuple[Located[R], ...]:
        """The rows of the table with this row model of which every cell could be read."""
        sheet = self.sheets.get(self.table_of(model).name)
        return cast("tuple[Located[R], ...]", sheet.rows if sheet else ())

    def table_of(self, model: type[RowModel]) -> Table:
        """The table with this row model."""
        return next(table for table in TABLES if table.row is model)

    def is_known(self, table: str) -> bool:
        """Whether the ids of a table can be relied on: it was read, or may be absent and is."""
        if table in self.unreadable:
            return False
        sheet = self.sheets.get(table)
        return not table_named(table).required if sheet is None else "id" not in sheet.missing

    def place(self, table: str, id: str) -> Place:
        """Where the record with this id stands; the head of the file where it stands nowhere."""
        return self._places(table).get(id, Place(file=self.files[table], row=1))

    def has_row(self, table: str, id: str) -> bool:
        """Whether a row of the table has this id."""
        return id in self._places(table)

    def _places(self, table: str) -> Mapping[str, Place]:
        if table not in self._places_by_table:
            sheet = self.sheets.get(table)
            places = {place.cells["id"]: place for place in sheet.places if "id" in place.cells} if sheet else {}
            self._places_by_table[table] = places
        return self._places_by_table[table]

    @cached_property
    def _places_by_table(self) -> dict[str, Mapping[str, Place]]:
        return {}

    @cached_property
    def _names(self) -> dict[tuple[str, ...], Names]:
        return {}

    def names(self, *tables: str) -> Names:
        """The ids in the tables, those of rows with other faults included."""
        if tables not in self._names:
            ids = {id for table in tables for id in self._ids(table)}
            self._names[tables] = Names(ids)
        return self._names[tables]

    def ids_by_name(self, table: str) -> Mapping[str, str]:
        """The ids of a table by the names of its records, for ids and names that were taken for each other."""
        if table not in self._ids_by_name:
            sheet = self.sheets.get(table)
            cells = [place.cells for place in sheet.places] if sheet else []
            found = {row["name"]: row["id"] for row in cells if "name" in row and "id" in row}
            self._ids_by_name[table] = found
        return self._ids_by_name[table]

    @cached_property
    def _ids_by_name(self) -> dict[str, Mapping[str, str]]:
        return {}

    def blank_ids(self, table: str) -> int:
        """How many rows of a table have no valid id, so that ids named elsewhere may be meant for them."""
        sheet = self.sheets.get(table)
        ids = [place.cells.get("id", "") for place in sheet.places] if sheet else []
        return sum(not id or LIST_SEPARATOR in id for id in ids)

    def _ids(self, table: str) -> list[str]:
        sheet = self.sheets.get(table)
        found = [place.cells["id"] for place in sheet.places if "id" in place.cells] if sheet else []
        return [*found, DEFAULT_PROFILE.id] if table == "profiles" else found
