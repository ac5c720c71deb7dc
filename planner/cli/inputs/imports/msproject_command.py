"""`planner import msproject`: dates of milestones from a plan of MS Project or Primavera P6."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.inputs.imports.delivering import deliver
from planner.cli.inputs.imports.import_options import ImportOptions, import_options
from planner.cli.inputs.imports.map_files import default_map, with_map, write_proposed
from planner.cli.shared.messages import say
from planner.reading.importers.msproject.reading import import_msproject, suggest_msproject_map

HELP = """Read the dates of milestones from a plan of MS Project or Primavera P6.

MS Project XML and Primavera XER are read as they are. MS Project's own .mpp and Primavera's PMXML need the extra msproject
and Java. A task is a milestone by its planner id (Text1, or a field called "planner id"), by the map, or by the same name.
Similar names are only suggested.

\b
Examples:
  planner import msproject plan.xml --into portfolio
  planner import msproject plan.xml --into portfolio --suggest
  planner import msproject plan.xer --map milestones.toml --into portfolio --apply
"""


@click.command("msproject", help=HELP)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option(
    "--map",
    "mapping",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="TOML",
    help="Which task is which milestone. Without it, FILE.map.toml beside the plan, if that is there.",
)
@click.option("--suggest", is_flag=True, help="Propose that map, write it, and read nothing else.")
@import_options
def msproject_command(file: Path, mapping: Path | None, suggest: bool, options: ImportOptions) -> None:
    map_file = mapping or default_map(file)
    if suggest:
        _suggest(file, map_file, options)
        return
    if mapping is None and map_file.exists():
        say(f"Taking the map {map_file}.", quiet=options.quiet)
    given = map_file if mapping is not None or map_file.exists() else None
    deliver(import_msproject(file, given, into=options.folder), options)


def _suggest(file: Path, map_file: Path, options: ImportOptions) -> None:
    write_proposed(map_file, suggest_msproject_map(file, into=options.folder), force=options.force)
    say(f"Wrote {map_file}. Take the # away where a line is right. Then type:", quiet=options.quiet)
    say(f"  {with_map('msproject', file, map_file, '--into', options.folder)}", quiet=options.quiet)
