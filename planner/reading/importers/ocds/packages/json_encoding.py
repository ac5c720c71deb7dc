"""The text of a JSON file in whatever encoding it was saved; what is plainly another kind of file is said to be it."""

from __future__ import annotations

from pathlib import Path

from planner.reading.files.encodings import Decoded, decoded
from planner.reading.files.regular_file import UnreadableFile, read_bytes

MOST_BYTES = 200_000_000
_ONE_BYTE = ("cp1252", "iso-8859-1")
"""People call Windows-1252 ISO-8859-1; that itself is read where a byte has no letter in Windows."""
_OTHER_FILES = (
    (b"PK\x03\x04", "it is a workbook or an archive, not JSON", "unpack it, or name the JSON file"),
    (b"\x1f\x8b", "it is compressed", "unpack it first, for instance with gunzip"),
    (b"%PDF", "it is a PDF", "download the notice as JSON: its page has a link to the open contracting data"),
    (
        b"<",
        "it is a web page or XML, not JSON",
        "download the notice as JSON: its page has a link to the open contracting data",
    ),
)


def read_json_text(path: Path) -> Decoded:
    """The text of a file. Raises `UnreadableFile` for what is no text, or plainly another kind of file."""
    content = read_bytes(path, MOST_BYTES)
    start = content.lstrip()[:8]
    for mark, why, cure in _OTHER_FILES:
        if start.startswith(mark):
            raise UnreadableFile(why, cure, code="not-json")
    if not content.strip():
        raise UnreadableFile("it is empty", "download it again", code="not-json")
    return decoded(content, _ONE_BYTE, "download it again, or save it as UTF-8")
