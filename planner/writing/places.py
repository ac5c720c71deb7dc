"""Where something is written: the folders above it, and what is said when it cannot be."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from planner.errors import OutputError

RIGHTS = stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO
GROUP_OF_FOLDER = stat.S_ISGID
"""What is made in the folder belongs to its group."""


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


def keep_shut(new: Path, old: Path) -> None:
    """Give what is new no right that what it replaces did not give, and its group."""
    before, now = old.stat(), new.stat()
    if now.st_gid != before.st_gid:
        with suppress(OSError):  # only members of the group may give something to it
            os.chown(new, -1, before.st_gid)
    new.chmod((now.st_mode & before.st_mode & RIGHTS) | (before.st_mode & GROUP_OF_FOLDER))


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
