"""`planner import workbook`: what people have filled in, in a workbook of a plan or a list of gaps."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.inputs.imports.delivering import deliver
from planner.cli.inputs.imports.import_options import ImportOptions, import_options
from planner.reading.importers.workbook.returned_workbook import import_workbook

HELP = """Read what people have filled in, in a workbook that the planner wrote.

FILE is the workbook of a plan, or the list of gaps of another import, saved as .xlsx or .ods. Decisions become commitments,
corrections become changes of contracts, and remarks become reasons. Only green cells are taken. Rows may be sorted.

\b
Examples:
  planner import workbook plan.xlsx --into portfolio
  planner import workbook gaps.xlsx --into portfolio --apply
"""


@click.command("workbook", help=HELP)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@import_options
def workbook_command(file: Path, options: ImportOptions) -> None:
    deliver(import_workbook(file, into=options.folder), options)
