"""`planner frontier`: the exact trade-off between two measures."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.shared.failures import Failure
from planner.cli.shared.measure_options import MEASURE, limits_from, measure_of
from planner.cli.shared.messages import say
from planner.cli.shared.options import format_option, portfolio_argument
from planner.cli.shared.output_files import ask_for_folder, force_option
from planner.cli.shared.plan_reference import METAVAR, PLAN, plan_document
from planner.cli.shared.plan_source import portfolio_for
from planner.cli.shared.solve_options import SolveOptions, solve_options
from planner.cli.shared.start_options import ask_for_better, better_plan_option, start_option, start_plan, tell_better
from planner.domain.portfolio import Portfolio
from planner.futures.replan.replanning import rebased_promises
from planner.futures.trade_offs.frontier import frontier
from planner.futures.trade_offs.frontier_records import Frontier, FrontierPoint
from planner.plan.entries import Plan
from planner.plan.promises import Promises
from planner.present.tables.frontier_tables import (
    FORM,
    MARK,
    MOST_POINTS,
    NAMES,
    frontier_as_json,
    frontier_files,
    frontier_lines,
    frontier_table,
)
from planner.present.tables.table import Format, json_text, print_table, table_text
from planner.present.wording import marked, printable
from planner.solver import Status
from planner.writing import write_folder

HELP = """Trade one measure off against another: list the plans between which only a choice decides.

Every point has the least y possible with that x, and its proved bound. The time limit holds for all points together.
Ctrl-C keeps the points found. --out writes the plan of each point, and `planner gantt FOLDER --plan DIR/point-001.json`
draws it. --start names a plan to begin with.

\b
Examples:
  planner frontier portfolio --x extensions --y exposure
  planner frontier portfolio --x last-cutover --y cost --at-most uncovered-days=0 --format csv
  planner frontier portfolio --x extensions-used --y cost --points 5 --out tradeoff
"""


@click.command("frontier", help=HELP)
@portfolio_argument
@click.option("--x", "x_name", type=MEASURE, required=True, help="Measure that is limited, step by step.")
@click.option("--y", "y_name", type=MEASURE, required=True, help="Measure that is minimised under each limit.")
@click.option(
    "--points",
    type=click.IntRange(2, MOST_POINTS),
    default=20,
    show_default=True,
    help="Stop after so many points; the first ones spread over the whole trade-off.",
)
@click.option(
    "--at-most",
    multiple=True,
    callback=limits_from,
    metavar="MEASURE=MOST",
    help="Limit a further measure; may be repeated.",
)
@click.option(
    "--baseline",
    type=PLAN,
    metavar=METAVAR,
    help="Plan that changed-promises compares with; migrations it has begun are kept.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write the points as CSV and JSON, the picture, and a plan file for each point.",
)
@start_option
@better_plan_option
@force_option
@format_option
@solve_options
def frontier_command(
    portfolio: Path,
    x_name: str,
    y_name: str,
    points: int,
    at_most: tuple[tuple[str, int], ...],
    baseline: str | None,
    out: Path | None,
    start: str | None,
    better_file: Path | None,
    force: bool,
    form: Format,
    options: SolveOptions,
) -> None:
    x, y = measure_of(x_name), measure_of(y_name)
    limits = {measure_of(name): most for name, most in at_most}
    read, promises, plans = _with_promises(
        portfolio_for(portfolio, undecided=options.undecided, priority=options.priority, quiet=options.quiet), baseline
    )

    def tell(point: FrontierPoint) -> None:
        say(f"  {x.value} {point.x:,}: {y.value} {point.y:,}, {point.status.value}", quiet=options.quiet)

    if out is not None:
        ask_for_folder(out, names=NAMES, mark=MARK, form=FORM, source=portfolio, force=force)
    ask_for_better(better_file, start, portfolio, force=force)
    begun = start_plan(read, start, quiet=options.quiet)
    say(f"Looking for at most {points} points in {options.time_limit:g} s; Ctrl-C stops.", quiet=options.quiet)
    found = frontier(
        read, x, y, options.settings(),
        points=points, at_most=limits, promises=promises, plans=plans, start=begun, on_point=tell,
    )  # fmt: skip
    if not found.points:
        raise Failure(no_points_text(found))
    missing: tuple[str, ...] = ()
    if out is not None:
        files, missing = frontier_files(read, found)
        write_folder(out, files, NAMES)
    print_frontier(read, found, form)
    for text in missing:
        say(f"Not written: {text}", quiet=options.quiet)
    tell_better(read, found.better_plan, better_file, quiet=options.quiet)


def _with_promises(portfolio: Portfolio, baseline: str | None) -> tuple[Portfolio, Promises | None, list[Plan]]:
    """The portfolio with what has begun, what was promised, and the plan to start from."""
    if baseline is None:
        return portfolio, None, []
    rebased, promises = rebased_promises(portfolio, plan_document(baseline))
    return rebased.portfolio, promises, [rebased.plan]


def print_frontier(portfolio: Portfolio, frontier: Frontier, form: Format) -> None:
    """Print to stdout in the chosen form."""
    match form:
        case Format.JSON:
            click.echo(json_text(frontier_as_json(portfolio, frontier)))
        case Format.CSV:
            print_table(frontier_table(portfolio, frontier), form)
        case Format.TABLE:
            lines = map(printable, frontier_lines(frontier))
            text = "\n".join([table_text(frontier_table(portfolio, frontier)), "", *lines])
            click.echo(marked(text, portfolio.marking))


def no_points_text(frontier: Frontier) -> str:
    """Why the frontier has no point."""
    if frontier.status is Status.INFEASIBLE:
        return "No plan keeps every rule within these limits."
    return f"No plan was found in {frontier.seconds:.0f} s, and nothing proves that there is none; allow more time."
