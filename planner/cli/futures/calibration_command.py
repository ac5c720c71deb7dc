"""`planner calibration`: what runs promised against what came."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from planner.cli.shared.argument_types import TEXT
from planner.cli.shared.options import format_option, portfolio_argument, quiet_option
from planner.cli.shared.plan_source import portfolio_for
from planner.cli.shared.store_options import store_option
from planner.domain.portfolio import Portfolio
from planner.present.tables.risk.calibration_tables import (
    CALIBRATION_TABLES,
    calibration_as_json,
    calibration_table,
)
from planner.present.tables.risk.calibration_words import calibration_lines
from planner.present.tables.table import Format, json_text, print_table, table_text
from planner.present.wording import marked, printable
from planner.risk.calibration.calibration import calibration_of
from planner.risk.calibration.records import Calibration, PastRun
from planner.store.addresses import store_if_there
from planner.store.past_runs import named_runs, runs_of

EMPTY = {
    "milestones": "No milestone has come that a run promised.",
    "decisions": "No day to decide on an option has passed.",
}

HELP = """Say whether what was promised came: dates against their ranges, and decisions against hindsight.

FOLDER holds the portfolio as it is now, with achieved dates. RUN is the beginning of the id of a stored risk run, or a plan
file that says how sure it is. Without any, the newest risk and the newest rules of each status date of this portfolio are
taken from the store.

u is the probability that was promised of a date before the one that came. Right promises spread it evenly between 0 and 1.
Of several predictions of one milestone the first and the last count. CSV is the table of --table; JSON holds all.

\b
Examples:
  planner calibration portfolio
  planner calibration portfolio 3fa2b1c9 results/plan.json
  planner calibration portfolio --table decisions --format csv
"""


@click.command("calibration", help=HELP)
@portfolio_argument
@click.argument("runs", metavar="[RUN]...", type=TEXT, nargs=-1)
@click.option("--table", "table", type=click.Choice(list(CALIBRATION_TABLES)), help="Print this table alone.")
@store_option
@format_option
@quiet_option
def calibration_command(
    portfolio: Path, runs: Sequence[str], table: str | None, store: str | None, form: Format, quiet: bool
) -> None:
    now = portfolio_for(portfolio, quiet=quiet)
    found = calibration_of(now, _past(store, runs, now))
    _print(now, found, form, table)


def _past(store: str | None, names: Sequence[str], now: Portfolio) -> tuple[PastRun, ...]:
    opened = store_if_there(store)
    return named_runs(opened, names) if names else runs_of(opened, now.name)


def _print(now: Portfolio, found: Calibration, form: Format, chosen: str | None) -> None:
    if form is Format.JSON:
        click.echo(json_text(calibration_as_json(now, found)))
    elif form is Format.CSV:
        print_table(calibration_table(now, found, chosen or "milestones"), form)
    else:
        names = [chosen] if chosen is not None else list(CALIBRATION_TABLES)
        parts = [_part(now, found, name) for name in names]
        text = "\n".join([*parts, *map(printable, calibration_lines(found, now.currency))])
        click.echo(marked(text, now.marking))


def _part(now: Portfolio, found: Calibration, name: str) -> str:
    table = calibration_table(now, found, name)
    return f"{table_text(table) if table.rows else EMPTY[name]}\n"
