"""Tables as text, before anything is understood: what a CSV folder and a workbook have in common."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.findings import Finding, Severity
from planner.reading.cells.nearest import nearest_name
from planner.reading.schema.tables import TABLES, Table

MOST_COLUMNS = 1_000
"""Of a table; the largest has two dozen."""
MOST_ROWS = 100_000
"""Of a table; more than any portfolio has that can be planned."""


@dataclass(frozen=True, kw_only=True)
class RawSheet:
    """One table as text.

    `file` is what findings call it. `rows` holds the number of each row, as a spreadsheet counts, with its cells;
    rows without any text are left out.
    """

    table: Table
    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class RawSource:
    """Everything found at a path. `unreadable` are tables that are there but cannot be read."""

    name: str
    label: str
    suffix: str
    sheets: tuple[RawSheet, ...] = ()
    findings: tuple[Finding, ...] = ()
    unreadable: frozenset[str] = frozenset()

    def file_of(self, table: Table) -> str:
        """What findings call a table, be it there or not."""
        return sheet_label(self.label, table.name) if self.label else f"{table.name}{self.suffix}"


@dataclass(frozen=True)
class NamedTables:
    """Which of the names found are tables, and what to say of the others."""

    tables: tuple[tuple[str, Table], ...]
    findings: tuple[Finding, ...]


def sheet_label(workbook: str, sheet: str) -> str:
    """What findings call a sheet of a workbook."""
    return f"{workbook}[{sheet}]"


def plain_name(text: str) -> str:
    """A table or column name without the differences that do not matter: `Expiry date` is `expiry_date`.

    Nor do invisible characters matter, such as the mark some programs put at the beginning of a file.
    """
    seen = "".join(letter for letter in text if letter.isascii() or unicodedata.category(letter) != "Cf")
    return "_".join(seen.casefold().replace("-", " ").replace("_", " ").split())


def named_tables(names: Iterable[str], label: str, suffix: str) -> NamedTables:
    """Match file or sheet names with tables; unknown and doubled ones are findings."""
    by_name = {table.name: table for table in TABLES}
    found: dict[str, str] = {}
    findings: list[Finding] = []
    for name in names:
        plain = plain_name(name)
        file = sheet_label(label, name) if label else f"{name}{suffix}"
        if plain not in by_name:
            findings.append(_unknown_table(file, name, label))
        elif plain in found:
            findings.append(_doubled_table(file, name, found[plain]))
        else:
            found[plain] = name
    return NamedTables(tuple((name, by_name[plain]) for plain, name in found.items()), tuple(findings))


def _unknown_table(file: str, name: str, label: str) -> Finding:
    nearest = nearest_name(plain_name(name), [table.name for table in TABLES])
    what = "sheet" if label else "file"
    cure = f'rename the {what} to "{nearest}"' if nearest else f"rename or remove the {what}"
    return Finding(
        severity=Severity.WARNING,
        code="unknown-table",
        file=file,
        message=f'"{name}" is not the name of a table; the {what} is not read',
        found=name,
        expected="one of " + ", ".join(table.name for table in TABLES),
        cure=cure,
    )


def _doubled_table(file: str, name: str, other: str) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code="doubled-table",
        file=file,
        message=f'"{name}" and "{other}" are the same table',
        found=name,
        expected="each table once",
        cure="put the rows together and remove one of them",
    )


def unreadable(file: str, message: str, cure: str, *, code: str = "unreadable-file", row: int | None = None) -> Finding:
    """The finding for a file, or a part of it, that cannot be read."""
    return Finding(severity=Severity.ERROR, code=code, file=file, row=row, message=message, cure=cure)


def too_many_columns(file: str, row: int, columns: int) -> Finding:
    """The finding for a row of more than `MOST_COLUMNS` cells."""
    message = f"it has {columns:,} cells; at most {MOST_COLUMNS:,} are read"
    return unreadable(file, message, "delete the cells beyond the last title", code="too-large", row=row)


def too_many_rows(file: str, row: int) -> Finding:
    """The finding for a table of more than `MOST_ROWS` rows."""
    message = f"it has more than {MOST_ROWS:,} rows"
    return unreadable(file, message, "take out the rows that do not belong in it", code="too-large", row=row)


def empty_table(file: str, table: Table) -> Finding:
    """The finding for a table without a header."""
    header = ", ".join(name for name, field in table.row.model_fields.items() if field.is_required())
    return unreadable(
        file,
        "it is empty; even the header is missing",
        f"write a header with at least {header}" + ("" if table.required else ", or remove it"),
        code="empty-table",
    )
