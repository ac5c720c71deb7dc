"""Stored runs and the items of a sweep as tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import TYPE_CHECKING

from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Table
from planner.present.wording import status_words

if TYPE_CHECKING:
    from planner.store.risk_runs import RiskRunSummary
    from planner.store.run_records import RunSummary
    from planner.sweeps.running import ItemResult

SHORT_ID = 8
"""Digits of an id that people see; the whole one is in CSV and JSON."""


def made_words(run: RunSummary | RiskRunSummary) -> str:
    """The minute a run was made, in UTC."""
    return f"{run.created.astimezone(UTC):%Y-%m-%d %H:%M}"


RUNS: tuple[Column[RunSummary], ...] = (
    Column("id", "Id", shown=False),
    Column("run", "Run", Kind.NAME, lambda run: run.id[:SHORT_ID]),
    Column("created", "Made", shown=False),
    Column("made", "Made (UTC)", Kind.NAME, made_words),
    Column("command", "By", Kind.NAME, lambda run: run.note.command, spare=True),
    Column("label", "Label", of=lambda run: run.note.label),
    Column("sweep", "Sweep", of=lambda run: run.note.sweep, shown=False),
    Column("portfolio", "Portfolio", of=lambda run: run.portfolio_name),
    Column("portfolio_hash", "Input", shown=False),
    Column("status_date", "Status date", Kind.DATE, spare=True),
    Column("status", "Status", shown=False),
    Column("status_words", "Status", of=lambda run: status_words(run.status, run.wished_gap)),
    Column("wished_gap", "Wished gap", shown=False),
    Column("currency", "Currency", shown=False),
    Column("objective", "Cost", Kind.MONEY, lambda run: run.objective_pounds),
    Column("bound", "None below", Kind.MONEY, lambda run: run.bound_pounds, spare=True),
    Column("gap", "Gap", Kind.SHARE),
    Column("seconds", "Seconds", Kind.NUMBER, lambda run: round(run.seconds, 1), spare=True),
    Column("seed", "Seed", Kind.NUMBER, lambda run: run.settings.seed, spare=True),
    Column("plan_hash", "Plan", shown=False),
)
RISK_RUNS: tuple[Column[RiskRunSummary], ...] = (
    Column("id", "Id", shown=False),
    Column("run", "Run", Kind.NAME, lambda run: run.id[:SHORT_ID]),
    Column("created", "Made", shown=False),
    Column("made", "Made (UTC)", Kind.NAME, made_words),
    Column("command", "By", Kind.NAME),
    Column("portfolio", "Portfolio", of=lambda run: run.portfolio_name),
    Column("portfolio_hash", "Input", shown=False),
    Column("status_date", "Status date", Kind.DATE),
    Column("plan_hash", "Plan", shown=False),
    Column("basis", "Basis", shown=False),
    Column("as_stated", "As stated"),
    Column("family", "Ranges"),
    Column("draws", "Draws", Kind.NUMBER),
    Column("seed", "Seed", Kind.NUMBER, spare=True),
)
ITEMS: tuple[Column[ItemResult], ...] = (
    Column("item", "Item", of=lambda item: item.name),
    Column("status", "Status", of=lambda item: item.run.status if item.run else "failed", shown=False),
    Column(
        "status_words",
        "Status",
        of=lambda item: status_words(item.run.status, item.run.wished_gap) if item.run else "failed",
    ),
    Column("wished_gap", "Wished gap", of=lambda item: item.run and item.run.wished_gap, shown=False),
    Column("currency", "Currency", of=lambda item: item.run and item.run.currency, shown=False),
    Column("objective", "Cost", Kind.MONEY, lambda item: item.run and item.run.objective_pounds),
    Column("bound", "None below", Kind.MONEY, lambda item: item.run and item.run.bound_pounds, spare=True),
    Column("gap", "Gap", Kind.SHARE, lambda item: item.run and item.run.gap),
    Column("seconds", "Seconds", Kind.NUMBER, lambda item: item.run and round(item.run.seconds, 1)),
    Column("run", "Run", Kind.NAME, lambda item: item.run and item.run.id[:SHORT_ID]),
    Column("id", "Id", of=lambda item: item.run and item.run.id, shown=False),
    Column("failure", "Failure", shown=False),
)


def run_table(runs: Sequence[RunSummary]) -> Table[RunSummary]:
    """One row a run, in the order given."""
    return Table(columns=RUNS, rows=runs, currency=only_currency(runs))


def risk_run_table(runs: Sequence[RiskRunSummary]) -> Table[RiskRunSummary]:
    """One row a risk run, in the order given."""
    return Table(columns=RISK_RUNS, rows=runs)


def item_table(items: Sequence[ItemResult]) -> Table[ItemResult]:
    """One row an item, in the order given."""
    return Table(columns=ITEMS, rows=items, currency=only_currency([item.run for item in items if item.run]))


def only_currency(runs: Sequence[RunSummary]) -> str:
    """The currency of all the runs; empty where they have several."""
    found = {run.currency for run in runs}
    return found.pop() if len(found) == 1 else ""
