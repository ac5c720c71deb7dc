"""`planner earliest`: how early contracts can be off, and whether they can all be off by a date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import product
from pathlib import Path

import click

from planner.cli.shared.messages import say
from planner.cli.shared.options import format_option, plan_option, portfolio_argument
from planner.cli.shared.plan_source import case_for
from planner.cli.shared.solve_options import SolveOptions, solve_options
from planner.plan.plan_case import PlanCase
from planner.present.tables.questions.earliest_table import earliest_table, together_line
from planner.present.tables.table import Format, json_text, plain_rows, print_table
from planner.solver import Earliest, Modes, Moving, SolveSettings, Together, can_all, earliest

QUESTION_SECONDS = 4.0
"""For each contract and choice."""

HELP = """Say how early contracts can be off, with a proof and what it would cost.

Feeders are the migrations that release the contract, what they wait for, and so on back. They move among all others,
which stay where the plan has them, or alone, as if nobody else were there. With --moving all everybody may move. Each
question takes at most 4 seconds.

\b
Examples:
  planner earliest portfolio C-ASH --plan results/plan.json
  planner earliest portfolio C-ASH C-BIRCH --by 2027-06-30 --plan results/plan.json
"""


@click.command("earliest", help=HELP)
@portfolio_argument
@click.argument("contracts", metavar="CONTRACT...", nargs=-1, required=True)
@plan_option
@click.option(
    "--moving",
    type=click.Choice([moving.value for moving in Moving]),
    multiple=True,
    default=(Moving.FEEDERS.value, Moving.ALONE.value),
    show_default=True,
    help="Who may move; may be repeated.",
)
@click.option(
    "--modes",
    type=click.Choice([modes.value for modes in Modes]),
    default=Modes.PLANNED.value,
    show_default=True,
    help="Move in the planned modes, or in any.",
)
@click.option(
    "--by",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="DATE",
    help="Also say whether the contracts can all be off by this day, the last on which they are needed.",
)
@format_option
@solve_options
def earliest_command(
    portfolio: Path,
    contracts: Sequence[str],
    plan: str | None,
    moving: Sequence[str],
    modes: str,
    by: datetime | None,
    form: Format,
    options: SolveOptions,
) -> None:
    case = case_for(portfolio, plan, options, sure=False)
    settings = SolveSettings(
        time_limit_seconds=QUESTION_SECONDS,
        workers=options.workers,
        seed=options.seed,
        deterministic=options.deterministic,
    )
    found: list[Earliest] = []
    for contract, who in product(contracts, moving):
        if found and found[-1].ending.interrupted:
            say("Stopped by Ctrl-C; the questions after this one were not asked.", quiet=options.quiet)
            break
        found.append(earliest(case.portfolio, case.plan, contract, Moving(who), Modes(modes), settings=settings))
    _print(case, found, _together(case, contracts, by, settings), form)


def _together(
    case: PlanCase, contracts: Sequence[str], by: datetime | None, settings: SolveSettings
) -> Together | None:
    if by is None:
        return None
    day = case.portfolio.day_of(by.date()) + 1
    return can_all(case.portfolio, dict.fromkeys(contracts, day), settings=settings)


def _print(case: PlanCase, found: Sequence[Earliest], together: Together | None, form: Format) -> None:
    table = earliest_table(case.portfolio, found)
    if form is Format.JSON:
        answer: dict[str, object] = {"earliest": plain_rows(table), "marking": case.portfolio.marking}
        if together is not None:
            answer["together"] = {"possible": together.possible, "status": together.status, "feeders": together.feeders}
        click.echo(json_text(answer))
        return
    print_table(table, form)
    if together is not None:
        click.echo(f"\n{together_line(case.portfolio, together)}", err=form is Format.CSV)
