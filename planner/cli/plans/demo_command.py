"""`planner demo`: the bundled Whitehall example from start to finish."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.plans.plan_command import plan_and_show
from planner.cli.shared.bundled import bundled_portfolio
from planner.cli.shared.messages import say
from planner.cli.shared.options import format_option
from planner.cli.shared.output_files import force_option
from planner.cli.shared.plan_source import portfolio_for
from planner.cli.shared.solve_options import SolveOptions, solve_options
from planner.present.tables.table import Format

HELP = """Plan the bundled Whitehall example: eighteen departments that move to five clusters.

The facts are public. Figures that nobody publishes are assumed, and marked so.

\b
Examples:
  planner demo --tiny
  planner demo --tiny --out demo_results --quiet
"""


@click.command("demo", help=HELP)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("out"),
    show_default=True,
    metavar="DIR",
    help="Where to write the results.",
)
@click.option("--tiny", is_flag=True, help="Plan the tiny example, which the documentation works by hand.")
@force_option
@format_option
@solve_options
def demo_command(out: Path, tiny: bool, force: bool, form: Format, options: SolveOptions) -> None:
    source = bundled_portfolio("tiny" if tiny else "whitehall")
    say(f"The portfolio is in {source}", quiet=options.quiet)
    portfolio = portfolio_for(source, undecided=options.undecided, priority=options.priority, quiet=options.quiet)
    plan_and_show(portfolio, source, out, form, options, force=force)
