"""`planner export`: a plan in the format of another program."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.plans.explained import explained
from planner.cli.shared.adopted_plan import adopted_baseline
from planner.cli.shared.messages import say
from planner.cli.shared.options import plan_option, portfolio_argument
from planner.cli.shared.output_files import ask_for_file, ask_for_folder, force_option
from planner.cli.shared.plan_reference import METAVAR, PLAN, earlier_case
from planner.cli.shared.plan_source import case_for
from planner.cli.shared.solve_options import SolveOptions, solve_options
from planner.errors import OutputError, SettingsError
from planner.present.exchange.exports import (
    EXPORTS,
    MARK,
    NAMES,
    WITH_BASELINE,
    WITH_EXTRA,
    Export,
    export_files,
    export_of,
    write_export,
)
from planner.present.exchange.json_export import FORMAT
from planner.reading.files.returned import IMPORT
from planner.reading.files.workbook import holds_edits
from planner.reading.report import WORKBOOK_SUFFIXES
from planner.writing import write_folder

WITH = ", ".join(WITH_BASELINE)
"""The suffixes of the formats that show a baseline."""
SUFFIXES = ", ".join((*EXPORTS, *WITH_EXTRA))
SAYS_WHY = (".xlsx",)
"""The suffixes of the formats that say why contracts are late."""
WORKBOOK = "plan.xlsx"
"""The workbook in a folder of all exports."""
HELP = """Write a plan in the format of another program: one file, or every format into a folder.

The same plan gives the same bytes. A folder holds plan.* in every format, a diagram for each cluster and every table as
CSV. A calendar follows on the file that it overwrites: what is unchanged stays as it is, what is gone is cancelled. A
workbook that somebody has filled in is not overwritten.

\b
Examples:
  planner export portfolio --plan results/plan.json --all exports
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
@click.option(
    "--baseline",
    type=PLAN,
    metavar=METAVAR,
    help=f"Show beside the plan where this plan file or stored run had it; in {WITH} only. [default: the adopted plan]",
)
@plan_option
@force_option
@solve_options
def export_command(
    portfolio: Path,
    target: Path | None,
    folder: Path | None,
    previous: Path | None,
    baseline: str | None,
    plan: str | None,
    force: bool,
    options: SolveOptions,
) -> None:
    _check(target, folder, previous, baseline)
    if target is not None:
        ask_for_file(target, form=FORMAT, source=portfolio, force=force)
        keep_edits(target, force)
    if folder is not None:
        ask_for_folder(folder, names=NAMES, mark=MARK, form=FORMAT, source=portfolio, force=force)
        keep_edits(folder / WORKBOOK, force)
    case = case_for(portfolio, plan, options)
    if folder is not None or (target is not None and target.suffix.lower() in SAYS_WHY):
        case = explained(case, quiet=options.quiet)
    shown = folder is not None or (target is not None and export_named(target).against is not None)
    compared = adopted_baseline(portfolio, case, quiet=options.quiet) if baseline is None and shown else baseline
    before = earlier_case(compared, case.portfolio) if compared is not None else None
    if target is not None:
        write_export(case, target, previous=previous.read_bytes() if previous is not None else None, baseline=before)
        say(f"Wrote {target}", quiet=options.quiet)
    if folder is not None:
        files = export_files(case, folder, before)
        write_folder(folder, files, NAMES)
        say(f"Wrote {folder}: {', '.join(sorted(files))}", quiet=options.quiet)


def _check(target: Path | None, folder: Path | None, previous: Path | None, baseline: str | None) -> None:
    """Refuse options that do not go together, before anything is read."""
    if (target is None) == (folder is None):
        raise click.UsageError("name one of --out FILE and --all DIR")
    export = export_named(target) if target is not None else None
    if export is not None and export.need is not None:
        export.need()
    if previous is not None and (export is None or export.follow is None):
        raise click.UsageError("--previous goes with --out FILE.ics")
    if baseline is not None and export is not None and export.against is None:
        raise click.UsageError(f"--baseline goes with --all, and with --out FILE where that ends in {WITH}")


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
