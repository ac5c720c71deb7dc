"""`planner robust`: a plan that costs less where dates slip."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.futures.assumption_options import draws_option
from planner.cli.shared.argument_types import NumberRange, Seed
from planner.cli.shared.live_progress import until_ctrl_c
from planner.cli.shared.messages import say, to_type
from planner.cli.shared.options import format_option, portfolio_argument, quiet_option
from planner.cli.shared.output_files import ask_for_folder, force_option
from planner.cli.shared.plan_reference import METAVAR, PLAN
from planner.cli.shared.plan_source import case_for
from planner.cli.shared.solve_options import SolveOptions, policy_options
from planner.plan.plan_case import PlanCase
from planner.present.tables.risk.robust_tables import (
    FORM,
    MARK,
    NAMES,
    candidate_table,
    robust_as_json,
    robust_files,
    way_table,
)
from planner.present.tables.risk.robust_words import robust_lines
from planner.present.tables.table import Format, json_text, print_table, table_text
from planner.present.wording import marked, printable
from planner.risk.records import Start
from planner.risk.robust.records import Robust, RobustSettings
from planner.risk.robust.robust import robust_plan
from planner.writing import write_folder

HELP = """Find a plan that costs less where dates slip, and say by how much.

A plan is carried out in many drawn futures: whoever is ready goes in the order of the plan. The order is improved on some
of them. Beside it stand the plan given and plans with buffers in their dates. The choice is made on other draws, and the
answer is measured on others again, so it is never worse than the plan given beyond what draws can tell. Below it stand
eight ways to decide about the extensions of the chosen plan.

Without --plan it begins with the adopted plan, else the portfolio is solved first. Ctrl-C ends the search and keeps the best
order.

\b
Examples:
  planner robust portfolio --plan results/plan.json
  planner robust portfolio --plan results/plan.json --time 300 --out robust
  planner robust portfolio --plan results/plan.json --keep-order --no-ways
"""


@click.command("robust", help=HELP)
@portfolio_argument
@click.option(
    "--plan", metavar=METAVAR, type=PLAN, help="The plan to begin with. [default: the adopted one, else a solve]"
)
@click.option(
    "--time",
    "seconds",
    type=NumberRange(min=1),
    default=60.0,
    show_default=True,
    help="Seconds of the order search. Plans with buffers take half as long together, on top of it.",
)
@draws_option("Draws to measure the answer on")
@click.option("--seed", type=Seed(), default=1, show_default=True, help="Seed of the draws and of the search.")
@click.option("--keep-order", is_flag=True, help="Keep the plan, and choose only whether work may begin early.")
@click.option("--keep-starts", is_flag=True, help="Teams are booked: nobody begins before the planned start.")
@click.option("--no-buffers", is_flag=True, help="Make no plans with buffers.")
@click.option("--no-ways", is_flag=True, help="Do not compare ways to decide about extensions.")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help="Write the chosen plan, the tables and robust.json."
)
@force_option
@format_option
@policy_options
@quiet_option
def robust_command(
    portfolio: Path,
    plan: str | None,
    seconds: float,
    draws: int,
    seed: int,
    keep_order: bool,
    keep_starts: bool,
    no_buffers: bool,
    no_ways: bool,
    out: Path | None,
    force: bool,
    form: Format,
    undecided: str | None,
    priority: str | None,
    quiet: bool,
) -> None:
    if out is not None:
        ask_for_folder(out, names=NAMES, mark=MARK, form=FORM, source=portfolio, force=force)
    solving = SolveOptions.usual(undecided=undecided, priority=priority, quiet=quiet)
    case = case_for(portfolio, plan, solving, sure=False)
    settings = RobustSettings(
        seconds=seconds,
        draws=draws,
        seed=seed,
        keep_order=keep_order,
        keep_starts=keep_starts,
        buffers=not no_buffers,
        ways=not no_ways,
    )
    found = _found(case, settings, quiet=quiet)
    if out is not None:
        write_folder(out, robust_files(found), NAMES)
    _print(found, form)
    _next_step(found, portfolio, out, quiet=quiet)


def _found(case: PlanCase, settings: RobustSettings, *, quiet: bool) -> Robust:
    """Ctrl-C ends the search; what it found is still weighed and measured."""
    with until_ctrl_c(quiet=quiet) as (stop, show):
        return robust_plan(case.portfolio, case.plan, settings, stop=stop, on_step=show)


def _print(found: Robust, form: Format) -> None:
    match form:
        case Format.JSON:
            click.echo(json_text(robust_as_json(found)))
        case Format.CSV:
            print_table(candidate_table(found), form)
        case Format.TABLE:
            parts = [table_text(candidate_table(found)), "", *map(printable, robust_lines(found))]
            if found.ways:
                parts += ["", table_text(way_table(found))]
            click.echo(marked("\n".join(parts), found.case.portfolio.marking))


def _next_step(found: Robust, portfolio: Path, out: Path | None, *, quiet: bool) -> None:
    """A plan file does not say how it is to be carried out, so the next command has to."""
    if out is None:
        return
    early = ("--as-early-as-possible",) if found.begin is Start.EARLY else ()
    say(f"The plan is {out / 'plan.json'}; next: {to_type('risk', portfolio, out / 'plan.json', *early)}", quiet=quiet)
