"""The log of decisions in a portfolio folder: who decided what, and what has to be put back when that is taken back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from planner.errors import DecisionError
from planner.reading.deciding.records import CellEdit, Decision, Edit, RowAdded, RowRemoved

FILE = "decisions.json"
FORMAT = "planner decisions"
VERSION = 1


@dataclass(frozen=True, kw_only=True)
class LoggedCell:
    """A cell that a decision has changed, as it was typed before, and what it holds since."""

    table: str
    id: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class LoggedDecision:
    """One decision: what was decided, who said so, and what it changed; `added` are the tables and ids of new rows."""

    act: str
    decision: str
    date: str | None = None
    until: str | None = None
    by: str | None = None
    note: str | None = None
    cells: tuple[LoggedCell, ...] = ()
    added: tuple[tuple[str, str], ...] = ()

    @property
    def typed_before(self) -> Mapping[tuple[str, str, str], str]:
        """What was typed into its cells before, by table, id and column."""
        return {(cell.table, cell.id, cell.column): cell.before for cell in self.cells}

    def is_undone_by(self, edits: Iterable[Edit]) -> bool:
        """Whether these edits take back what it wrote."""
        undone = list(edits)
        gone = {(edit.table, edit.id) for edit in undone if isinstance(edit, RowRemoved)}
        changed = {(edit.table, edit.id) for edit in undone if isinstance(edit, CellEdit)}
        own = {(cell.table, cell.id) for cell in self.cells}
        return bool(gone & set(self.added)) or bool(changed & own)


@dataclass(frozen=True, kw_only=True)
class DecisionLog:
    """Every decision in the order in which they were written; `columns` by table and `tables` were made by a decision."""

    decisions: tuple[LoggedDecision, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tables: tuple[str, ...] = ()

    def last_undone_by(self, edits: Iterable[Edit]) -> LoggedDecision | None:
        """The last decision that these edits take back; None where the log knows nothing of it."""
        undone = tuple(edits)
        return next((found for found in reversed(self.decisions) if found.is_undone_by(undone)), None)

    def with_decision(self, decision: LoggedDecision) -> DecisionLog:
        """The log with one decision more."""
        return replace(self, decisions=(*self.decisions, decision))

    def with_made(self, tables: Iterable[str], columns: Mapping[str, Iterable[str]]) -> DecisionLog:
        """The log with tables and columns that have been made."""
        made = {table: (*self.columns.get(table, ()), *found) for table, found in columns.items()}
        return self.with_only((*self.tables, *tables), {**self.columns, **made})

    def with_only(self, tables: Iterable[str], columns: Mapping[str, tuple[str, ...]]) -> DecisionLog:
        """The log with these tables and columns as those that decisions have made."""
        stated = {table: made for table, made in sorted(columns.items()) if made}
        return replace(self, tables=tuple(sorted(tables)), columns=stated)

    def without(self, decision: LoggedDecision) -> DecisionLog:
        """The log without one decision."""
        return replace(self, decisions=tuple(known for known in self.decisions if known is not decision))


def logged(decision: Decision, edits: Iterable[Edit], before: Mapping[tuple[str, str, str], str]) -> LoggedDecision:
    """The entry of a decision; `before` are the cells as they were typed, by table, id and column."""
    written = tuple(edits)
    return LoggedDecision(
        act=str(decision.act),
        decision=decision.outcome.value,
        date=decision.day.isoformat() if decision.day is not None else None,
        until=decision.until.isoformat() if decision.until is not None else None,
        by=decision.by,
        note=decision.note,
        cells=tuple(
            LoggedCell(
                table=edit.table,
                id=edit.id,
                column=edit.column,
                before=before[edit.table, edit.id, edit.column],
                after=edit.text,
            )
            for edit in written
            if isinstance(edit, CellEdit)
        ),
        added=tuple((edit.table, edit.cells["id"]) for edit in written if isinstance(edit, RowAdded)),
    )


def log_text(log: DecisionLog) -> str:
    """The log as a JSON file."""
    content = {"format": FORMAT, "version": VERSION, **asdict(log)}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def log_of(text: str) -> DecisionLog:
    """The log in the text of its file. Raises `DecisionError` where it is none."""
    try:
        content = json.loads(text)
        if content["format"] != FORMAT or content["version"] != VERSION:
            raise ValueError(content["format"])
        return DecisionLog(
            decisions=tuple(_decision(entry) for entry in content["decisions"]),
            columns={table: tuple(columns) for table, columns in content["columns"].items()},
            tables=tuple(content["tables"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        cure = f"put back an earlier copy of {FILE}, or remove it; the tables hold every decision without it"
        raise DecisionError("wrong-log", f"{FILE} is not the log that the planner wrote", cure) from error


def _decision(entry: Mapping[str, Any]) -> LoggedDecision:
    cells = tuple(LoggedCell(**cell) for cell in entry["cells"])
    added = tuple((table, id) for table, id in entry["added"])
    return LoggedDecision(**{**entry, "cells": cells, "added": added})
