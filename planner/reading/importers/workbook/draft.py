"""What an import of a workbook has gathered so far: lines of the report, decisions, and cells to be set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.domain.provenance import Basis, Confidence
from planner.reading.deciding.edits import edits_of
from planner.reading.deciding.records import CellEdit, Decision, Edit, RowAdded
from planner.reading.edits.base import Waiting
from planner.reading.edits.differences import CellChange
from planner.reading.importers import assumed_price
from planner.reading.importers.imported import ImportLine, Verdict
from planner.reading.overlay.operations.decide import Decide
from planner.reading.overlay.operations.edits import Add, Remove, SetValues
from planner.reading.overlay.scenario import Operation
from planner.reading.overlay.selector import Selector
from planner.reading.overlay.table_rows import Cells

COMMITMENTS = "commitments"


class Draft:
    """Collects what becomes of each edit, on a working copy of the tables of the folder."""

    def __init__(self, tables: Mapping[str, list[Cells]], waiting: Mapping[str, Waiting] | None = None) -> None:
        self.waiting = waiting or {}
        """Contracts by id that come in once their end is known."""
        self.tables = {name: [dict(row) for row in rows] for name, rows in tables.items()}
        self.lines: list[ImportLine] = []
        self._decided: list[Decide] = []
        self._set: dict[tuple[str, str], dict[str, str]] = {}
        self._removed: list[str] = []
        self._added: dict[str, list[Mapping[str, str]]] = {}

    def row(self, table: str, id: str) -> Cells | None:
        """The row with this id; None where there is none."""
        return next((row for row in self.tables.get(table, ()) if row.get("id") == id), None)

    def taken(self, change: CellChange, table: str, record: str, column: str, new: str, why: str = "") -> None:
        """A line for an edit that is taken; `new` is the text that the table gets."""
        self._line(change, Verdict.TAKEN, table, record, column, new, why or "typed in a green cell")

    def skipped(self, change: CellChange, why: str, *, table: str = "", record: str = "", column: str = "") -> None:
        """A line for an edit that is not taken, and why."""
        self._line(change, Verdict.SKIPPED, table, record, column, change.new, why)

    def note(self, place: str, why: str, *, record: str = "", old: str = "", new: str = "") -> None:
        """A line for something that is told and not taken."""
        self.lines.append(ImportLine(place=place, record=record, old=old, new=new, verdict=Verdict.SKIPPED, why=why))

    def _line(
        self, change: CellChange, verdict: Verdict, table: str, record: str, column: str, new: str, why: str
    ) -> None:
        self.lines.append(
            ImportLine(
                place=place_of(change),
                table=table,
                record=record or change.id,
                column=column or change.column,
                old=change.old,
                new=new,
                verdict=verdict,
                confidence=Confidence.HIGH if verdict is Verdict.TAKEN else Confidence.UNSTATED,
                why=why,
            )
        )

    def decide(self, decision: Decision) -> str:
        """Take a decision, and give back the id of its row. Raises `DecisionError`."""
        edits = edits_of(decision, self.tables, may_lie_ahead=True)
        for edit in edits:
            self._lay(edit)
        self._decided.append(
            Decide(
                act=str(decision.act),
                decision=decision.outcome,
                day=decision.day,
                mode=decision.mode,
                by=decision.by,
                note=decision.note,
            )
        )
        return next((edit.cells["id"] for edit in edits if isinstance(edit, RowAdded)), decision.act.subject)

    def _lay(self, edit: Edit) -> None:
        match edit:
            case CellEdit(table, id, column, text):
                self._write(table, id, column, text)
            case RowAdded(table, cells):
                self.tables.setdefault(table, []).append(dict(cells))

    def set(self, table: str, id: str, column: str, text: str) -> bool:
        """Set a cell; False where it holds that already. A price that is stated is assumed no more, not even at 0."""
        row = self.row(table, id)
        assert row is not None
        reasons = row.get("reason", "")
        states_price = column == assumed_price.COLUMN and assumed_price.is_assumed(row)
        stated = assumed_price.without_price_reason(reasons) if states_price else reasons
        if row.get(column, "") == text and stated == reasons:
            return False
        for name, value in {"reason": stated, column: text}.items():
            if row.get(name, "") != value:
                self._write(table, id, name, value)
                self._set.setdefault((table, id), {})[name] = value
        return True

    def _write(self, table: str, id: str, column: str, text: str) -> None:
        row = self.row(table, id)
        assert row is not None
        row.pop(column, None)
        if text:
            row[column] = text

    def remark(self, table: str, id: str, text: str) -> None:
        """Put a remark behind the reasons of a row; its basis stays what it is."""
        row = self.row(table, id)
        assert row is not None
        self.set(table, id, "reason", assumed_price.with_reason(row.get("reason", ""), text))

    def remove_commitment(self, id: str) -> None:
        """Take a commitment back."""
        self.tables[COMMITMENTS] = [row for row in self.tables[COMMITMENTS] if row.get("id") != id]
        self._removed.append(id)

    def add(self, table: str, cells: Mapping[str, str]) -> None:
        """Append a row."""
        self.tables.setdefault(table, []).append(dict(cells))
        self._added.setdefault(table, []).append(cells)

    def added(self, table: str) -> tuple[Mapping[str, str], ...]:
        """The rows appended to a table."""
        return tuple(self._added.get(table, ()))

    def operations(self) -> tuple[Operation, ...]:
        """Everything taken, as operations of one scenario; decisions come first, for what is set can be about their rows."""
        return (*self._decided, *self._removals(), *self._additions(), *self._settings())

    def _removals(self) -> Iterator[Operation]:
        if self._removed:
            yield Remove(table=COMMITMENTS, selector=Selector(ids=tuple(self._removed)))

    def _additions(self) -> Iterator[Operation]:
        for table, rows in self._added.items():
            yield Add(table=table, rows=tuple(rows))

    def _settings(self) -> Iterator[Operation]:
        for (table, id), values in self._set.items():
            basis = self._basis(self.row(table, id) or {}, values)
            yield SetValues(table=table, selector=Selector(ids=(id,)), values={**values, "basis": basis})

    def _basis(self, row: Cells, values: Mapping[str, str]) -> str:
        """Corrections are internal, but for a row whose price stays assumed; a remark alone leaves the basis as it is."""
        if values.keys() <= {"reason"}:
            return row.get("basis", Basis.UNSTATED.value)
        return (Basis.ASSUMED if assumed_price.is_assumed(row) else Basis.INTERNAL).value


def place_of(change: CellChange) -> str:
    """Where a cell stands, as a person finds it."""
    return f"{change.sheet}, row {change.row}, {change.column}"
