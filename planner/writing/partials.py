"""Files and folders that are not finished yet: beside their target, and hidden.

Planners write in a folder one after another. So a partial that a writer finds there is left of a process that was killed.
"""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: a partial whose process was killed stays until somebody deletes it
    fcntl = None  # type: ignore[assignment]

PARTIAL = ".planner-part"
ASIDE = ".planner-old"
"""Ends of the names: what is not finished, and what was put aside where the two cannot be exchanged in one step."""
PATIENCE_SECONDS = 20
"""How long a writer waits for another one in the same folder."""


def is_partial(name: str) -> bool:
    """Whether a file or folder of this name is one of ours that was never finished."""
    return name.startswith(".") and name.endswith((PARTIAL, ASIDE))


@contextmanager
def alone_in(folder: Path) -> Iterator[bool]:
    """Let no other planner write in the folder meanwhile; the lock goes with the process, however it ends.

    Gives False where the lock cannot be had: a system or disk without locks, or a program that keeps it. Then partials
    may belong to a writer that is still at work.
    """
    try:
        handle = os.open(folder, os.O_RDONLY) if fcntl else None
    except PermissionError:  # a folder that may be written to, but not looked into
        handle = None
    if handle is None:
        yield False
        return
    try:
        yield _locked(handle)
    finally:
        os.close(handle)


@contextmanager
def partial_file(target: Path) -> Iterator[tuple[Path, int]]:
    """A new file beside the target, open for writing, with the rights that the umask leaves; gone at the end."""
    path = beside(target, PARTIAL)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        yield path, handle
    finally:
        os.close(handle)
        path.unlink(missing_ok=True)


@contextmanager
def partial_folder(target: Path, ours: Collection[str]) -> Iterator[Path]:
    """A new folder beside the target; when the block ends, what is ours at its path is deleted."""
    path = beside(target, PARTIAL)
    path.mkdir()
    try:
        yield path
    finally:
        discard(path, target, ours)


def beside(target: Path, end: str) -> Path:
    """A path next to the target that nothing has."""
    return target.parent / f".{target.name}.{secrets.token_hex(6)}{end}"


def clear_leftovers(target: Path, ours: Collection[str] = ()) -> None:
    """Delete the partials of the target, put back what was only put aside; whoever calls it is alone in the folder.

    `ours` are the entries that a folder of ours may hold; anything else in a leftover goes back to the target.
    """
    for leftover in _partials(target):
        if leftover.name.endswith(ASIDE) and not os.path.lexists(target):
            leftover.rename(target)
        else:
            discard(leftover, target, ours)


def discard(path: Path, target: Path, ours: Collection[str]) -> None:
    """Delete what is ours at a path; the rest of a folder goes to the target, and stays where that is not possible."""
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
        return
    with suppress(OSError):  # another process was faster, or something is left in it that is not ours
        if target.is_dir():
            move_others(path, target, ours)
        for entry in list(path.iterdir()):
            if entry.name in ours or is_partial(entry.name) or _is_same_file(entry, target / entry.name):
                delete(entry)
        path.rmdir()


def others(folder: Path, ours: Collection[str]) -> list[Path]:
    """What a folder holds beside entries of these names and unfinished ones."""
    return sorted(path for path in folder.iterdir() if path.name not in ours and not is_partial(path.name))


def move_others(source: Path, target: Path, ours: Collection[str]) -> None:
    """Move what is not ours from one folder to the other, unless something is there already, or a disk is in the way."""
    for path in others(source, ours):
        if not os.path.lexists(target / path.name):
            with suppress(OSError):
                path.rename(target / path.name)


def delete(path: Path) -> None:
    """Delete a file, a link (not what it leads to) or a folder with all it holds; nothing there is no error."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _is_same_file(first: Path, second: Path) -> bool:
    return first.is_file() and second.is_file() and first.samefile(second)


def _partials(target: Path) -> list[Path]:
    start = f".{target.name}."
    with suppress(OSError):
        found = [path for path in target.parent.iterdir() if path.name.startswith(start) and is_partial(path.name)]
        return sorted(path for path in found if not path.is_symlink())
    return []


def _locked(handle: int) -> bool:
    """Wait for the lock for a while; whether it was had."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() > until:
                return False
        except OSError:  # a network disk without locks
            return False
        time.sleep(0.02)
