"""The map of a file: where it stands, how a proposed one is written, and the command that reads the file with it."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.shared.failures import BadInput
from planner.cli.shared.messages import to_type
from planner.writing import write_file


def default_map(file: Path) -> Path:
    """The map of a file that nobody names: beside it, under its name."""
    return file.with_name(f"{file.stem}.map.toml")


def write_proposed(map_file: Path, text: str, *, force: bool) -> None:
    """Write a proposed map and show it; one that somebody may have mended stays, unless forced."""
    if map_file.exists() and map_file.read_bytes() != text.encode() and not force:
        raise BadInput(f"{map_file} exists already and may be mended; keep it under another name, or add --force")
    write_file(map_file, text)
    click.echo(text, nl=False)


def with_map(kind: str, file: Path, map_file: Path, *others: object) -> str:
    """The import of a file with its map, as it is typed; a map that stands in its usual place is not named."""
    named = () if map_file == default_map(file) else ("--map", map_file)
    return to_type("import", kind, file, *named, *others)
