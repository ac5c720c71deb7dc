"""`planner show`: one stored run, and its plan and input as files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from planner.cli.runs.risk_run_facts import risk_run_document, risk_run_facts
from planner.cli.shared.argument_types import TEXT
from planner.cli.shared.failures import BadInput, Failure
from planner.cli.shared.messages import say
from planner.cli.shared.options import format_option, quiet_option
from planner.cli.shared.output_files import ask_for_file, force_option
from planner.cli.shared.store_options import store_option, store_to_read
from planner.domain.plain_values import to_plain
from planner.errors import StoreError
from planner.plan.plan_file.document import write_plan
from planner.plan.plan_file.document_records import FORMAT
from planner.plan.reasons import Reasons
from planner.present.tables.column import Column, Kind
from planner.present.tables.run_tables import made_words
from planner.present.tables.table import Format, Table, json_text, print_table, table_text
from planner.present.wording import calendar_day, money, per_cent, printable, status_words
from planner.reading import write_portfolio
from planner.store.risk_runs import RiskRun
from planner.store.run_records import Run
from planner.store.run_store import RunStore

FACTS: tuple[Column[Any], ...] = (Column("fact", "Run"), Column("value", ""))
TERMS: tuple[Column[Any], ...] = (Column("term", "Term"), Column("pounds", "Cost", Kind.MONEY))
PROGRESS: tuple[Column[Any], ...] = (
    Column("seconds", "Seconds", Kind.NUMBER),
    Column("objective", "Best plan", Kind.MONEY),
    Column("bound", "None below", Kind.MONEY),
    Column("stage", "Found by"),
)


HELP = """Show a stored run: the question, the versions, and the answer. RUN is the beginning of its id, or of a risk run's.

--plan and --input write the plan and the portfolio as files again, for every other command to use. The plan of a risk run
is written with how sure it is.

\b
Examples:
  planner show 3fa2b1c9
  planner show 3fa2b1c9 --plan plan.json --input portfolio
"""


@click.command("show", help=HELP)
@click.argument("run", type=TEXT)
@click.option(
    "--plan", "plan_file", type=click.Path(path_type=Path), metavar="PLAN.JSON", help="Write the plan to this file."
)
@click.option(
    "--input", "folder", type=click.Path(path_type=Path), metavar="FOLDER", help="Write the input to this new folder."
)
@store_option
@force_option
@format_option
@quiet_option
def show_command(
    run: str, plan_file: Path | None, folder: Path | None, store: str | None, force: bool, form: Format, quiet: bool
) -> None:
    opened = store_to_read(store)
    found = _found(opened, run)
    if plan_file is not None:
        ask_for_file(plan_file, form=FORMAT, source=None, force=force)
        if isinstance(found, RiskRun):
            write_plan(plan_file, opened.portfolio_of(found), found.plan, sureness=found.sureness)
        else:
            _write_plan(opened, found, plan_file)
        say(f"Wrote {plan_file}", quiet=quiet)
    if folder is not None:
        _write_input(opened, found, folder)
        say(f"Wrote {folder}", quiet=quiet)
    try:
        opened.check_input(found)
    except StoreError as error:
        say(f"Warning: the run cannot be made again. {printable(str(error))}", quiet=quiet)
    if isinstance(found, RiskRun):
        _print_risk_run(found, form)
    elif form is Format.TABLE:
        click.echo(run_text(found))
    elif form is Format.JSON:
        click.echo(json_text(run_document(found)))
    else:
        print_table(Table(columns=FACTS, rows=_facts(found)), form)


def _found(store: RunStore, named: str) -> Run | RiskRun:
    """The run whose id begins so, else the risk run."""
    try:
        return store.get(named)
    except StoreError:
        risk_runs = store.risk.begun_by(named)
        if len(risk_runs) != 1:
            raise
        return risk_runs[0]


def _print_risk_run(run: RiskRun, form: Format) -> None:
    if form is Format.JSON:
        click.echo(json_text(risk_run_document(run)))
    else:
        print_table(Table(columns=FACTS, rows=risk_run_facts(run)), form)


def _write_plan(store: RunStore, run: Run, target: Path) -> None:
    if run.outcome.plan is None:
        raise Failure(f"Run {run.id} ended without a plan ({run.status.value}).")
    write_plan(
        target,
        store.portfolio_of(run),
        run.outcome.plan,
        status=run.status.value,
        bound_pounds=run.bound_pounds,
        gap=run.gap,
        wished_gap=run.wished_gap,
        reasons=Reasons(contracts=run.reasons),
    )


def _write_input(store: RunStore, run: Run | RiskRun, target: Path) -> None:
    if os.path.lexists(target) and (not target.is_dir() or target.is_symlink() or any(target.iterdir())):
        raise BadInput(f"{target} exists already; name a new folder for the input")
    write_portfolio(store.portfolio_of(run), target)


def run_text(run: Run) -> str:
    """Facts, terms and progress, one table under the other."""
    progress = [
        {
            "seconds": round(step.seconds, 2),
            "objective": step.objective_pounds,
            "bound": step.bound_pounds,
            "stage": step.stage,
        }
        for step in run.outcome.log
    ]
    terms = [{"term": term, "pounds": pounds} for term, pounds in run.pounds_by_term.items()]
    parts = [
        Table(columns=FACTS, rows=_facts(run)),
        Table(columns=TERMS, rows=terms, currency=run.currency),
        Table(columns=PROGRESS, rows=progress, currency=run.currency),
    ]
    return "\n\n".join(table_text(part) for part in parts if part.rows)


def run_document(run: Run) -> dict[str, object]:
    """The whole run as plain values."""
    document: dict[str, object] = to_plain(run)
    return {**document, "created": run.created.isoformat()}


def _facts(run: Run) -> list[dict[str, object]]:
    conflict = "; ".join(run.outcome.conflict)
    facts = {
        "id": run.id,
        "made": f"{made_words(run)} UTC",
        "by": run.note.command + (f", again for {run.note.repeats}" if run.note.repeats else ""),
        "sweep": run.note.sweep,
        "label": run.note.label,
        "notes": run.note.notes,
        "portfolio": f"{run.portfolio_name}, status date {calendar_day(run.status_date)}",
        "input": run.portfolio_hash,
        "fingerprint": run.fingerprint,
        "status": status_words(run.status, run.wished_gap) + (", stopped by Ctrl-C" if run.interrupted else ""),
        "cost": money(run.objective_pounds, run.currency),
        "none below": money(run.bound_pounds, run.currency),
        "gap": per_cent(run.gap),
        "seconds": f"{run.seconds:.1f}",
        "conflict": conflict,
        "settings": _listed(run.settings),
        "versions": _listed(run.versions),
        "plan": run.plan_hash,
    }
    return [{"fact": fact, "value": printable(str(value))} for fact, value in facts.items() if value]


def _listed(record: object) -> str:
    return ", ".join(f"{name} {value}" for name, value in to_plain(record).items())
