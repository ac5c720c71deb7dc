"""Writing results all or not at all: everything goes to a hidden folder first and is then moved into place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.cli.shared.failures import BadInput


@contextmanager
def output_folder(target: Path, *, names: Collection[str], mark: str, source: Path | None = None) -> Iterator[Path]:
    """A temporary folder whose files are moved to `target` when the block ends without an exception.

    `names` are all files that may be written; those of an earlier run that are not written again are removed, so that
    the folder never holds two answers. `mark` is the name that tells a folder of an earlier run: without it, files of
    these names belong to somebody else and are not overwritten. `source` is the input, never written into.
    Whether the target can be written is found out before the block runs.
    """
    _refuse_foreign(target, names, mark, source)
    partial = _temporary_folder(target, target if target.is_dir() else target.parent)
    try:
        yield partial
        _move_into_place(partial, target, names)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


@contextmanager
def output_file(target: Path, *, overwrite: bool) -> Iterator[Path]:
    """A temporary file (same suffix) that replaces `target` when the block ends without an exception."""
    if target.is_dir():
        raise BadInput(f"{target} is a folder; name a file")
    if target.exists() and not overwrite:
        raise BadInput(f"{target} exists already; add --force to overwrite it")
    folder = _temporary_folder(target, target.parent)
    try:
        yield folder / target.name
        (folder / target.name).replace(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _temporary_folder(target: Path, place: Path) -> Path:
    """A hidden folder in `place`, which is made where it is missing; says that the target cannot be written if it cannot."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=place))
        folder.chmod(0o755)
    except OSError as error:
        raise BadInput(f"{target} cannot be written: {error.strerror or error}") from error
    return folder


def _refuse_foreign(target: Path, names: Collection[str], mark: str, source: Path | None) -> None:
    if target.exists() and not target.is_dir():
        raise BadInput(f"{target} is a file; name a folder for the results")
    if source is not None and target.resolve() == source.resolve():
        raise BadInput(f"{target} holds the input; name another folder for the results")
    foreign = [name for name in sorted(names) if (target / name).exists()]
    if foreign and not (target / mark).exists():
        raise BadInput(f"{target / foreign[0]} was not written by an earlier plan; name another folder for the results")


def _move_into_place(partial: Path, target: Path, names: Collection[str]) -> None:
    if not target.exists():
        partial.rename(target)
        return
    written = {file.name for file in partial.iterdir()}
    for name in sorted(written):
        (partial / name).replace(target / name)
    for name in set(names) - written:
        (target / name).unlink(missing_ok=True)
