"""`planner import msproject`: dates of milestones from a plan of MS Project or Primavera P6."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.inputs.imports.delivering import deliver
from planner.cli.inputs.imports.import_options import ImportOptions, import_options, map_option
from planner.reading.importers.msproject.reading import import_msproject, suggest_msproject_map

HELP = """Read the dates of milestones from a plan of MS Project or Primavera P6.

MS Project XML and Primavera XER are read as they are. MS Project's own .mpp and Primavera's PMXML need the extra msproject
and Java. A task is a milestone by its planner id (Text1, or a field called "planner id"), by the map, or by the same name.
Similar names are only suggested.

\b
Examples:
  planner import msproject plan.xml --into portfolio
  planner import msproject plan.xml --into portfolio --suggest > map.toml
  planner import msproject plan.xer --into portfolio --map map.toml --out dates.toml
"""


@click.command("msproject", help=HELP)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@map_option
@click.option("--suggest", is_flag=True, help="Print a map to start from, and write nothing.")
@import_options
def msproject_command(file: Path, mapping: Path | None, suggest: bool, options: ImportOptions) -> None:
    if suggest and mapping is not None:
        raise click.UsageError("name one of --map TOML and --suggest")
    if suggest:
        click.echo(suggest_msproject_map(file, into=options.folder), nl=False)
    else:
        deliver(import_msproject(file, mapping, into=options.folder), options)
