"""`planner runs`: the history of runs as a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import click

from planner.cli.shared.argument_types import MOST_COUNT, TEXT
from planner.cli.shared.messages import say
from planner.cli.shared.options import format_option
from planner.cli.shared.store_options import store_option, store_to_read
from planner.errors import StoreError
from planner.plan.outcome import Status
from planner.present.tables.run_tables import risk_run_table, run_table
from planner.present.tables.table import Format, print_table
from planner.present.wording import printable
from planner.store.run_records import RunFilter

HELP = """List stored runs, the newest first; with --risk those of `planner risk` and `planner tripwires`.

\b
Examples:
  planner runs
  planner runs --risk --portfolio Whitehall
  planner runs --portfolio Whitehall --status optimal --limit 5
  planner runs --store postgresql://planner@host/runs --format csv
"""


@click.command("runs", help=HELP)
@click.option(
    "--risk", is_flag=True, help="List risk runs; of the other options --portfolio (a name) and --limit apply."
)
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
    risk: bool,
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
    if risk:
        _print_risk_runs(portfolio, limit or None, store, form, others=(label, sweep, by, status, since))
        return
    wanted = RunFilter(
        label=label,
        portfolio=portfolio,
        sweep=sweep,
        command=by,
        status=Status(status) if status else None,
        since=since.astimezone(UTC) if since else None,
        limit=limit or None,
    )
    runs = store_to_read(store).runs(wanted, _left_out)
    print_table(run_table(runs), form, empty="No stored run fits.")


def _print_risk_runs(
    portfolio: str | None, limit: int | None, store: str | None, form: Format, *, others: Sequence[object]
) -> None:
    if any(other is not None for other in others):
        raise click.UsageError("--risk goes with --portfolio and --limit alone")
    runs = store_to_read(store).risk.runs(portfolio, limit, _left_out)
    print_table(risk_run_table(runs), form, empty="No stored risk run fits.")


def _left_out(error: StoreError) -> None:
    say(f"Left out: {printable(str(error))}")
