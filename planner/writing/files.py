"""A file replaced in one step."""

from __future__ import annotations

import os
from pathlib import Path

from planner.errors import OutputError
from planner.writing.partials import alone_in, clear_leftovers, partial_file
from planner.writing.places import flush_folder, folders_made, keep_shut, named
from planner.writing.signals import signals_held

Content = str | bytes


def write_file(path: str | Path, content: Content) -> None:
    """Write a file whole, or leave what was there; the folder it lies in is made where it is missing.

    Raises OutputError, which names the file.
    """
    target = Path(path)
    if target.is_dir():
        raise OutputError(f"{target} is a folder; name a file")
    with signals_held(), named(target), folders_made(target.parent), alone_in(target.parent) as alone:
        if alone:
            clear_leftovers(target)
        with partial_file(target) as (partial, handle):
            write_all(handle, content)
            if target.is_file() and not target.is_symlink():
                keep_shut(partial, target)
            partial.replace(target)
        flush_folder(target.parent)


def check_writable(target: Path) -> None:
    """Find out, before anything is computed, whether something can be written there; leaves nothing behind."""
    place = target.parent
    with signals_held(), named(target), folders_made(place, for_now=True), alone_in(place), partial_file(target):
        pass


def write_all(handle: int, content: Content) -> None:
    """Write to an open file and flush it to the disk."""
    data = memoryview(content.encode() if isinstance(content, str) else content)
    while data:
        data = data[os.write(handle, data) :]
    os.fsync(handle)
