"""One solve of a comparison: its task, its row, and the tables that hold both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, get_type_hints

from planner.benchmarks.table_file import TableRow, read_table
from planner.writing import csv_text, write_file


class Problem(StrEnum):
    """What is solved."""

    PORTFOLIO = "portfolio"
    """A portfolio as it is."""
    REDUCED = "reduced"
    """The part of a portfolio that a general library can express."""
    RCPSP = "rcpsp"
    """A project of least makespan."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """One solve to be done.

    `source` is the list of frozen instances, or the project file; `source_digest` tells whether what it says has changed.
    """

    problem: Problem
    instance: str
    source: str
    source_digest: str
    family: str
    size: int
    congestion_percent: int | None
    best_known: int | None
    solver: str
    seconds: float
    workers: int
    seed: int

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell one solve of a table from the others."""
        parts = (self.problem, self.instance, self.solver, self.seconds, self.workers, self.seed)
        return tuple(str(part) for part in parts)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One solve done.

    `cost` is what the judge's measures make of the plan (a makespan for RCPSP), None without a plan; `bound` the
    solver's own proved bound. `seconds` are wall clock from the portfolio in memory to the answer. `peak_mb` is the most
    memory of the process in which nothing else ran. `breaches` counts the rules broken by the plan. `remark` says what
    went wrong. `digest` is the hash of what was solved, `source_digest` as in `Task`,
    `version` that of the solver.
    """

    problem: str
    instance: str
    family: str
    size: int
    congestion_percent: int | None
    solver: str
    seconds_limit: float
    workers: int
    seed: int
    status: str
    cost: int | None
    bound: int | None
    best_known: int | None
    seconds: float | None
    first_plan_seconds: float | None
    peak_mb: int | None
    breaches: int | None
    remark: str
    digest: str
    source_digest: str
    version: str
    machine: str

    @property
    def key(self) -> tuple[str, ...]:
        """As `Task.key`."""
        parts = (self.problem, self.instance, self.solver, self.seconds_limit, self.workers, self.seed)
        return tuple(str(part) for part in parts)

    @property
    def valid_cost(self) -> int | None:
        """The cost of a plan that keeps every rule; None for any other."""
        return self.cost if self.breaches == 0 else None

    @property
    def gap_percent(self) -> float | None:
        """How far the plan may be from the best, in percent of its cost."""
        if self.valid_cost is None or self.bound is None:
            return None
        return 100 * max(0, self.valid_cost - self.bound) / self.valid_cost if self.valid_cost else 0.0


@dataclass(frozen=True, kw_only=True)
class ProgressRow:
    """An improvement of plan or bound during one solve."""

    problem: str
    instance: str
    solver: str
    seconds_limit: float
    seconds: float
    cost: int | None
    bound: int | None
    stage: str


def read_rows(file: Path, kind: type[Row] | type[ProgressRow]) -> list[Any]:
    """The rows of a table; an absent file has none. Empty cells are None where a column may be None."""
    if not file.exists():
        return []
    hints = get_type_hints(kind)
    return [
        kind(**{name: _value(row, name, hints[name]) for name in hints}) for row in read_table(file, columns_of(kind))
    ]


def write_rows(file: Path, rows: Iterable[Row] | Iterable[ProgressRow], kind: type[Row] | type[ProgressRow]) -> None:
    """Write the whole table anew."""
    write_file(file, csv_text(columns_of(kind), (asdict(row).values() for row in rows)))


def columns_of(kind: type[Row] | type[ProgressRow]) -> tuple[str, ...]:
    """The header of a table."""
    return tuple(field.name for field in fields(kind))


def _value(row: TableRow, column: str, hint: Any) -> Any:
    try:
        return _cell(row.cells[column], hint)
    except ValueError as error:
        raise row.wrong(column, f"{row.cells[column]!r} is not what it holds", "start with an empty folder") from error


def _cell(text: str, hint: Any) -> Any:
    choices = getattr(hint, "__args__", (hint,))
    if text == "" and type(None) in choices:
        return None
    kind = next(choice for choice in choices if choice is not type(None))
    return kind(text)
