"""The one door for every input file: regular files alone, of a bounded size, as bytes or as text."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from planner.domain.findings import Finding, Severity

MOST_BYTES = 50_000_000
"""Of any input file; a portfolio of thousands of contracts has tables of a few million bytes."""


class UnreadableFile(Exception):  # noqa: N818 - it is caught at once and becomes a finding
    """A file that is not read: why, and what to do; `row` is the line where it is known."""

    def __init__(self, message: str, cure: str, *, code: str = "unreadable-file", row: int | None = None) -> None:
        super().__init__(message)
        self.message, self.cure, self.code, self.row = message, cure, code, row

    def finding(self, file: str) -> Finding:
        """The finding of a file by this name."""
        return Finding(
            severity=Severity.ERROR, code=self.code, file=file, row=self.row, message=self.message, cure=self.cure
        )


def read_bytes(path: Path, most_bytes: int = MOST_BYTES) -> bytes:
    """The content of a regular file. Raises `UnreadableFile` for anything else, without waiting for it."""
    try:
        # a pipe that nobody writes to is opened at once with this flag, and then refused
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            _check(os.fstat(file.fileno()), most_bytes)
            content = file.read(most_bytes + 1)
    except (OSError, ValueError) as error:
        raise _not_opened(path, error) from error
    if len(content) > most_bytes:
        raise _too_large(len(content), most_bytes)
    return content


def check_regular(path: Path) -> None:
    """Raise `UnreadableFile` where there is something at a path that is no regular file."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return
    if not stat.S_ISREG(mode):
        raise _not_regular(mode)


def read_text(path: Path, most_bytes: int = MOST_BYTES, *, save_as: str = "save it as UTF-8") -> str:
    """The text of a regular file in UTF-8, without a byte order mark. Raises `UnreadableFile`."""
    content = read_bytes(path, most_bytes)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise UnreadableFile("it is not encoded in UTF-8", save_as, code="wrong-encoding", row=row) from error


def _check(state: os.stat_result, most_bytes: int) -> None:
    if not stat.S_ISREG(state.st_mode):
        raise _not_regular(state.st_mode)
    if state.st_size > most_bytes:
        raise _too_large(state.st_size, most_bytes)


def _not_regular(mode: int) -> UnreadableFile:
    kind = "a folder" if stat.S_ISDIR(mode) else "a device, a pipe or a socket"
    return UnreadableFile(f"it is no regular file, but {kind}", "name a file that holds the data itself")


def _too_large(size: int, most_bytes: int) -> UnreadableFile:
    shown = f"{size:,} bytes" if size > most_bytes + 1 else f"more than {most_bytes:,} bytes"
    message = f"it has {shown}; at most {most_bytes:,} are read"
    return UnreadableFile(message, "take out the rows that do not belong in it", code="too-large")


def _not_opened(path: Path, error: OSError | ValueError) -> UnreadableFile:
    """What the system says, in the words of the planner; a folder may be refused before its kind is known."""
    if isinstance(error, IsADirectoryError):
        return _not_regular(stat.S_IFDIR)
    if isinstance(error, FileNotFoundError):
        broken = "it is a link to a file that does not exist" if path.is_symlink() else "it does not exist"
        return UnreadableFile(broken, "check the name, or put the file there")
    if isinstance(error, PermissionError):
        return UnreadableFile("it cannot be opened: it may not be read", "ask its owner for the right to read it")
    reason = error.strerror if isinstance(error, OSError) else "its name holds a character no file name can hold"
    return UnreadableFile(f"it cannot be opened: {reason}", "check that it may be read")
