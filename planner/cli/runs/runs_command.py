"""`planner runs`: the history of runs as a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import click

from planner.cli.shared.argument_types import MOST_COUNT, TEXT
from planner.cli.shared.messages import say
from planner.cli.shared.options import format_option
from planner.cli.shared.store_options import SHORT_ID, store_option, store_to_read
from planner.plan.outcome import Status
from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Format, Table, print_table
from planner.present.wording import printable, status_words
from planner.store.run_records import RunFilter, RunSummary

COLUMNS: tuple[Column[Any], ...] = (
    Column("id", "Id", shown=False),
    Column("run", "Run", Kind.NAME),
    Column("created", "Made", shown=False),
    Column("made", "Made (UTC)", Kind.NAME),
    Column("command", "By", Kind.NAME, spare=True),
    Column("label", "Label"),
    Column("sweep", "Sweep", shown=False),
    Column("portfolio", "Portfolio"),
    Column("portfolio_hash", "Input", shown=False),
    Column("status_date", "Status date", Kind.DATE, spare=True),
    Column("status", "Status", shown=False),
    Column("status_words", "Status"),
    Column("wished_gap", "Wished gap", shown=False),
    Column("currency", "Currency", shown=False),
    Column("objective", "Cost", Kind.MONEY),
    Column("bound", "None below", Kind.MONEY, spare=True),
    Column("gap", "Gap", Kind.SHARE),
    Column("seconds", "Seconds", Kind.NUMBER, spare=True),
    Column("seed", "Seed", Kind.NUMBER, spare=True),
    Column("plan_hash", "Plan", shown=False),
)


HELP = """List stored runs, the newest first.

\b
Examples:
  planner runs
  planner runs --portfolio Whitehall --status optimal --limit 5
  planner runs --store postgresql://planner@host/runs --format csv
"""


@click.command("runs", help=HELP)
@click.option("--label", type=TEXT, help="Only runs with this label.")
@click.option(
    "--portfolio",
    type=TEXT,
    metavar="NAME|HASH",
    help="Only runs of this portfolio, by name or beginning of its hash.",
)
@click.option("--sweep", type=TEXT, metavar="NAME", help="Only runs of this sweep.")
@click.option("--command", "by", type=TEXT, metavar="NAME", help="Only runs made by this command (plan, rerun, sweep).")
@click.option("--status", type=click.Choice([status.value for status in Status]), help="Only runs with this status.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Only runs made on this day or later.")
@click.option(
    "--limit",
    type=click.IntRange(0, MOST_COUNT),
    default=20,
    show_default=True,
    help="Only so many of the newest; 0 lists all.",
)
@store_option
@format_option
def runs_command(
    label: str | None,
    portfolio: str | None,
    sweep: str | None,
    by: str | None,
    status: str | None,
    since: datetime | None,
    limit: int,
    store: str | None,
    form: Format,
) -> None:
    wanted = RunFilter(
        label=label,
        portfolio=portfolio,
        sweep=sweep,
        command=by,
        status=Status(status) if status else None,
        since=since.astimezone(UTC) if since else None,
        limit=limit or None,
    )
    runs = store_to_read(store).runs(wanted, lambda error: say(f"Left out: {printable(str(error))}"))
    rows = [row_of(run) for run in runs]
    print_table(Table(columns=COLUMNS, rows=rows, currency=only_currency(runs)), form, empty="No stored run fits.")


def only_currency(runs: Sequence[RunSummary]) -> str:
    """The currency of all the runs; empty where they have several."""
    found = {run.currency for run in runs}
    return found.pop() if len(found) == 1 else ""


def row_of(run: RunSummary) -> dict[str, object]:
    """A run as a row of COLUMNS."""
    return {
        "id": run.id,
        "run": run.id[:SHORT_ID],
        "created": run.created,
        "made": f"{run.created.astimezone(UTC):%Y-%m-%d %H:%M}",
        "command": run.note.command,
        "label": run.note.label,
        "sweep": run.note.sweep,
        "portfolio": run.portfolio_name,
        "portfolio_hash": run.portfolio_hash,
        "status_date": run.status_date,
        "status": run.status,
        "status_words": status_words(run.status, run.wished_gap),
        "wished_gap": run.wished_gap,
        "currency": run.currency,
        "objective": run.objective_pounds,
        "bound": run.bound_pounds,
        "gap": run.gap,
        "seconds": round(run.seconds, 1),
        "seed": run.settings.seed,
        "plan_hash": run.plan_hash,
    }
