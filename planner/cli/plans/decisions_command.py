"""`planner decisions`: what must be decided, by whom, by when."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.shared.argument_types import MOST_DAYS
from planner.cli.shared.options import format_option, plan_option, portfolio_argument
from planner.cli.shared.plan_source import case_for
from planner.cli.shared.solve_options import SolveOptions, solve_options
from planner.present.tables.decision_table import decision_table
from planner.present.tables.table import Format, print_table

HELP = """Print the decision register: the options that the plan needs, the earliest last day to decide first.

\b
Examples:
  planner decisions portfolio --plan results/plan.json
  planner decisions portfolio --plan results/plan.json --within 180 --explain
  planner decisions portfolio --plan results/plan.json --format csv
"""


@click.command("decisions", help=HELP)
@portfolio_argument
@click.option(
    "--within", type=click.IntRange(0, MOST_DAYS), metavar="DAYS", help="Only decisions due within so many days."
)
@click.option("--explain", is_flag=True, help="Print the derivation of each date, step by step.")
@plan_option
@format_option
@solve_options
def decisions_command(
    portfolio: Path, within: int | None, explain: bool, plan_file: Path | None, form: Format, options: SolveOptions
) -> None:
    case = case_for(portfolio, plan_file, options)
    chosen = [decision for decision in case.acts if within is None or decision.days_left <= within]
    print_table(decision_table(case.portfolio, chosen), form, empty="Nothing has to be decided.")
    if explain and form is Format.TABLE:
        click.echo("".join(f"\n{decision.contract}, {decision.option}: {decision.derivation}" for decision in chosen))
