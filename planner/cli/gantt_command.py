"""`planner gantt`: the chart of a plan as a page or a picture."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.answering import answer_for, say
from planner.cli.failures import BadInput
from planner.cli.options import SolveOptions, plan_option, portfolio_argument, solve_options
from planner.cli.output_files import output_file

SUFFIXES = (".html", ".svg", ".png", ".pdf")


@click.command("gantt")
@portfolio_argument
@click.option(
    "--out",
    "target",
    type=click.Path(path_type=Path),
    default=Path("gantt.html"),
    show_default=True,
    metavar="FILE",
    help="What to write; the name ends in .html, .svg, .png or .pdf.",
)
@plan_option
@solve_options
def gantt_command(portfolio: Path, target: Path, plan_file: Path | None, options: SolveOptions) -> None:
    """Draw contracts and migrations on the calendar: one page that works offline, or a picture. Overwrites the file.

    \b
    Examples:
      planner gantt portfolio --plan results/plan.json
      planner gantt portfolio --plan results/plan.json --out gantt.svg
    """
    if target.suffix.lower() not in SUFFIXES:
        raise BadInput(f"{target} ends in none of {', '.join(SUFFIXES)}")
    with output_file(target, overwrite=True) as partial:
        from planner.output import write_gantt

        answer = answer_for(portfolio, plan_file, options)
        write_gantt(answer.portfolio, answer.plan, partial)
    say(f"Wrote {target}", quiet=options.quiet)
