"""The plans weighed on drawn futures and the ways to decide about extensions, as tables and files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from planner.domain.uncertain.held_still import held_still
from planner.plan.plan_file.document import document_of, plan_digest, to_json
from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Table, csv_text, json_text, plain_rows
from planner.writing import Content

if TYPE_CHECKING:
    from planner.risk.intervals import Estimate
    from planner.risk.robust.records import Candidate, Robust, WayRow

MARK = "robust.json"
"""The file that tells a folder of this command."""
FORM = "planner robust"
"""What that file says of its format."""
PLAN = "plan.json"

CANDIDATES: tuple[Column[Candidate], ...] = (
    Column("plan", "Plan", Kind.NAME, lambda row: row.name),
    Column("begin", "Work begins", least=18),
    Column("planned_pounds", "As planned", Kind.MONEY),
    Column("mean_pounds", "Expected", Kind.MONEY, lambda row: round(row.mean.value)),
    Column("error", "±", Kind.MONEY, lambda row: round(row.mean.half_width), spare=True),
    Column("gain_pounds", "Less than the plan given", Kind.MONEY, lambda row: round(row.gain.value)),
    Column("gain_error", "±", Kind.MONEY, lambda row: round(row.gain.half_width)),
    Column("commit_now_pounds", "Decided today", Kind.MONEY, lambda row: round(row.commit_now.value), spare=True),
    Column("chosen", "Chosen"),
)
WAYS: tuple[Column[WayRow], ...] = (
    Column("way", "Extensions decided", Kind.NAME),
    Column("mean_pounds", "Expected cost", Kind.MONEY, lambda row: round(row.mean.value)),
    Column("error", "±", Kind.MONEY, lambda row: round(row.mean.half_width)),
    Column("p50", "P50", Kind.MONEY, spare=True),
    Column("p80", "P80", Kind.MONEY),
    Column("p95", "P95", Kind.MONEY),
    Column("cvar", "Worst twentieth", Kind.MONEY, spare=True),
    Column("uncovered_contracts", "Uncovered contracts", Kind.NUMBER, lambda row: _rounded(row.uncovered_contracts)),
)
NAMES = (MARK, PLAN, "candidates.csv", "ways.csv")
"""All files that may be written."""


def _rounded(count: float | None) -> float | None:
    return None if count is None else round(count, 1)


def candidate_table(found: Robust) -> Table[Candidate]:
    """A row for each plan and each way to carry it out."""
    return _table(found, CANDIDATES, found.candidates)


def way_table(found: Robust) -> Table[WayRow]:
    """A row for each way to decide about the extensions of the chosen plan."""
    return _table(found, WAYS, found.ways)


def _table(found: Robust, columns: tuple[Column[Any], ...], rows: tuple[Any, ...]) -> Table[Any]:
    portfolio = found.case.portfolio
    return Table(columns=columns, rows=rows, currency=portfolio.currency, marking=portfolio.marking)


def robust_as_json(found: Robust) -> dict[str, object]:
    """Everything but the plan, which is a file of its own."""
    comparison = found.comparison
    names = ("chosen", "given", "given_as_chosen", "gain", "gain_in_order", "chosen_commit_now", "given_commit_now")
    return {
        "format": FORM,
        "marking": found.case.portfolio.marking,
        "plan": plan_digest(found.case),
        "plan_given": plan_digest(found.given),
        "changed": found.changed,
        "begin": found.begin,
        "draws": found.draws,
        "seed": found.settings.seed,
        "held_still": held_still(found.case.portfolio).count,
        "planned_pounds": found.case.pounds,
        "planned_pounds_given": found.given.pounds,
        "fresh_draws": {name: _interval(getattr(comparison, name)) for name in names},
        "search": None if found.search is None else {**vars(found.search)},
        "candidates": plain_rows(candidate_table(found)),
        "ways": plain_rows(way_table(found)),
        "ways_draws": found.ways_draws,
    }


def _interval(found: Estimate) -> Mapping[str, float]:
    return {"mean_pounds": found.value, "low_pounds": found.low, "high_pounds": found.high}


def robust_files(found: Robust) -> dict[str, Content]:
    """The chosen plan, the tables as CSV, and everything as JSON, by name."""
    files: dict[str, Content] = {
        MARK: json_text(robust_as_json(found)) + "\n",
        PLAN: to_json(document_of(found.case.portfolio, found.case.plan)),
        "candidates.csv": csv_text(candidate_table(found)),
    }
    return files | ({"ways.csv": csv_text(way_table(found))} if found.ways else {})
