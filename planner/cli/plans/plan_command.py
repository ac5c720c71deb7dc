"""`planner plan`: from a portfolio to a proved plan, its flags, decisions and chart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from planner.cli.plans.explained import explained
from planner.cli.shared.argument_types import TEXT
from planner.cli.shared.days_by_contract import days_by_contract, must_be_off_option
from planner.cli.shared.messages import say
from planner.cli.shared.options import format_option, portfolio_argument
from planner.cli.shared.output_files import ask_for_folder, force_option
from planner.cli.shared.part_source import solved_part
from planner.cli.shared.plan_source import plan_of, portfolio_for, solved
from planner.cli.shared.solve_options import SolveOptions, solve_options
from planner.cli.shared.start_options import start_option, start_plan
from planner.cli.shared.store_options import keep_reasons, keep_run, store_option
from planner.cli.shared.stored.known_sureness import with_sureness
from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.plan.outcome import Outcome
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document_records import FORMAT
from planner.plan.reasons import Reasons
from planner.present.report.better_plan import better_plan_sentence
from planner.present.report.headline import answer_as_json, answer_text, figures_table
from planner.present.report.plan_files import MARK, NAMES, plan_files
from planner.present.tables.table import Format, json_text, print_table
from planner.store.addresses import store_address
from planner.writing import write_folder

HELP = """Find a plan, prove how good it is, and say what it means.

Ctrl-C ends the search and keeps the best plan found so far. The run is stored with its input, for `planner runs`,
`show` and `rerun`; --store none keeps no history. With --must-be-off nothing is stored: the answer is one to a question,
and no plan of the portfolio. --start names a plan to begin with; the answer is never worse than one that keeps every rule.

\b
Examples:
  planner plan portfolio --undecided stay --format json
  planner plan portfolio.xlsx --deterministic --out results
  planner plan portfolio --must-be-off C-ASH=2027-06-30
  planner plan portfolio --start results/plan.json --only ASH-MOVE
"""


@click.command("plan", help=HELP)
@portfolio_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write plan.json, tables as CSV and the Gantt chart to this folder.",
)
@click.option("--label", type=TEXT, metavar="TEXT", help="Short name of the run in the store.")
@click.option("--notes", type=TEXT, metavar="TEXT", help="Anything worth keeping with the run in the store.")
@start_option
@click.option(
    "--only",
    multiple=True,
    metavar="MIGRATION",
    help="Move only this one, the others stay as in --start; may be repeated.",
)
@must_be_off_option
@store_option
@force_option
@format_option
@solve_options
def plan_command(
    portfolio: Path,
    out: Path | None,
    label: str | None,
    notes: str | None,
    start: str | None,
    only: Sequence[str],
    must_be_off: Sequence[tuple[str, date]],
    store: str | None,
    force: bool,
    form: Format,
    options: SolveOptions,
) -> None:
    if only and start is None:
        raise click.UsageError("--only needs --start: the plan in which all others stay")
    read = portfolio_for(portfolio, undecided=options.undecided, priority=options.priority, quiet=options.quiet)

    begun = start_plan(read, start, store=store, quiet=options.quiet)

    runs: list[str] = []

    def keep(outcome: Outcome) -> None:
        run = keep_run(
            read, options.settings(), outcome, start=begun, store=store, quiet=options.quiet, label=label, notes=notes
        )
        runs.extend([run] if run is not None else [])

    def keep_why(reasons: Reasons) -> None:
        for run in runs:
            keep_reasons(run, reasons, store)

    asked = days_by_contract(read, must_be_off)
    stored = None if asked or only else keep
    told = keep_why if stored is not None and store_address(store) is not None else None
    plan_and_show(
        read, portfolio, out, form, options, stored, told, force=force, start=begun, must_be_off=asked, only=only
    )


def plan_and_show(
    portfolio: Portfolio,
    source: Path,
    out: Path | None,
    form: Format,
    options: SolveOptions,
    keep: Callable[[Outcome], None] | None = None,
    keep_why: Callable[[Reasons], None] | None = None,
    *,
    force: bool = False,
    start: Plan | None = None,
    must_be_off: Mapping[str, int] | None = None,
    only: Sequence[str] = (),
) -> None:
    """Solve, write the results where asked to, and print the answer; `source` is never written into.

    `keep` is given every outcome, one without a plan too, and `keep_why` why
    contracts of the plan are late. `force` overwrites a folder that is not ours.
    """
    if out is not None:
        ask_for_folder(out, names=NAMES, mark=MARK, form=FORMAT, source=source, force=force)
    if start is not None and only:
        outcome = solved_part(portfolio, options, start, only, must_be_off)
    else:
        outcome = solved(portfolio, options, keep, start=start, must_be_off=must_be_off)
    case = PlanCase(portfolio, plan_of(outcome, portfolio.currency), outcome)
    if (out is not None or keep_why is not None or form is Format.JSON) and not outcome.interrupted:
        case = explained(case, quiet=options.quiet)
    if keep_why is not None and case.reasons is not None:
        keep_why(case.reasons)
    case = with_sureness(case, quiet=options.quiet)
    said = (*_better(case, out), *(_written(case, out) if out is not None else ()))
    _print(case, form)
    for text in said:
        say(text, quiet=options.quiet)


def _better(case: PlanCase, out: Path | None) -> tuple[str, ...]:
    """The sentence about a plan that is better than the start."""
    better = case.outcome.better_plan if case.outcome is not None else None
    if better is None:
        return ()
    sentence = better_plan_sentence(better, case.portfolio.currency)
    return (f"{sentence}." if out is not None else f"{sentence}; --out DIR writes it.",)


def _written(case: PlanCase, out: Path) -> tuple[str, ...]:
    """Write the results, and give back the sentence about them."""
    files, missing = plan_files(case)
    write_folder(out, files, NAMES)
    return (*(f"Not written: {text}" for text in missing), f"Wrote {out}: {', '.join(sorted(files))}")


def _print(case: PlanCase, form: Format) -> None:
    match form:
        case Format.JSON:
            click.echo(json_text(answer_as_json(case)))
        case Format.CSV:
            print_table(figures_table(case), form)
        case Format.TABLE:
            click.echo(answer_text(case))
