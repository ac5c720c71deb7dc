"""`planner template`: an empty workbook to fill in."""

from __future__ import annotations

import os
from pathlib import Path

import click

from planner.cli.shared.failures import BadInput
from planner.cli.shared.messages import say, to_type
from planner.cli.shared.options import quiet_option
from planner.reading import write_template

HELP = """Write an empty workbook with a sheet for each table, and with drop-downs, notes and examples for its columns.

\b
Examples:
  planner template portfolio.xlsx
"""


@click.command("template", help=HELP)
@click.argument("workbook", metavar="OUT.XLSX", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite the file if it exists.")
@quiet_option
def template_command(workbook: Path, force: bool, quiet: bool) -> None:
    if workbook.suffix.lower() != ".xlsx":
        raise BadInput(f"{workbook} does not end in .xlsx")
    if os.path.lexists(workbook) and not force:
        raise BadInput(f"{workbook} exists already, and may be filled in; name another file, or add --force")
    write_template(workbook)
    say(f"Wrote {workbook}. Fill it in, then run: {to_type('check', workbook)}", quiet=quiet)
