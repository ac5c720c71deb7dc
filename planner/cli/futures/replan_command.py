"""`planner replan`: an old plan brought up to date without breaking more promises than allowed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from planner.cli.shared.adopted_plan import named_or_adopted
from planner.cli.shared.argument_types import MOST_COUNT, MOST_DAYS
from planner.cli.shared.failures import NO_PLAN
from planner.cli.shared.messages import say
from planner.cli.shared.options import format_option, portfolio_argument
from planner.cli.shared.output_files import ask_for_folder, force_option
from planner.cli.shared.plan_reference import METAVAR, PLAN, plan_document
from planner.cli.shared.plan_source import portfolio_for
from planner.cli.shared.solve_options import SolveOptions, solve_options
from planner.futures.replan.records import Replan
from planner.futures.replan.replanning import change_frontier, replan
from planner.futures.trade_offs.frontier_records import Frontier
from planner.present.tables import frontier_tables, replan_tables
from planner.present.tables.table import Format, json_text, print_table, table_text
from planner.present.wording import printable
from planner.writing import write_folder

NAMES = (
    replan_tables.MARK,
    replan_tables.PLAN,
    replan_tables.CHANGES,
    replan_tables.PORTFOLIO,
    *frontier_tables.NAMES,
)


HELP = """Bring an old plan up to date: keep what is done, and break only so many promises.

Whatever the old plan put before the status date counts as done: migrations begun, options exercised. A promise is a
cutover (day and mode) or an option, used or not. A budget of 0 gives back the old plan where it is still allowed. Where
it is not, the command says which rules it breaks. Without a plan it is the adopted one.

\b
Examples:
  planner replan portfolio results/plan.json --status-date 2027-02-01 --change-budget 0
  planner replan portfolio results/plan.json --status-date 2027-02-01 --frontier --out replanned
  planner replan portfolio results/plan.json --change-budget 2 --promised cutovers --format json
"""


@click.command("replan", help=HELP)
@portfolio_argument
@click.argument("old_plan", metavar=METAVAR, type=PLAN, required=False)
@click.option(
    "--status-date",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="DATE",
    help="Status date to use instead of the portfolio's.",
)
@click.option(
    "--change-budget",
    type=click.IntRange(0, MOST_COUNT),
    metavar="N",
    help="Break at most so many promises; without it, as many as pay.",
)
@click.option(
    "--promised",
    type=click.Choice(["all", "cutovers"]),
    default="all",
    show_default=True,
    help="Promises are cutovers and options, or cutovers alone.",
)
@click.option(
    "--within-days",
    type=click.IntRange(0, MOST_DAYS),
    metavar="DAYS",
    help="Only dates less than so many days ahead are promises.",
)
@click.option(
    "--not-done",
    multiple=True,
    metavar="ID",
    help="A migration that did not start, an option not exercised, or a contract not stopped; may be repeated.",
)
@click.option("--frontier", "with_frontier", is_flag=True, help="Also trade cost off against broken promises.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write the new plan, its changes, the rebased portfolio, and the points of --frontier.",
)
@force_option
@format_option
@solve_options
def replan_command(
    portfolio: Path,
    old_plan: str | None,
    status_date: datetime | None,
    out: Path | None,
    force: bool,
    form: Format,
    options: SolveOptions,
    **asked: Any,
) -> None:
    read = portfolio_for(portfolio, undecided=options.undecided, priority=options.priority, quiet=options.quiet)
    old_plan = named_or_adopted(portfolio, old_plan)
    document = plan_document(old_plan)
    if document.older_meaning:
        say(f"Note: starts, modes and options of {old_plan} stand, its figures do not: {document.older_meaning}.")
    with_frontier = asked["with_frontier"]
    if out is not None:
        mark, form_of_mark = replan_tables.MARK, replan_tables.FORM
        ask_for_folder(out, names=NAMES, mark=mark, form=form_of_mark, source=portfolio, force=force)
    say(f"Planning again for at most {options.time_limit:g} s; Ctrl-C keeps the best.", quiet=options.quiet)
    found = replan(
        read,
        document,
        options.settings(),
        status_date=status_date.date() if status_date is not None else None,
        change_budget=asked["change_budget"],
        promised_options=asked["promised"] == "all",
        within_days=asked["within_days"],
        not_done=asked["not_done"],
    )
    line = _frontier_of(found, options) if with_frontier and not found.conflicts else None
    missing = _write(found, line, out) if out is not None else ()
    _print(found, line, form)
    for text in missing:
        say(f"Not written: {text}", quiet=options.quiet)
    if found.outcome.plan is None:
        for text in replan_tables.no_plan_lines(found):
            say(text)
        raise click.exceptions.Exit(NO_PLAN)


def _frontier_of(found: Replan, options: SolveOptions) -> Frontier:
    say(f"Cost against broken promises, for at most {options.time_limit:g} s more.", quiet=options.quiet)
    return change_frontier(found, options.settings())


def _write(found: Replan, line: Frontier | None, out: Path) -> tuple[str, ...]:
    if found.outcome.plan is None:
        return (f"there is no new plan for {out}",)
    files = replan_tables.replan_files(found)
    missing: tuple[str, ...] = ()
    if line is not None and line.points:
        more, missing = frontier_tables.frontier_files(found.rebased.portfolio, line)
        files |= more
    write_folder(out, files, NAMES)
    return missing


def _print(found: Replan, line: Frontier | None, form: Format) -> None:
    portfolio = found.rebased.portfolio
    match form:
        case Format.JSON:
            content = replan_tables.replan_as_json(found)
            if line is not None:
                content["frontier"] = frontier_tables.frontier_as_json(portfolio, line)
            click.echo(json_text(content))
        case Format.CSV:
            print_table(
                replan_tables.change_table(found) if line is None else frontier_tables.frontier_table(portfolio, line),
                form,
            )
        case Format.TABLE:
            click.echo("\n".join(replan_tables.replan_lines(found)))
            if line is not None:
                table = table_text(frontier_tables.frontier_table(portfolio, line))
                click.echo("\n".join(["", table, "", *map(printable, frontier_tables.frontier_lines(line))]))
