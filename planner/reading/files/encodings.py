"""The text of a file in whatever encoding it was saved: its byte order mark, its zeros, UTF-8, else a byte a letter."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from planner.domain.wording import listed
from planner.reading.files.regular_file import UnreadableFile

UTF_8, UTF_16, UTF_32 = "utf-8-sig", "utf-16", "utf-32"
ENCODING_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "utf-8": "UTF-8",
        UTF_8: "UTF-8",
        UTF_16: "UTF-16",
        UTF_32: "UTF-32",
        "cp1252": "Windows (cp1252)",
        "mac_roman": "Mac",
        "iso-8859-1": "ISO-8859-1",
    }
)
"""What people call the encodings that are read."""
_MARKS = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF32_LE, UTF_32),  # begins as the mark of UTF-16 does
    (codecs.BOM_UTF32_BE, UTF_32),
    (codecs.BOM_UTF16_LE, UTF_16),
    (codecs.BOM_UTF16_BE, UTF_16),
)
_SAMPLE = 10_000
_ZEROS = 0.3
"""Share of zero bytes at every second place that only UTF-16 has."""


@dataclass(frozen=True)
class Decoded:
    """The text of a file without its mark, and its encoding; `sure` is no where only the bytes speak for it."""

    text: str
    encoding: str
    sure: bool = True

    @property
    def name(self) -> str:
        """What people call the encoding."""
        return ENCODING_NAMES[self.encoding]


def decoded(content: bytes, one_byte: Sequence[str], save_as: str) -> Decoded:
    """The text of a file; what is not UTF-8 is taken for the first of the encodings of `one_byte` a letter that fits.

    Raises `UnreadableFile` with the cure `save_as` where nothing fits, or not what its mark or its zeros say.
    """
    unicode = _by_mark(content) or (UTF_16 if _utf_16_by_zeros(content) else None)
    if unicode is not None:
        return decoded_as(content, unicode, save_as)
    row: int | None = None
    for encoding in (UTF_8, *one_byte):
        try:
            found = decoded_as(content, encoding, save_as)
            return replace(found, sure=found.sure and encoding == UTF_8)
        except UnreadableFile as fault:
            row = fault.row
    tried = listed([ENCODING_NAMES[encoding] for encoding in (UTF_8, UTF_16, UTF_32, *one_byte)])
    raise UnreadableFile(f"it is in none of the encodings {tried}", save_as, code="wrong-encoding", row=row)


def decoded_as(content: bytes, stated: str, save_as: str) -> Decoded:
    """The text of a file in an encoding of `ENCODING_NAMES` that is stated. Raises `UnreadableFile` where it is another.

    UTF-16 need not say the order of its bytes, and in UTF-8 a few broken letters become signs for what cannot be read.
    """
    encoding = UTF_8 if stated == "utf-8" else stated
    unmarked = _utf_16_by_zeros(content) if encoding == UTF_16 and _by_mark(content) is None else None
    try:
        return Decoded(content.decode(unmarked or encoding), encoding)
    except UnicodeDecodeError as error:
        if encoding == UTF_8 and (text := _with_few_broken(content)) is not None:
            return Decoded(text, encoding, sure=False)
        message = f"it is not encoded in {ENCODING_NAMES[encoding]}: byte {error.start + 1:,} does not fit"
        row = content[: error.start].count(b"\n") + 1
        raise UnreadableFile(message, save_as, code="wrong-encoding", row=row) from error


def _by_mark(content: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)


def _utf_16_by_zeros(content: bytes) -> str | None:
    """Which UTF-16 a text without a mark is in: by where its zero bytes stand."""
    sample = content[:_SAMPLE]
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if max(even, odd) < _ZEROS or min(even, odd) > _ZEROS / 10:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _with_few_broken(content: bytes) -> str | None:
    """The text where a few bytes alone keep it from being UTF-8: far fewer than the letters that only UTF-8 writes so."""
    text = content.decode(UTF_8, errors="replace")
    broken, others = text.count("\ufffd"), len(text) - len(text.encode("ascii", errors="ignore"))
    return text if broken * 10 <= others - broken else None
