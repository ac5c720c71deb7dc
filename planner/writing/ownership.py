"""What may be overwritten: only what is ours, unless somebody insists, and what is read never."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.errors import OutputError
from planner.writing.marks import is_ours
from planner.writing.partials import others


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """What is asked before something is written.

    `source` is the portfolio that is read, `is_input` tells any input table, and `force` is the wish to overwrite what is
    not ours. Nothing overwrites an input, not even `force`.
    """

    source: Path | None = None
    is_input: Callable[[Path], bool] = lambda path: False
    force: bool = False

    def of_file(self, target: Path, *, columns: Sequence[str] = (), form: str = "") -> None:
        """Raise OutputError where this file must not be written; `columns` and `form` as in `is_ours`."""
        if target.is_dir():
            raise OutputError(f"{target} is a folder; name a file")
        if self._is_read(target):
            raise OutputError(f"{target} is a place of the input; name another file")
        if os.path.lexists(target) and not self.force and not is_ours(target, columns=columns, form=form):
            raise OutputError(
                f"{target} exists already and was not written by this command; name another file, or add --force"
            )

    def of_folder(self, target: Path, *, names: Collection[str], mark: str, form: str) -> None:
        """Raise OutputError where this folder must not be replaced.

        It is ours if its file `mark` says `form` as its format, and if it holds nothing but `names`.
        """
        if target.is_file():
            raise OutputError(f"{target} is a file; name a folder for the results")
        if self.source is not None and _lies_in(self.source, target):
            raise OutputError(f"{target} holds the input; name another folder for the results")
        if inputs := [name for name in sorted(names) if self.is_input(target / name)]:
            raise OutputError(f"{target / inputs[0]} is a table of a portfolio; name another folder for the results")
        if not self.force:
            _refuse_foreign_folder(target, names, mark, form)

    def _is_read(self, target: Path) -> bool:
        """Whether the file is the input, or lies in its folder where it is or would be read as a table."""
        if self.is_input(target):
            return True
        if self.source is None:
            return False
        in_folder = self.source.is_dir() and target.parent.resolve() == self.source.resolve()
        return _is_same(target, self.source) or (in_folder and target.suffix.lower() == ".csv")


def _refuse_foreign_folder(target: Path, names: Collection[str], mark: str, form: str) -> None:
    if target.is_symlink():
        raise OutputError(f"{target} is a link; name the folder itself, or add --force to replace the link")
    if not target.is_dir() or not any(target.iterdir()):
        return
    cure = "name another folder for the results, or add --force"
    if not is_ours(target / mark, form=form):
        raise OutputError(f"{target} holds files that were not written by this command; {cure}")
    if foreign := others(target, names):
        raise OutputError(f"{foreign[0]} was not written by this command; {cure}")


def _lies_in(source: Path, folder: Path) -> bool:
    found, place = source.resolve(), folder.resolve()
    return found == place or (source.is_dir() and place in found.parents)


def _is_same(first: Path, second: Path) -> bool:
    return first.exists() and second.exists() and first.samefile(second)
