"""Keeps letters, pictures and the end of the program independent of its surroundings."""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, MappingProxyType
from typing import TextIO

from planner.writing.signals import STOPS, handled

PLAIN_LETTERS = "planner_plain_letters"
OWN_ASCII = "planner_ascii"
PLAIN = MappingProxyType(
    {"─": "-", "━": "-", "│": "|", "–": "-", "—": "-", "−": "-", "·": "|", "…": "...", "£": "GBP ", "€": "EUR "}
    | {"→": "->", "←": "<-", "≤": "<=", "≥": ">=", "×": "x", "’": "'", "‘": "'", "“": '"', "”": '"'}
)
"""Substitutes for characters that a terminal does not have; all others become a question mark."""
FOREIGN_LOOKS = ("MPLBACKEND", "MATPLOTLIBRC")
"""Variables by which a user sets how other programs draw."""
SHOW_CURSOR = b"\x1b[?25h"


@contextmanager
def own_surroundings() -> Iterator[None]:
    """Run a command with letters that every terminal can show, with its own style, and let the system end it at once.

    The search for a plan writes nothing to the disk, and signals wait while a file is written. So an ended program
    leaves nothing to tidy up.
    """
    for stream in (sys.stdout, sys.stderr):
        _show_what_can_be_shown(stream)
    for name in FOREIGN_LOOKS:
        os.environ.pop(name, None)
    with handled(STOPS, _leave):
        yield


def _leave(number: int, frame: FrameType | None) -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        os.write(sys.stderr.fileno(), SHOW_CURSOR)
    os._exit(128 + number)


def _show_what_can_be_shown(stream: TextIO | None) -> None:
    """Replace what the encoding of the stream does not have; a stream for bytes or for UTF-8 needs nothing."""
    if not isinstance(stream, io.TextIOWrapper) or codecs.lookup(stream.encoding).name == "utf-8":
        return
    codecs.register_error(PLAIN_LETTERS, _plain_letters)
    codecs.register(_ascii_by_another_name)
    encoding = OWN_ASCII if codecs.lookup(stream.encoding).name == "ascii" else stream.encoding
    stream.reconfigure(encoding=encoding, errors=PLAIN_LETTERS)


def _ascii_by_another_name(name: str) -> codecs.CodecInfo | None:
    """The command-line library takes a stream whose encoding is called ASCII for a mistake, and writes UTF-8 to it."""
    if name != OWN_ASCII:
        return None
    parts = codecs.lookup("ascii")
    return codecs.CodecInfo(
        parts.encode, parts.decode, parts.streamreader, parts.streamwriter,
        parts.incrementalencoder, parts.incrementaldecoder, name=OWN_ASCII,
    )  # fmt: skip


def _plain_letters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    return "".join(PLAIN.get(letter, "?") for letter in letters), error.end
