"""What has changed in a workbook since it was written: cells by the id in the first column, whatever the order of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.reading.edits.base import SheetBase, WorkbookBase, row_digest, same_text

Rows = Sequence[tuple[int, tuple[str, ...]]]
"""The rows of a sheet that hold any text, numbered as a spreadsheet counts."""


@dataclass(frozen=True, kw_only=True)
class CellChange:
    """A cell that holds another text than it did. `green`: it is one that people fill in."""

    sheet: str
    row: int
    id: str
    column: str
    old: str
    new: str
    green: bool


@dataclass(frozen=True, kw_only=True)
class RowFault:
    """A row whose id stands in several rows, or that nobody knows; none of its cells is taken."""

    sheet: str
    rows: tuple[int, ...]
    id: str


@dataclass(frozen=True, kw_only=True)
class Differences:
    """Everything that is no longer as it was.

    `missing` are ids whose rows are gone, by sheet. `lost_sheets` and `lost_columns` cannot be read at all.
    `changed_tables` are the input tables with rows that were changed, added or taken out.
    """

    changes: tuple[CellChange, ...] = ()
    doubled: tuple[RowFault, ...] = ()
    unknown: tuple[RowFault, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    lost_sheets: tuple[str, ...] = ()
    lost_columns: tuple[tuple[str, str], ...] = ()
    changed_tables: tuple[str, ...] = ()

    @property
    def edits(self) -> tuple[CellChange, ...]:
        """The changes of cells that people fill in."""
        return tuple(change for change in self.changes if change.green)


def differences(base: WorkbookBase, sheets: Mapping[str, Rows]) -> Differences:
    """Compare a workbook with what it held; `sheets` are the rows of every sheet by its name."""
    by_name = {name.strip().casefold(): rows for name, rows in sheets.items()}
    found = {
        name: _Sheet(name, known, by_name[name.casefold()])
        for name, known in base.sheets.items()
        if name.casefold() in by_name
    }
    headed = [sheet for sheet in found.values() if sheet.header is not None]
    return Differences(
        changes=tuple(change for sheet in headed for change in sheet.changes()),
        doubled=tuple(fault for sheet in headed for fault in sheet.doubled()),
        unknown=tuple(fault for sheet in headed for fault in sheet.unknown()),
        missing=tuple((sheet.name, id) for sheet in headed for id in sheet.known.rows if id not in sheet.rows_by_id),
        lost_sheets=tuple(name for name in base.sheets if name not in {sheet.name for sheet in headed}),
        lost_columns=tuple((sheet.name, title) for sheet in headed for title in sheet.lost_columns()),
        changed_tables=tuple(_changed_tables(base, by_name)),
    )


def green_places(known: SheetBase, rows: Rows) -> tuple[int, Mapping[int, str]]:
    """The number of the row of titles, and the titles of the green columns by their number; (0, {}) without such a row."""
    sheet = _Sheet("", known, rows)
    if sheet.header is None:
        return 0, {}
    found = {sheet.places[_plain(title)] + 1: title for title in known.green if _plain(title) in sheet.places}
    return rows[sheet.header][0], found


@dataclass(frozen=True)
class _Sheet:
    """One sheet as it is now, beside what it held."""

    name: str
    known: SheetBase
    rows: Rows

    @cached_property
    def header(self) -> int | None:
        """The place among the rows of the one with the titles: the key, and a column to fill in."""
        for place, (_, cells) in enumerate(self.rows):
            titles = {_plain(cell) for cell in cells}
            if _plain(self.known.key) in titles and any(_plain(title) in titles for title in self.known.columns):
                return place
        return None

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each title stands in the header; the first where it stands twice."""
        assert self.header is not None
        found: dict[str, int] = {}
        for place, cell in enumerate(self.rows[self.header][1]):
            found.setdefault(_plain(cell), place)
        return found

    @cached_property
    def rows_by_id(self) -> Mapping[str, list[tuple[int, tuple[str, ...]]]]:
        """The rows below the header by the id in the column of the key; one without an id counts as ""."""
        assert self.header is not None
        found: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        for number, cells in self.rows[self.header + 1 :]:
            id = same_text(_cell(cells, self.places[_plain(self.known.key)]))
            found.setdefault(self._ids.get(id, id), []).append((number, cells))
        return found

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        """The ids by themselves without the differences that programs make."""
        return {same_text(id): id for id in self.known.rows}

    def changes(self) -> Iterator[CellChange]:
        for id in self.known.rows:
            rows = self.rows_by_id.get(id, ())
            if len(rows) == 1:
                yield from self._of_row(id, *rows[0])

    def _of_row(self, id: str, number: int, cells: tuple[str, ...]) -> Iterator[CellChange]:
        for column in self.known.columns:
            place = self.places.get(_plain(column))
            old = self.known.text(id, column)
            new = old if place is None else _cell(cells, place)
            if same_text(new) != same_text(old):
                green = column in self.known.green
                yield CellChange(sheet=self.name, row=number, id=id, column=column, old=old, new=new, green=green)

    def doubled(self) -> Iterator[RowFault]:
        for id, rows in self.rows_by_id.items():
            if id in self.known.rows and len(rows) > 1:
                yield RowFault(sheet=self.name, rows=tuple(number for number, _ in rows), id=id)

    def unknown(self) -> Iterator[RowFault]:
        """Rows whose id was never there; one without an id counts only where a column to fill in holds something."""
        for id, rows in self.rows_by_id.items():
            told = [number for number, cells in rows if id or self._is_filled_in(cells)]
            if id not in self.known.rows and told:
                yield RowFault(sheet=self.name, rows=tuple(told), id=id)

    def _is_filled_in(self, cells: tuple[str, ...]) -> bool:
        places = (self.places.get(_plain(title)) for title in self.known.green)
        return any(_cell(cells, place) for place in places if place is not None)

    def lost_columns(self) -> Iterator[str]:
        yield from (title for title in self.known.green if _plain(title) not in self.places)


def _changed_tables(base: WorkbookBase, sheets: Mapping[str, Rows]) -> Iterator[str]:
    for table, digests in base.tables.items():
        now = sorted(row_digest(cells) for _, cells in sheets.get(table.casefold(), ()))
        if now != sorted(digests):
            yield table


def _cell(cells: tuple[str, ...], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _plain(title: str) -> str:
    return same_text(title).casefold()
