"""Runs to rows of the table `runs` and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from planner.domain.plain_values import to_canonical_text
from planner.domain.rules import Term
from planner.plan.conflict import Conflict, ConflictRecord
from planner.plan.entries import Plan
from planner.plan.outcome import Outcome, Progress, Status
from planner.plan.reasons import Reason
from planner.store.databases import Value
from planner.store.run_records import Run, RunNote, RunSummary, reached_gap
from planner.store.schema import RUNS
from planner.store.stored_values import from_stored, json_of

LARGE_COLUMNS = ("plan", "conflict", "log", "start_plan", "reasons")
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
    "conflict": lambda run: to_canonical_text(run.outcome.conflicts),
    "log": lambda run: to_canonical_text(run.outcome.log),
    "meaning": lambda run: run.meaning,
    "start_plan": lambda run: to_canonical_text(run.start) if run.start else None,
    "reasons": lambda run: to_canonical_text(run.reasons) if run.reasons else None,
}
"""How each column of `runs` is filled; a test compares its names with the schema."""


COLUMN_OF_FIELD: Mapping[str, str] = {"key": "run_key", "portfolio_hash": "portfolio"}
"""Columns whose name differs from the field of the summary that they hold."""
SUMMARY_FIELDS = tuple(field.name for field in fields(RunSummary))


def row_of_run(run: Run) -> tuple[Value, ...]:
    """The values of a run in the order of the columns of `runs`."""
    return tuple(VALUE_OF_COLUMN[name](run) for name in RUNS.column_names)


def summary_of_row(row: tuple[Value, ...]) -> RunSummary:
    """The summary from the values of SUMMARY_COLUMNS."""
    return RunSummary(**_summary_fields(dict(zip(SUMMARY_COLUMNS, row, strict=True))))


def run_of_row(row: tuple[Value, ...]) -> Run:
    """The run from the values of all columns of `runs`."""
    named: dict[str, Any] = dict(zip(RUNS.column_names, row, strict=True))
    summary = _summary_fields(named)
    return Run(**summary, outcome=_outcome(named, summary), start=_plan(named, "start_plan"), reasons=_reasons(named))


def _outcome(named: Mapping[str, Any], summary: Mapping[str, Any]) -> Outcome:
    shared = ("status", "objective_pounds", "bound_pounds", "gap", "seconds", "interrupted")
    return Outcome(
        plan=_plan(named, "plan"),
        conflicts=_conflicts(json_of("conflict", named["conflict"])),
        log=from_stored(tuple[Progress, ...], json_of("log", named["log"]), "log"),
        **{name: summary[name] for name in shared},
        wished_gap=reached_gap(summary["settings"], summary["status"], summary["gap"]),
    )


def _conflicts(plain: Any) -> tuple[Conflict, ...]:
    """The conflicts of a run; earlier versions kept one as the words of its records."""
    if isinstance(plain, list) and all(isinstance(item, str) for item in plain):
        records = tuple(ConflictRecord(table="", key="", column=None, value=None, label=label) for label in plain)
        return (Conflict(records=records),) if records else ()
    return from_stored(tuple[Conflict, ...], plain, "conflict")


def _reasons(named: Mapping[str, Any]) -> tuple[Reason, ...]:
    return from_stored(tuple[Reason, ...], json_of("reasons", named["reasons"]), "reasons") if named["reasons"] else ()


def _plan(named: Mapping[str, Any], column: str) -> Plan | None:
    return from_stored(Plan, json_of(column, named[column]), column) if named[column] else None


def _honest(summary: RunSummary) -> RunSummary:
    """Planner 0.1.0 called a plan optimal that was only within the gap that was wished."""
    unproved = summary.status is Status.OPTIMAL and summary.bound_pounds != summary.objective_pounds
    return replace(summary, status=Status.FEASIBLE) if unproved else summary


def _in_order_of_terms(pounds: Mapping[str, int]) -> dict[str, int]:
    return {term.value: pounds[term.value] for term in Term if term.value in pounds}


def _summary_fields(named: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a summary. Raises StoreError that names every damaged column."""
    plain = {field: named[COLUMN_OF_FIELD.get(field, field)] for field in SUMMARY_FIELDS if field != "note"}
    plain |= {column: json_of(column, named[column]) for column in ("settings", "versions", "pounds_by_term")}
    plain |= {"note": {field.name: named[field.name] for field in fields(RunNote)}}
    plain |= {"interrupted": bool(named["interrupted"])}
    summary = _honest(from_stored(RunSummary, plain, ""))
    found = {field: getattr(summary, field) for field in SUMMARY_FIELDS}
    return found | {"pounds_by_term": _in_order_of_terms(summary.pounds_by_term)}
