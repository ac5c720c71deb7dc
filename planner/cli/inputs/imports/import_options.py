"""The options that every import has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from planner.cli.shared.options import Decorator, quiet_option
from planner.cli.shared.output_files import force_option

OUT = Path("edits.toml")


@dataclass(frozen=True, kw_only=True)
class ImportOptions:
    """Where an import goes; `into` and `mapping` are None where they are not named."""

    into: Path | None
    out: Path
    apply: bool
    force: bool
    quiet: bool

    @property
    def folder(self) -> Path:
        """The portfolio that the import is for; a usage error where it is not named."""
        if self.into is None:
            raise click.UsageError("name the folder of the portfolio: --into FOLDER")
        return self.into


_OPTIONS: tuple[Decorator, ...] = (
    click.option(
        "--into", type=click.Path(path_type=Path), metavar="FOLDER", help="Folder of the portfolio that it is for."
    ),
    click.option(
        "--out",
        type=click.Path(path_type=Path),
        metavar="TOML",
        default=OUT,
        show_default=True,
        help="Scenario file to write; the report is written beside it.",
    ),
    click.option(
        "--apply", is_flag=True, help="Write the changed tables to the folder; without it nothing there changes."
    ),
    force_option,
    quiet_option,
)


def import_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options of an import to a command and hands them to it as one `options` argument."""
    names = ImportOptions.__dataclass_fields__

    @wraps(command)
    def with_options(**arguments: Any) -> Any:
        options = ImportOptions(**{name: arguments.pop(name) for name in names})
        return command(options=options, **arguments)

    made: Callable[..., Any] = with_options
    for option in reversed(_OPTIONS):
        made = option(made)
    return made


map_option: Decorator = click.option(
    "--map",
    "mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="TOML",
    help="Which column or field of the file goes where.",
)
"""For an import that needs to be told which field goes where; its command takes `mapping`, a path or None."""
