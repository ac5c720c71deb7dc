"""The working copy of a portfolio's tables while scenarios are laid on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from planner.domain.findings import Finding, Severity
from planner.reading.overlay.relations import Relations
from planner.reading.overlay.table_rows import Cells, name_columns
from planner.reading.toml.spot import Spot


@dataclass
class Row:
    """A row of a table. `spot` is where the last change of it was written; None while it is as in the portfolio."""

    table: str
    cells: Cells
    spot: Spot | None = None

    @property
    def id(self) -> str:
        """What people call the row: the columns of its key, or those it must have."""
        return " ".join(self.cells.get(column, "") for column in name_columns(self.table))


@dataclass(frozen=True, kw_only=True)
class Change:
    """A cell that a scenario changed.

    `column` is None where a whole row was added (`before` is None) or removed (`after` is None).
    """

    scenario: str
    table: str
    record: str
    column: str | None
    before: str | None
    after: str | None


@dataclass
class Editor:
    """Tables that operations change, the findings they report, and a list of every change.

    `original` says what there was before any change, so that a name a former scenario removed is no typing mistake.
    """

    rows: Mapping[str, list[Row]]
    original: Relations
    scenario: str
    spot: Spot
    findings: list[Finding] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @classmethod
    def of(cls, tables: Mapping[str, list[Cells]], scenario: str, spot: Spot) -> Editor:
        """An editor of a copy of these tables."""
        rows = {name: [Row(name, dict(cells)) for cells in found] for name, found in tables.items()}
        return cls(rows, Relations(tables), scenario, spot)

    @cached_property
    def relations(self) -> Relations:
        """How the rows hang together now."""
        return Relations({name: [row.cells for row in found] for name, found in self.rows.items()})

    def begin(self, scenario: str, spot: Spot) -> None:
        """Say whose operation comes next, and where it is written."""
        self.scenario, self.spot = scenario, spot
        self.__dict__.pop("relations", None)

    def write(self, row: Row, column: str, text: str, *, assumed: bool = True) -> None:
        """Change one cell; blank text takes the value away. Unless it is `assumed`, the row keeps its basis."""
        before = row.cells.get(column, "")
        if before == text:
            return
        name = row.id
        row.cells.pop(column, None)
        if text:
            row.cells[column] = text
        self._note(row.table, name, column, before or None, text or None)
        self._mark(row, {column}, assumed)

    def add(self, table: str, cells: Cells, *, assumed: bool = True) -> None:
        """Append a row. Unless it is `assumed`, it has the basis that it states."""
        row = Row(table, dict(cells))
        self.rows[table].append(row)
        self._note(table, row.id, None, None, row.id)
        self._mark(row, set(cells), assumed)

    def remove(self, rows: Iterable[Row]) -> None:
        """Take rows out of their tables."""
        for row in list(rows):
            self.rows[row.table].remove(row)
            self._note(row.table, row.id, None, row.id, None)

    def report(
        self,
        code: str,
        message: str,
        *,
        cure: str,
        found: str | None = None,
        expected: str | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """A finding at the operation in hand."""
        finding = self.spot.finding(code, message, cure=cure, found=found, expected=expected, severity=severity)
        self.findings.append(finding)

    def _mark(self, row: Row, columns: set[str], assumed: bool) -> None:
        """A figure that a scenario made is an assumption of that scenario, whatever the row was based on.

        Where the scenario states a basis or public fields itself, those hold.
        """
        row.spot = self.spot
        if not assumed:
            return
        note = f"scenario {self.scenario}"
        reasons = [part for part in row.cells.get("reason", "").split("; ") if part]
        public = [name.strip() for name in row.cells.get("public_fields", "").split(";")]
        stated = "public_fields" in columns
        kept = ";".join(name for name in public if name and (stated or name not in columns))
        basis = (row.cells.get("basis") if "basis" in columns else None) or "assumed"
        row.cells |= {"reason": "; ".join(dict.fromkeys([*reasons, note])), "basis": basis, "public_fields": kept}
        if not kept:
            del row.cells["public_fields"]

    def _note(self, table: str, record: str, column: str | None, before: str | None, after: str | None) -> None:
        self.changes.append(
            Change(scenario=self.scenario, table=table, record=record, column=column, before=before, after=after)
        )
