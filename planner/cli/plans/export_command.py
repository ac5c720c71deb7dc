"""`planner export`: a plan in the format of another program."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.shared.messages import say
from planner.cli.shared.options import plan_option, portfolio_argument
from planner.cli.shared.output_files import ask_for_file, ask_for_folder, force_option
from planner.cli.shared.plan_source import case_for
from planner.cli.shared.solve_options import SolveOptions, solve_options
from planner.errors import OutputError, SettingsError
from planner.present.exchange.exports import EXPORTS, MARK, NAMES, Export, export_files, export_of, write_export
from planner.present.exchange.json_export import FORMAT
from planner.reading.files.returned import IMPORT
from planner.reading.files.workbook import holds_edits
from planner.reading.report import WORKBOOK_SUFFIXES
from planner.writing import write_folder

SUFFIXES = ", ".join(EXPORTS)
WORKBOOK = "plan.xlsx"
"""The workbook in a folder of all exports."""
HELP = """Write a plan in the format of another program: one file, or every format into a folder.

The same plan gives the same bytes. A folder holds plan.* in every format, a diagram for each cluster and every table as
CSV. A calendar follows on the file that it overwrites: what is unchanged stays as it is, what is gone is cancelled. A
workbook that somebody has filled in is not overwritten.

\b
Examples:
  planner export portfolio --plan results/plan.json --all exports
  planner export portfolio --plan results/plan.json --out plan.ics
  planner export portfolio --plan results/plan.json --out plan.xlsx
"""


@click.command("export", help=HELP)
@portfolio_argument
@click.option(
    "--out",
    "target",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"File to write; its name ends in one of {SUFFIXES}.",
)
@click.option(
    "--all", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Write every export to this folder."
)
@click.option(
    "--previous",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="ICS",
    help="The calendar that this one follows on; without it, the one that is overwritten.",
)
@plan_option
@force_option
@solve_options
def export_command(
    portfolio: Path,
    target: Path | None,
    folder: Path | None,
    previous: Path | None,
    plan: str | None,
    force: bool,
    options: SolveOptions,
) -> None:
    if (target is None) == (folder is None):
        raise click.UsageError("name one of --out FILE and --all DIR")
    if previous is not None and (target is None or export_named(target).follow is None):
        raise click.UsageError("--previous goes with --out FILE.ics")
    if target is not None:
        _export_file(portfolio, target, previous, plan, force, options)
    if folder is not None:
        _export_folder(portfolio, folder, plan, force, options)


def export_named(target: Path) -> Export:
    """The format that the suffix asks for; another suffix is a usage error."""
    try:
        return export_of(target)
    except SettingsError as error:
        raise click.BadParameter(str(error), param_hint="--out") from error


def keep_edits(target: Path, force: bool) -> None:
    """Raise OutputError where the file holds what people have filled in and nobody has taken yet."""
    if not force and target.is_file() and target.suffix.lower() in WORKBOOK_SUFFIXES and holds_edits(target):
        take = IMPORT.format(file=target)
        raise OutputError(f"{target} holds edits; take them with {take}, name another file, or add --force")


def _export_file(
    portfolio: Path, target: Path, previous: Path | None, plan: str | None, force: bool, options: SolveOptions
) -> None:
    export_named(target)
    ask_for_file(target, form=FORMAT, source=portfolio, force=force)
    keep_edits(target, force)
    held = previous.read_bytes() if previous is not None else None
    write_export(case_for(portfolio, plan, options), target, previous=held)
    say(f"Wrote {target}", quiet=options.quiet)


def _export_folder(portfolio: Path, folder: Path, plan: str | None, force: bool, options: SolveOptions) -> None:
    ask_for_folder(folder, names=NAMES, mark=MARK, form=FORMAT, source=portfolio, force=force)
    keep_edits(folder / WORKBOOK, force)
    files = export_files(case_for(portfolio, plan, options), folder)
    write_folder(folder, files, NAMES)
    say(f"Wrote {folder}: {', '.join(sorted(files))}", quiet=options.quiet)
