"""Set, add and remove: any cell or row of any table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.reading.cells.conversion import LIST_SEPARATOR
from planner.reading.overlay.editor import Editor, Row
from planner.reading.overlay.selector import Selector
from planner.reading.overlay.table_rows import Cells
from planner.reading.schema.columns import ColumnSchema, columns_of
from planner.reading.schema.tables import TABLES, table_named

SUBJECTS = ("options", "migrations", "contracts", "organisations")
"""The tables that a commitment can be about a row of."""


@dataclass(frozen=True, kw_only=True)
class SetValues:
    """Write values into columns of the rows selected; a blank value means "not stated".

    A basis among them holds for a row that they change: it is written last, for every change marks the row as assumed.
    """

    table: str
    selector: Selector
    values: Mapping[str, str]

    def apply(self, editor: Editor) -> None:
        others = {column: text for column, text in self.values.items() if column != "basis"}
        for row in self.selector.rows(editor, self.table):
            before = len(editor.changes)
            for column, text in others.items():
                editor.write(row, column, text)
            if "basis" in self.values and (not others or len(editor.changes) > before):
                editor.write(row, "basis", self.values["basis"])


@dataclass(frozen=True, kw_only=True)
class SetSettings:
    """State settings of the portfolio or of its policy."""

    table: str
    values: Mapping[str, str]

    def apply(self, editor: Editor) -> None:
        rows = {row.cells["setting"]: row for row in editor.rows[self.table]}
        for setting, text in self.values.items():
            if setting in rows and not text:
                editor.remove([rows[setting]])
            elif setting in rows:
                editor.write(rows[setting], "value", text)
            elif text:
                editor.add(self.table, {"setting": setting, "value": text})


@dataclass(frozen=True, kw_only=True)
class Add:
    """Append rows to a table."""

    table: str
    rows: tuple[Mapping[str, str], ...]

    def apply(self, editor: Editor) -> None:
        for cells in self.rows:
            editor.add(self.table, {column: text for column, text in cells.items() if text})


@dataclass(frozen=True, kw_only=True)
class Remove:
    """Take the rows selected out of a table, and with them what cannot be without them.

    Rows that have to name a removed record go too: options of a contract, modes of a migration, precedences, commitments.
    Where the record is one of a list, or may be blank, only the name goes. Groups left with fewer than two migrations go.
    """

    table: str
    selector: Selector

    def apply(self, editor: Editor) -> None:
        gone = self.selector.rows(editor, self.table)
        while gone:
            editor.remove(gone)
            gone = [*_drop_names(editor, gone), *_too_small_groups(editor)]


def _drop_names(editor: Editor, removed: Iterable[Row]) -> list[Row]:
    """Rows that cannot be without the removed ones; elsewhere their names are taken out."""
    by_table: dict[str, set[str]] = {}
    for row in removed:
        if table_named(row.table).key == ("id",):
            by_table.setdefault(row.table, set()).add(row.cells["id"])
    if not by_table:
        return []
    orphans: list[Row] = []
    for table in TABLES:
        for column in _references(table.name, by_table):
            names = {id for target in column.refers_to for id in by_table.get(target, ())}
            for row in editor.rows[table.name]:
                if _loses_its_meaning(editor, row, column, names) and row not in orphans:
                    orphans.append(row)
    return orphans


def _references(table: str, removed: Mapping[str, set[str]]) -> Iterable[ColumnSchema]:
    for column in columns_of(table_named(table).row):
        if set(column.refers_to) & removed.keys():
            yield column
    if table == "commitments" and removed.keys() & set(SUBJECTS):
        yield _pointing("subject", SUBJECTS)
    if table == "freezes" and removed.keys() & {"clusters", "organisations"}:
        yield _pointing("subject", ("clusters", "organisations"))


def _pointing(name: str, tables: tuple[str, ...]) -> ColumnSchema:
    """A column that points at one of several tables, which the schema leaves to the checks of reading."""
    return ColumnSchema(
        name=name, type="id", unit=None, required=True, default=None, meaning="", example="", refers_to=tables
    )


def _loses_its_meaning(editor: Editor, row: Row, column: ColumnSchema, names: set[str]) -> bool:
    """Whether the row cannot be without one of the names; where it can, they are taken out of its cell."""
    text = row.cells.get(column.name, "")
    if not column.is_list:
        if text not in names:
            return False
        if not column.required:
            editor.write(row, column.name, "")
        return column.required
    parts = [part.strip() for part in text.split(LIST_SEPARATOR) if part.strip()]
    kept = [part for part in parts if part not in names]
    if len(kept) < len(parts):
        editor.write(row, column.name, LIST_SEPARATOR.join(kept))
    return False


def _too_small_groups(editor: Editor) -> list[Row]:
    return [row for row in editor.rows["groups"] if row.cells.get("migrations", "").count(LIST_SEPARATOR) == 0]


def cells_of(values: Mapping[str, str]) -> Cells:
    """The values that are not blank."""
    return {column: text for column, text in values.items() if text}
