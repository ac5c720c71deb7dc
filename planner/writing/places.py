"""Where something is written: the folders above it, and what is said when it cannot be."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from planner.errors import OutputError


@contextmanager
def named(target: Path) -> Iterator[None]:
    """What goes wrong is said of the target, not of a partial that nobody knows."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        cure = "free some space, or name a place that can be written to"
        raise OutputError(f"{target}: cannot be written ({reason}); {cure}") from error


@contextmanager
def folders_made(folder: Path, *, for_now: bool = False) -> Iterator[None]:
    """The folder with all above it; those that were made go again where the block fails, or always if only `for_now`."""
    made: list[Path] = []
    try:
        for missing in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
            missing.mkdir(exist_ok=True)
            made.insert(0, missing)
        yield
    except BaseException:
        _remove(made)
        raise
    if for_now:
        _remove(made)


def flush_folder(folder: Path) -> None:
    """Make the names in a folder last; a system that cannot open folders does it by itself."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove(folders: list[Path]) -> None:
    for folder in folders:
        with suppress(OSError):  # somebody else has put something into it
            folder.rmdir()
