"""Runs to rows of the table `runs` and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from planner.domain.rules import Term
from planner.plan.entries import Plan
from planner.solver.outcome import Outcome, Progress, Status
from planner.solver.settings import SolveSettings
from planner.store.databases import Value
from planner.store.plain_values import from_plain, to_canonical_text
from planner.store.run_records import Run, RunNote, RunSummary
from planner.store.schema import RUNS
from planner.store.versions import Versions

LARGE_COLUMNS = ("plan", "conflict", "log")
SUMMARY_COLUMNS = tuple(name for name in RUNS.column_names if name not in LARGE_COLUMNS)

VALUE_OF_COLUMN: Mapping[str, Callable[[Run], Value]] = {
    "id": lambda run: run.id,
    "created": lambda run: run.created.isoformat(timespec="microseconds"),
    "command": lambda run: run.note.command,
    "label": lambda run: run.note.label,
    "notes": lambda run: run.note.notes,
    "sweep": lambda run: run.note.sweep,
    "item": lambda run: run.note.item,
    "repeats": lambda run: run.note.repeats,
    "run_key": lambda run: run.key,
    "portfolio": lambda run: run.portfolio_hash,
    "fingerprint": lambda run: run.fingerprint,
    "portfolio_name": lambda run: run.portfolio_name,
    "status_date": lambda run: run.status_date.isoformat(),
    "currency": lambda run: run.currency,
    "settings": lambda run: to_canonical_text(run.settings),
    "seed": lambda run: run.settings.seed,
    "versions": lambda run: to_canonical_text(run.versions),
    "status": lambda run: run.status.value,
    "objective_pounds": lambda run: run.objective_pounds,
    "bound_pounds": lambda run: run.bound_pounds,
    "gap": lambda run: run.gap,
    "seconds": lambda run: run.seconds,
    "interrupted": lambda run: int(run.interrupted),
    "pounds_by_term": lambda run: to_canonical_text(run.pounds_by_term),
    "plan_hash": lambda run: run.plan_hash,
    "plan": lambda run: to_canonical_text(run.outcome.plan) if run.outcome.plan else None,
    "conflict": lambda run: to_canonical_text(run.outcome.conflict),
    "log": lambda run: to_canonical_text(run.outcome.log),
}
"""How each column of `runs` is filled; a test compares its names with the schema."""


def row_of_run(run: Run) -> tuple[Value, ...]:
    """The values of a run in the order of the columns of `runs`."""
    return tuple(VALUE_OF_COLUMN[name](run) for name in RUNS.column_names)


def summary_of_row(row: tuple[Value, ...]) -> RunSummary:
    """The summary from the values of SUMMARY_COLUMNS."""
    return RunSummary(**_summary_fields(dict(zip(SUMMARY_COLUMNS, row, strict=True))))


def run_of_row(row: tuple[Value, ...]) -> Run:
    """The run from the values of all columns of `runs`."""
    named: dict[str, Any] = dict(zip(RUNS.column_names, row, strict=True))
    fields = _summary_fields(named)
    shared = ("status", "objective_pounds", "bound_pounds", "gap", "seconds", "interrupted")
    outcome = Outcome(
        plan=from_plain(Plan, json.loads(named["plan"])) if named["plan"] else None,
        conflict=tuple(json.loads(named["conflict"])),
        log=tuple(from_plain(Progress, step) for step in json.loads(named["log"])),
        **{name: fields[name] for name in shared},
    )
    return Run(**fields, outcome=outcome)


def _in_order_of_terms(pounds: Mapping[str, int]) -> dict[str, int]:
    return {term.value: pounds[term.value] for term in Term if term.value in pounds}


def _summary_fields(named: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": named["id"],
        "created": datetime.fromisoformat(named["created"]),
        "note": RunNote(**{name: named[name] for name in ("command", "label", "notes", "sweep", "item", "repeats")}),
        "key": named["run_key"],
        "portfolio_hash": named["portfolio"],
        "fingerprint": named["fingerprint"],
        "portfolio_name": named["portfolio_name"],
        "status_date": date.fromisoformat(named["status_date"]),
        "currency": named["currency"],
        "settings": from_plain(SolveSettings, json.loads(named["settings"])),
        "versions": from_plain(Versions, json.loads(named["versions"])),
        "status": Status(named["status"]),
        "objective_pounds": named["objective_pounds"],
        "bound_pounds": named["bound_pounds"],
        "gap": named["gap"],
        "seconds": named["seconds"],
        "interrupted": bool(named["interrupted"]),
        "pounds_by_term": _in_order_of_terms(json.loads(named["pounds_by_term"])),
        "plan_hash": named["plan_hash"],
    }
