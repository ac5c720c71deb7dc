"""The outputs that a command may write, checked before it computes; results are written whole or not at all."""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from pathlib import Path

import click

from planner.cli.shared.options import Decorator
from planner.reading.schema.columns import columns_of
from planner.reading.schema.tables import TABLES
from planner.writing import check_folder_writable, check_writable
from planner.writing.ownership import Refusal

force_option: Decorator = click.option(
    "--force", is_flag=True, help="Overwrite what this command has not written; the input is never overwritten."
)


def ask_for_folder(
    target: Path, *, names: Collection[str], mark: str, form: str, source: Path | None, force: bool
) -> None:
    """Raise OutputError unless the results may and can be written to this folder; see `Refusal.of_folder`."""
    refusal = Refusal(source=source, is_input=is_input_table, force=force)
    refusal.of_folder(target, names=names, mark=mark, form=form)
    check_folder_writable(target)


def ask_for_file(
    target: Path, *, columns: Sequence[str] = (), form: str = "", source: Path | None, force: bool
) -> None:
    """Raise OutputError unless the result may and can be written to this file; see `Refusal.of_file`."""
    Refusal(source=source, is_input=is_input_table, force=force).of_file(target, columns=columns, form=form)
    check_writable(target)


def is_input_table(path: Path) -> bool:
    """Whether a file is a table of a portfolio: by its name, and by the required columns in its header."""
    required = {
        table.name: {column.name for column in columns_of(table.row) if column.required}
        for table in TABLES
        if f"{table.name}.csv" == path.name.lower()
    }
    return any(columns <= set(_header(path)) for columns in required.values())


def _header(path: Path) -> list[str]:
    try:
        if not path.is_file():
            return []
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return [cell.strip().lower() for cell in next(csv.reader(stream), [])]
    except (OSError, ValueError, csv.Error):
        return []
