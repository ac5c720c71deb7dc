"""`planner register`: every dated act a plan asks for, who takes it, and by which day."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.shared.argument_types import MOST_DAYS
from planner.cli.shared.options import format_option, plan_option, portfolio_argument
from planner.cli.shared.plan_source import case_for
from planner.cli.shared.solve_options import SolveOptions, solve_options
from planner.plan.plan_case import PlanCase
from planner.present.report.if_nobody_acts import if_nobody_acts_sentence
from planner.present.tables.plans.register_table import REGISTER
from planner.present.tables.table import Format, print_table
from planner.present.wording import calendar_day, day_count

HELP = """Print the register: every dated act the plan asks for, late acts first, then by the day to act.

Acts are: buy an option, serve the notice of one that is approved, start a bridge, accept an exposure, and answer for an
organisation that is undecided. A contract that goes on by itself is stopped. The day to act is the last day, or the
working day before it.

\b
Examples:
  planner register portfolio --plan results/plan.json
  planner register portfolio --plan results/plan.json --within 180 --explain
  planner register portfolio --plan results/plan.json --format csv
"""


@click.command("register", help=HELP)
@portfolio_argument
@click.option("--within", type=click.IntRange(0, MOST_DAYS), metavar="DAYS", help="Only acts due within so many days.")
@click.option("--explain", is_flag=True, help="Print the derivation of each date, step by step.")
@plan_option
@format_option
@solve_options
def register_command(
    portfolio: Path, within: int | None, explain: bool, plan: str | None, form: Format, options: SolveOptions
) -> None:
    case = case_for(portfolio, plan, options)
    chosen = [act for act in case.acts if within is None or act.days_left <= within]
    settled = case.settled if within is None else ()
    print_table(REGISTER.of(case, [*chosen, *settled]), form, empty=_empty(case, within))
    if form is Format.TABLE and within is None:
        click.echo(f"\n{if_nobody_acts_sentence(case)}")
    if explain and form is Format.TABLE:
        click.echo("".join(f"\n{act.act}, {act.subject}: {act.derivation}" for act in chosen))


def _empty(case: PlanCase, within: int | None) -> str:
    """The sentence where no act is shown; it names the next act that is due later."""
    if not case.acts:
        return "No act is due."
    return (
        f"No act is due within {day_count(within or 0)}; the first is due on {calendar_day(case.acts[0].acting_date)}."
    )
