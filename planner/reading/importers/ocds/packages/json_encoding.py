"""The text of a JSON file in whatever encoding it was saved: its byte order mark, its zeros, else what fits."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from planner.reading.files.regular_file import UnreadableFile, read_bytes

MOST_BYTES = 200_000_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
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


@dataclass(frozen=True)
class JsonText:
    """The text of a file, and the name of its encoding; `sure` is no where only the bytes speak for it."""

    text: str
    encoding: str
    sure: bool = True


def read_json_text(path: Path) -> JsonText:
    """The text of a file. Raises `UnreadableFile` for what is no text, or plainly another kind of file."""
    content = read_bytes(path, MOST_BYTES)
    start = content.lstrip()[:8]
    for mark, why, cure in _OTHER_FILES:
        if start.startswith(mark):
            raise UnreadableFile(why, cure, code="not-json")
    if not content.strip():
        raise UnreadableFile("it is empty", "download it again", code="not-json")
    return _decoded(content)


def _decoded(content: bytes) -> JsonText:
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return JsonText(_strictly(content[len(mark) :], codec, name), name)
    if (by_zeros := _codec_by_zeros(content[:4])) is not None:
        return JsonText(_strictly(content, by_zeros, "UTF-16"), "UTF-16")
    try:
        return JsonText(content.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        return _one_byte_a_letter(content)


def _codec_by_zeros(start: bytes) -> str | None:
    """JSON begins with plain letters: in UTF-16 every second byte of them is zero."""
    if len(start) < 2 or start[:2].count(0) != 1:
        return None
    return "utf-16-be" if start[0] == 0 else "utf-16-le"


def _one_byte_a_letter(content: bytes) -> JsonText:
    """Windows-1252, which people call ISO-8859-1, or that itself where a byte has no letter in Windows."""
    try:
        return JsonText(content.decode("cp1252"), "Windows-1252 (ISO-8859-1)", sure=False)
    except UnicodeDecodeError:
        return JsonText(content.decode("iso-8859-1"), "ISO-8859-1", sure=False)


def _strictly(content: bytes, codec: str, name: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        message = f"it begins as {name}, and byte {error.start + 1:,} does not fit that"
        raise UnreadableFile(message, "download it again, or save it as UTF-8", code="wrong-encoding") from error
