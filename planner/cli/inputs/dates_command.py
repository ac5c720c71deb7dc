"""`planner dates`: the last days of a list of contracts, without a plan."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.shared.messages import say, to_type
from planner.cli.shared.options import format_option, portfolio_argument, quiet_option
from planner.cli.shared.plan_source import warning_lines
from planner.errors import InputError
from planner.present.tables.date_table import DateRow, date_rows, date_table
from planner.present.tables.table import Format, print_table
from planner.present.wording import printable
from planner.reading.report import REQUIRED, check

HELP = """Print the last day and the day to act for every option of a list of contracts, with the derivation of each.

A contract that goes on by itself shows the periods it owes and the next one, with the days of the stop that prevents it.

Only the tables contracts and options are needed; without a status date, today is taken. A plan needs more: the last line
says how to add what is missing.

\b
Examples:
  planner dates portfolio
  planner dates portfolio --explain
  planner dates portfolio --format csv
"""
NEEDED = ("contracts",)


@click.command("dates", help=HELP)
@portfolio_argument
@click.option("--explain", is_flag=True, help="Print the derivation of each date, step by step.")
@format_option
@quiet_option
def dates_command(portfolio: Path, explain: bool, form: Format, quiet: bool) -> None:
    report = check(portfolio, required=NEEDED)
    if report.portfolio is None:
        raise InputError(report.findings)
    for line in warning_lines(portfolio, report.warnings):
        say(line, quiet=quiet)
    rows = date_rows(report.portfolio)
    print_table(date_table(report.portfolio, rows), form, empty="There is no contract.")
    if explain and form is Format.TABLE:
        click.echo("".join(map(_derivation, rows)))
    missing = [name for name in report.absent if name in REQUIRED]
    if missing:
        lacks = f"A plan also needs {', '.join(missing)}."
        say(f"{lacks} To add them: {to_type('new', '--into', portfolio)}" if portfolio.is_dir() else lacks, quiet=quiet)
    else:
        say(f"Next: {to_type('plan', portfolio)}", quiet=quiet)


def _derivation(row: DateRow) -> str:
    if row.link is None:
        return ""
    said = f"{row.link.option.id}: {row.link.acting_decision}. Notice: {row.link.acting_notice}."
    return f"\n{printable(said)}"
