"""Which rows of a table an operation is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.domain.findings import Severity
from planner.reading.cells.conversion import LIST_SEPARATOR
from planner.reading.cells.nearest import nearest_name
from planner.reading.overlay.editor import Editor, Row
from planner.reading.overlay.relations import RELATIONS
from planner.reading.overlay.table_rows import effective_text, name_columns
from planner.reading.schema.tables import table_named

FEW_NAMES = 8
RELATION_KEYS = ("clusters", "suppliers", "departments", "organisations")


@dataclass(frozen=True, kw_only=True)
class Selector:
    """Conditions that must all hold; within one, any of its values.

    `ids`: the first of the columns that tell rows apart. `departments`: the organisation and every body below it.
    `where`: values of columns. `everything`: all rows, which has to be said.
    """

    ids: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    everything: bool = False

    def rows(self, editor: Editor, table: str) -> list[Row]:
        """The rows selected; unknown names, and a selection without any row, are reported to the editor."""
        before = len(editor.findings)
        self._check(editor, table)
        if len(editor.findings) > before:
            return []
        found = [row for row in editor.rows[table] if self._holds(editor, row)]
        if not found:
            editor.report(
                "selects-nothing",
                f"it selects no row of {table}, so nothing is changed",
                cure="check the selection, or remove it",
                severity=Severity.WARNING,
            )
        return found

    def _check(self, editor: Editor, table: str) -> None:
        known = editor.original.first_column_ids(table) | editor.relations.first_column_ids(table)
        for id in self.ids:
            if id not in known:
                _unknown(editor, "ids", id, f"an id of {table}", known)
        for key in RELATION_KEYS:
            values = getattr(self, key)
            if values and table not in RELATIONS:
                editor.report(
                    "cannot-select",
                    f"rows of {table} cannot be selected by {key}",
                    cure="select by ids or where",
                    expected="tables that can: " + ", ".join(RELATIONS),
                )
                continue
            names = editor.relations.ids[key] | editor.original.ids[key]
            for value in values:
                if value not in names:
                    _unknown(editor, key, value, f"one of the {key}", names)
        columns = table_named(table).row.model_fields
        for column in self.where:
            if column not in columns:
                _unknown(editor, "where", column, f"a column of {table}", frozenset(columns))

    def _holds(self, editor: Editor, row: Row) -> bool:
        if self.ids and row.cells.get(name_columns(row.table)[0]) not in self.ids:
            return False
        if any(
            not _matches(effective_text(row.table, row.cells, column), values) for column, values in self.where.items()
        ):
            return False
        belongs = editor.relations.belongs(row.table, row.cells)
        family = {member for department in self.departments for member in editor.relations.family(department)}
        wanted = (
            (self.clusters, belongs.clusters),
            (self.suppliers, belongs.suppliers),
            (self.organisations, belongs.organisations),
            (tuple(family) if self.departments else (), belongs.organisations),
        )
        return all(not values or found & set(values) for values, found in wanted)


def _matches(text: str, values: tuple[str, ...]) -> bool:
    """Whether a cell, or one part of a list in it, is one of the values; capitals do not matter."""
    parts = {text.casefold(), *(part.strip().casefold() for part in text.split(LIST_SEPARATOR))}
    return any(value.casefold() in parts for value in values)


def _unknown(editor: Editor, key: str, found: str, expected: str, names: frozenset[str]) -> None:
    nearest = nearest_name(found, names)
    editor.report(
        "unknown-name",
        f'{key}: "{found}" is not {expected}',
        found=found,
        expected=expected,
        cure=f'did you mean "{nearest}"?' if nearest else f"write {_listed(names) or expected}",
    )


def _listed(names: frozenset[str]) -> str:
    """The names where there are few enough to read."""
    return "one of " + ", ".join(sorted(names)) if 0 < len(names) <= FEW_NAMES else ""
