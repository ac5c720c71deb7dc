"""A workbook is an archive: what it unpacks to is bounded before anybody reads it."""

from __future__ import annotations

import io
import zlib
from zipfile import BadZipFile, ZipFile

from planner.reading.files.regular_file import UnreadableFile
from planner.reading.files.sheet_cells import LISTS, part_by_sheet

MOST_PARTS = 2_000
MOST_UNPACKED_BYTES = 100_000_000
_CHUNK = 1 << 20
_OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0"
"""How a file of an older program, or one with a password, begins."""
SAVE_AS = "open it in a spreadsheet program and save it as .xlsx"


def check_archive(content: bytes) -> None:
    """Raise `UnreadableFile` where the content is no archive, is damaged, or unpacks to too much.

    Every part is unpacked and counted, for what an archive says of its own sizes may be wrong.
    """
    if content.startswith(_OLD_OR_ENCRYPTED):
        message = "it cannot be opened as a workbook: it has a password, or it is of an older kind (.xls)"
        raise UnreadableFile(message, f"{SAVE_AS}, without a password")
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            _count(archive)
    except (BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError, zlib.error) as error:
        message = "it cannot be opened as a workbook: it is damaged, or it is none"
        raise UnreadableFile(message, SAVE_AS) from error


def _count(archive: ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise UnreadableFile(
            f"it holds {len(parts):,} parts; at most {MOST_PARTS:,} are read", SAVE_AS, code="too-large"
        )
    left = MOST_UNPACKED_BYTES
    for part in parts:
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise _too_much(_sheet_of(archive, part.filename))


def _sheet_of(archive: ZipFile, part: str) -> str:
    """The sheet that a part holds, by its name; the name of the part where it holds none."""
    small = all(archive.getinfo(listed).file_size < _CHUNK for listed in LISTS if listed in archive.namelist())
    sheets = {of: sheet for sheet, of in part_by_sheet(archive)} if small else {}
    return f"sheet {sheets[part]}" if part in sheets else part


def _too_much(part: str) -> UnreadableFile:
    message = f"it unpacks to more than {MOST_UNPACKED_BYTES:,} bytes ({part})"
    return UnreadableFile(message, "take out the sheets that do not belong in it, and save it anew", code="too-large")
