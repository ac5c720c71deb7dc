"""What is different between two portfolios, record by record and column by column, as people would type it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from planner.domain.contracts import Notice
from planner.domain.migrations import PhaseProfile
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Record
from planner.plan.plan_file.fingerprint import UNPLANNED_FIELDS
from planner.reading.schema.columns import default_text
from planner.reading.schema.tables import TABLES, Table
from planner.reading.write import VERSION_SETTING

SETTING = "value"
"""The column that holds a setting."""
RECORD_TABLES = tuple(table for table in TABLES if table.record is not None or table.name == "profiles")
SETTING_TABLES = tuple(table for table in TABLES if table.settings is not None)
PLACE_OF_TABLE = {table.name: place for place, table in enumerate(TABLES)}

Rows = Mapping["Node", Any]
"""Every record and setting of a portfolio."""


@dataclass(frozen=True)
class Node:
    """A record by its table and key, a setting by its name. Phases and demands belong to the record of their profile."""

    table: str
    key: tuple[str, ...]

    @property
    def record(self) -> str:
        """What people call it."""
        return " ".join(self.key)

    @property
    def place(self) -> tuple[int, tuple[str, ...]]:
        """For sorting: by table, then by key; the same whichever of two portfolios is the older."""
        return PLACE_OF_TABLE[self.table], self.key


@dataclass(frozen=True, kw_only=True)
class InputChange:
    """A cell that differs. `column` is None where a whole record came (`before` is None) or went (`after` is None).

    A cell that is blank, which means "not stated" or the default, is None.
    """

    table: str
    record: str
    column: str | None
    before: str | None
    after: str | None


def rows_of(portfolio: Portfolio) -> Rows:
    """Every setting and record, in the order of the tables and of the portfolio."""
    rows: dict[Node, Any] = {}
    for table in SETTING_TABLES:
        assert table.settings is not None
        holder = portfolio if table.name == "portfolio" else portfolio.policy
        names = [name for name in table.settings.model_fields if name != VERSION_SETTING]
        rows |= {Node(table.name, (name,)): getattr(holder, name) for name in names}
    for table in RECORD_TABLES:
        seen: Counter[tuple[str, ...]] = Counter()
        for record in getattr(portfolio, table.portfolio_field):
            key = _key(table, record)
            seen[key] += 1
            rows[Node(table.name, key if seen[key] == 1 else (*key, f"#{seen[key]}"))] = record
    return rows


def changed_nodes(old: Rows, new: Rows) -> tuple[Node, ...]:
    """The records and settings that differ in anything but their provenance, in the order of their places."""
    union = dict.fromkeys([*old, *new])
    found = [node for node in union if node not in old or node not in new or cells_of(old[node]) != cells_of(new[node])]
    return tuple(sorted(found, key=lambda node: node.place))


def input_changes(old: Rows, new: Rows, node: Node) -> tuple[InputChange, ...]:
    """The changes of one record, column by column; one where it came or went."""
    if node not in old or node not in new:
        before, after = (node.record if node in rows else None for rows in (old, new))
        return (InputChange(table=node.table, record=node.record, column=None, before=before, after=after),)
    was, becomes = cells_of(old[node]), cells_of(new[node])
    return tuple(
        InputChange(
            table=node.table, record=node.record, column=column, before=was.get(column), after=becomes.get(column)
        )
        for column in dict.fromkeys([*was, *becomes])
        if was.get(column) != becomes.get(column)
    )


def cells_of(value: Any) -> dict[str, str]:
    """A record column by column without its provenance, blank cells left out; a setting has one column."""
    if not isinstance(value, Record):
        text = default_text(value)
        return {} if text is None else {SETTING: text}
    return {column: text for column, text in _cells(value) if text is not None}


def _cells(record: Record) -> Iterator[tuple[str, str | None]]:
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(record, PhaseProfile) and field.name == "phases":
            yield from _phase_cells(record)
        elif field.name not in UNPLANNED_FIELDS:
            yield field.name, str(value) if isinstance(value, Notice) else default_text(value)


def _phase_cells(profile: PhaseProfile) -> Iterator[tuple[str, str | None]]:
    yield "phases", default_text(tuple(phase.name for phase in profile.phases))
    for phase in profile.phases:
        for column in ("early_days", "days", "late_days"):
            yield f"{column} of {phase.name}", default_text(getattr(phase, column))
        for demand in phase.demands:
            yield f"{demand.resource} in {phase.name}", str(demand.amount)


def _key(table: Table, record: Record) -> tuple[str, ...]:
    """Its key; a precedence, which has none, by its two ends."""
    columns = table.key or ("predecessor", "successor")
    return tuple(str(getattr(record, column)) for column in columns)
