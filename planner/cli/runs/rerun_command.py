"""`planner rerun`: a stored run made again, and whether the answer is the same."""

from __future__ import annotations

import click

from planner.cli.shared.argument_types import TEXT
from planner.cli.shared.failures import Failure
from planner.cli.shared.live_progress import ProgressLine, shown_live
from planner.cli.shared.options import quiet_option
from planner.cli.shared.store_options import keep_run, store_option, store_to_read
from planner.plan.outcome import Outcome
from planner.present.tables.run_tables import SHORT_ID
from planner.present.wording import money, status_words
from planner.store.rerunning import rerun
from planner.store.run_records import Run
from planner.store.versions import versions_here

HELP = """Make a stored run again, from the store alone, and store it too. RUN is the beginning of its id.

A run made in deterministic mode gives the same plan. Where it does not, the command says which versions differ and ends
with code 1.

\b
Examples:
  planner rerun 3fa2b1c9
"""


@click.command("rerun", help=HELP)
@click.argument("run", type=TEXT)
@store_option
@quiet_option
def rerun_command(run: str, store: str | None, quiet: bool) -> None:
    opened = store_to_read(store)
    stored = opened.get(run)
    line = ProgressLine(stored.currency, stored.settings.time_limit_seconds)
    with shown_live(line, quiet=quiet) as hear:
        outcome = rerun(opened, stored.id, on_progress=hear)
    keep_run(
        opened.portfolio_of(stored),
        stored.settings,
        outcome,
        start=stored.start,
        store=store,
        quiet=quiet,
        command="rerun",
        label=stored.note.label,
        repeats=stored.id,
    )
    same = outcome.plan == stored.outcome.plan and outcome.status is stored.status
    if stored.settings.deterministic and not same and not outcome.interrupted:
        raise Failure(comparison(stored, outcome))
    click.echo(comparison(stored, outcome))


def comparison(stored: Run, outcome: Outcome) -> str:
    """One sentence on both answers, and what may explain a difference."""
    run = stored.id[:SHORT_ID]
    status = status_words(outcome.status, outcome.wished_gap)
    if outcome.plan == stored.outcome.plan and outcome.status is stored.status:
        return f"The same as run {run}: {status}, cost {money(outcome.objective_pounds, stored.currency)}."
    now, then = money(outcome.objective_pounds, stored.currency), money(stored.objective_pounds, stored.currency)
    reasons = versions_here().differences_from(stored.versions)
    mode = "" if stored.settings.deterministic else " The run was not made in deterministic mode."
    why = f" Versions differ: {'; '.join(reasons)}." if reasons else ""
    before = status_words(stored.status, stored.wished_gap)
    return f"Not the same as run {run}: {status}, cost {now}; then {before}, {then}.{mode}{why}"
