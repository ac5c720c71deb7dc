"""A whole folder replaced in one step.

The old folder and the new one are exchanged in one step where the system can (Linux). Elsewhere the old one is put aside
first: killed between the two renames, there is neither at the target, and the next write puts the old one back.

Some folders cannot be renamed: a disk is mounted there, the parent may not be written, or the program works in it. Such a
folder keeps its place, and each file in it is replaced whole, one after another.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from planner.errors import OutputError
from planner.writing.exchange import exchange
from planner.writing.files import Content, check_writable, write_all
from planner.writing.partials import ASIDE, alone_in, beside, clear_leftovers, move_others, others, partial_folder
from planner.writing.places import flush_folder, folders_made, keep_shut, named
from planner.writing.signals import signals_held


def write_folder(path: str | Path, files: Mapping[str, Content], names: Collection[str] = ()) -> None:
    """Put a folder with exactly these files into place, or leave what was there; names may lead into folders below.

    `names` are the entries an earlier folder of ours may hold; what else is in it is kept. Raises OutputError, which
    names the folder.
    """
    target = Path(os.path.abspath(path))
    if target.is_file() and not target.is_symlink():
        raise OutputError(f"{path} is a file; name a folder")
    if target.is_dir() and not target.is_symlink() and not os.access(target, os.W_OK):
        raise OutputError(f"{path}: cannot be written (its rights forbid it); name another folder")
    ours = {name.partition("/")[0] for name in (*names, *files)}
    with signals_held(), named(Path(path)), folders_made(target.parent):
        if stays_in_place(target):
            _fill_in_place(target, files, ours)
        else:
            _swap(target, files, ours)


def check_folder_writable(path: str | Path) -> None:
    """As `check_writable`, for a folder."""
    target = Path(path)
    with named(target):
        check_writable(target / "any" if stays_in_place(Path(os.path.abspath(path))) else target)


def stays_in_place(target: Path) -> bool:
    """Whether the folder cannot be renamed, or should not be, because the program works in it."""
    if not target.is_dir() or target.is_symlink():
        return False
    working_in_it = target == Path.cwd() or target in Path.cwd().parents
    return working_in_it or os.path.ismount(target) or not os.access(target.parent, os.W_OK)


def _swap(target: Path, files: Mapping[str, Content], ours: Collection[str]) -> None:
    with alone_in(target.parent) as alone:
        if alone:
            clear_leftovers(target, ours)
        with partial_folder(target, ours) as folder:
            _fill(folder, files)
            _put_into_place(folder, target, ours)
        flush_folder(target.parent)


def _fill_in_place(target: Path, files: Mapping[str, Content], ours: Collection[str]) -> None:
    inside = target / target.name
    with alone_in(target) as alone:
        if alone:
            clear_leftovers(inside, ours)
        with partial_folder(inside, ours) as folder:
            _fill(folder, files)
            for name in sorted(ours):
                _replace(folder / name, target / name, folder / f".{name}{ASIDE}")
        flush_folder(target)


def _replace(new: Path, old: Path, aside: Path) -> None:
    """Put a file or folder into the place of the old one; where there is no new one, the old one goes all the same."""
    if old.is_dir() or (new.is_dir() and os.path.lexists(old)):
        old.rename(aside)
    if new.exists():
        new.replace(old)
    else:
        old.unlink(missing_ok=True)


def _fill(folder: Path, files: Mapping[str, Content]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        try:
            write_all(handle, content)
        finally:
            os.close(handle)
    for inner in sorted({(folder / name).parent for name in files} | {folder}):
        flush_folder(inner)


def _put_into_place(folder: Path, target: Path, ours: Collection[str]) -> None:
    """Exchange the folders; afterwards `folder` is the old one, or nothing."""
    if not os.path.lexists(target):
        folder.rename(target)
        return
    is_folder = target.is_dir() and not target.is_symlink()
    if is_folder:
        keep_shut(folder, target)
        _link_others(target, folder, ours)
    if not exchange(folder, target):
        _exchange_by_renaming(folder, target)
    if is_folder:
        move_others(folder, target, ours)


def _exchange_by_renaming(folder: Path, target: Path) -> None:
    aside = beside(target, ASIDE)
    target.rename(aside)
    try:
        folder.rename(target)
    except OSError:
        aside.rename(target)
        raise
    aside.rename(folder)


def _link_others(source: Path, target: Path, ours: Collection[str]) -> None:
    """A second name for each file that is not ours, so that it is in place the moment the folders are exchanged."""
    for path in others(source, ours):
        if path.is_file() and not path.is_symlink():
            with suppress(OSError):  # a disk without hard links: it is moved afterwards
                os.link(path, target / path.name)
