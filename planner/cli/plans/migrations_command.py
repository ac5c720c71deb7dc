"""`planner migrations`: who moves when, row by row."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.shared.options import format_option, plan_option, portfolio_argument
from planner.cli.shared.plan_source import case_for
from planner.cli.shared.solve_options import SolveOptions, solve_options
from planner.present.tables.plans.migration_table import MIGRATIONS
from planner.present.tables.table import Format, print_table

HELP = """Print who moves when: start, cutover and finish of every planned migration, by its start.

\b
Examples:
  planner migrations portfolio --plan results/plan.json
  planner migrations portfolio --plan results/plan.json --format csv
"""


@click.command("migrations", help=HELP)
@portfolio_argument
@plan_option
@format_option
@solve_options
def migrations_command(portfolio: Path, plan: str | None, form: Format, options: SolveOptions) -> None:
    print_table(MIGRATIONS.of(case_for(portfolio, plan, options)), form, empty="Nobody moves.")
