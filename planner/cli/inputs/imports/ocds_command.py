"""`planner import ocds`: contracts and proposals for their options from open contracting data."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.inputs.imports.delivering import deliver
from planner.cli.inputs.imports.import_options import ImportOptions, import_options, map_option
from planner.reading.importers.ocds.ocds_import import import_ocds

HELP = """Read contracts from FILE, a JSON file of open contracting data (OCDS).

FILE holds releases, records or packages of them, one or several. Contracts with a clear end are taken. What a notice says in
words about extensions becomes proposals in options_review.csv. Write yes beside those that hold, and import the file again
with --review. People in the data are dropped.

\b
Examples:
  planner import ocds notices.json --into portfolio
  planner import ocds notices.json --into portfolio --review options_review.csv --apply
"""


@click.command("ocds", help=HELP)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--review",
    type=click.Path(path_type=Path),
    metavar="CSV",
    help="The review of an earlier import, with what was accepted.",
)
@map_option
@import_options
def ocds_command(file: Path, review: Path | None, mapping: Path | None, options: ImportOptions) -> None:
    deliver(import_ocds(file, mapping, into=options.folder, review=review), options)
