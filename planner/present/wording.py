"""Values as people read them: the dialect of `planner.domain.wording`, shares in per cent, and text safe for a terminal."""

from __future__ import annotations

import unicodedata
from typing import TextIO

from planner.domain.wording import (
    NOT_STATED,
    calendar_day,
    counted,
    day_count,
    day_of_year,
    listed,
    long_day,
    money,
    number_word,
    plain_day,
    round_money,
    short_money,
    signed,
    signed_short_money,
    whole_per_cent,
)

__all__ = [
    "NOT_STATED",
    "calendar_day",
    "counted",
    "day_count",
    "day_of_year",
    "is_terminal",
    "listed",
    "long_day",
    "marked",
    "money",
    "number_word",
    "per_cent",
    "plain_day",
    "printable",
    "round_money",
    "sentence",
    "short_money",
    "shortened",
    "signed",
    "signed_short_money",
    "whole_per_cent",
]

BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that turn the order of the text that follows, and so can make a name look like another."""


def per_cent(share: float | None) -> str:
    """A share in per cent with two digits, never rounded down to nothing, for instance `0.80 %`, `under 0.01 %`."""
    if share is None:
        return NOT_STATED
    return "under 0.01 %" if 0 < share < 0.0001 else f"{share:.2%}".replace("%", " %")


def status_words(status: str, wished_gap: float | None) -> str:
    """How a solve ended, for instance `optimal`, or `feasible, within 30 %` where a wished gap ended the search."""
    return status if wished_gap is None else f"{status}, within {100 * wished_gap:g} %"


def shortened(text: str, most: int) -> str:
    """The text on one line with at most so many characters; what is left out shows as `…`."""
    line = " ".join(printable(text).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def marked(text: str, marking: str | None) -> str:
    """The text under the marking of the portfolio, where it has one."""
    return f"{printable(marking)}\n\n{text}" if marking else text


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person looks at the stream; None is one that was closed before the program began."""
    return stream is not None and stream.isatty()


def printable(text: str) -> str:
    """The text without characters that would steer a terminal; line breaks and tabs become spaces."""
    return "".join(map(_printable_character, text))


def _printable_character(char: str) -> str:
    if char in "\n\r\t":
        return " "
    return "�" if unicodedata.category(char) in ("Cc", "Cs") or char in BIDI_CONTROLS else char
