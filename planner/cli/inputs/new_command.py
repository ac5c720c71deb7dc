"""`planner new`: the smallest useful set of tables, or those a list of contracts still lacks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from planner.cli.shared.failures import BadInput
from planner.cli.shared.messages import say, to_type
from planner.cli.shared.options import quiet_option
from planner.errors import InputError
from planner.reading.report import check
from planner.reading.starter import missing_files, starter_files
from planner.writing import write_file, write_folder

HELP = """Write the smallest useful set of tables, each with one worked row, to a new FOLDER.

With --into, FOLDER holds a list of contracts already. The command adds the tables that are missing for a first plan, and
touches none that is there. Every row it writes says that it is assumed.

\b
Examples:
  planner new my_portfolio
  planner new --into portfolio
"""


@click.command("new", help=HELP)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--into", is_flag=True, help="Add missing tables to a folder that holds contracts.")
@quiet_option
def new_command(folder: Path, into: bool, quiet: bool) -> None:
    written = _add(folder) if into else _create(folder)
    if written:
        say(f"Wrote to {folder}: {', '.join(sorted(written))}", quiet=quiet)
        say("Every row says that it is assumed. Replace what you know better, then type:", quiet=quiet)
    else:
        say(f"{folder} lacks no table for a first plan. Type:", quiet=quiet)
    say(f"  {to_type('check', folder)}\n  {to_type('plan', folder)}", quiet=quiet)


def _create(folder: Path) -> list[str]:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        adds = to_type("new", "--into", folder)
        raise BadInput(f"{folder} exists already; name a new folder, or add what it lacks: {adds}")
    files = starter_files(date.today())
    write_folder(folder, files, tuple(files))
    return list(files)


def _add(folder: Path) -> list[str]:
    if not folder.is_dir():
        raise BadInput(f"{folder} is no folder; name the folder with contracts.csv, or leave out --into")
    report = check(folder, required=("contracts",))
    if report.portfolio is None:
        raise InputError(report.findings)
    there = frozenset(file.name.lower() for file in folder.iterdir())
    files = missing_files(report.portfolio, there)
    for name, text in files.items():
        write_file(folder / name, text.encode())
    return list(files)
