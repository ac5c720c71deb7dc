"""`planner flags`: what a plan means for each contract or department."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.shared.options import format_option, plan_option, portfolio_argument
from planner.cli.shared.plan_source import case_for
from planner.cli.shared.solve_options import SolveOptions, solve_options
from planner.present.tables.plans.department_table import DEPARTMENTS
from planner.present.tables.plans.flag_table import FLAGS
from planner.present.tables.table import Format, print_table

HELP = """Print the flag of every contract or of every department, the gravest first.

A department has the worst flag of its own contracts and those of its bodies. From the gravest: no route, lost, exposed,
accepted, decide now, extend, tight, clear.

\b
Examples:
  planner flags portfolio --plan results/plan.json
  planner flags portfolio --plan results/plan.json --by department --format csv
"""


@click.command("flags", help=HELP)
@portfolio_argument
@click.option(
    "--by",
    type=click.Choice(["contract", "department"]),
    default="contract",
    show_default=True,
    help="Flags of contracts or of departments.",
)
@plan_option
@format_option
@solve_options
def flags_command(portfolio: Path, by: str, plan: str | None, form: Format, options: SolveOptions) -> None:
    case = case_for(portfolio, plan, options)
    print_table((FLAGS if by == "contract" else DEPARTMENTS).of(case), form)
