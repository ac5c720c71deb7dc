"""`planner import msproject`: dates of milestones from a plan of MS Project or Primavera P6."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.inputs.imports.delivering import deliver
from planner.cli.inputs.imports.import_options import ImportOptions, import_options, map_option
from planner.cli.shared.failures import BadInput
from planner.domain.portfolio import Portfolio
from planner.reading.importers.applying import portfolio_at
from planner.reading.importers.msproject.importing import import_plan
from planner.reading.importers.msproject.map_suggestion import suggested_map
from planner.reading.importers.msproject.opening import read_plan
from planner.reading.importers.msproject.plan_map import PlanMap, read_map
from planner.reading.importers.msproject.plan_task import PlanFile

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
    portfolio = _portfolio(options.folder)
    plan = read_plan(file)
    if suggest:
        click.echo(suggested_map(portfolio, plan), nl=False)
        return
    given = _map(mapping, portfolio, plan)
    deliver(import_plan(portfolio, plan, given), options)


def _portfolio(folder: Path) -> Portfolio:
    """The portfolio with the milestones; a file of dates is of no use without it."""
    found = portfolio_at(folder)
    if found is None or not found.milestones:
        raise BadInput(
            f"{folder} has no milestones, so a plan has nothing to say about it; name another folder with --into"
        )
    return found


def _map(mapping: Path | None, portfolio: Portfolio, plan: PlanFile) -> PlanMap:
    if mapping is None:
        return PlanMap()
    fields = [name for field in plan.fields for name in field.names]
    return read_map(mapping, [milestone.id for milestone in portfolio.milestones], fields)
