"""Values as people read them: money with its symbol, dates as 31 Oct 2028, shares in per cent."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TextIO

SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}
NOT_STATED = "–"
BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that turn the order of the text that follows, and so can make a name look like another."""


def money(amount: int | None, currency: str) -> str:
    """Whole units with thousands separators, for instance `£1,234,567`, `−£20`, `CHF 500`; a dash where there is none."""
    if amount is None:
        return NOT_STATED
    symbol = SYMBOLS.get(currency, f"{currency} ")
    return f"{'−' if amount < 0 else ''}{symbol}{abs(amount):,}"


def calendar_day(day: date | None) -> str:
    """For instance `31 Oct 2028`; a dash where there is none."""
    return NOT_STATED if day is None else f"{day.day} {day:%b %Y}"


def per_cent(share: float | None) -> str:
    """A share in per cent with two digits, never rounded down to nothing, for instance `0.80 %`, `under 0.01 %`."""
    if share is None:
        return NOT_STATED
    return "under 0.01 %" if 0 < share < 0.0001 else f"{share:.2%}".replace("%", " %")


def whole_per_cent(share: float) -> str:
    """A share in whole per cent; what is not quite nothing or everything never shows as such."""
    if 0 < share < 0.01:
        return "under 1 %"
    return "over 99 %" if 0.99 < share < 1 else f"{share:.0%}".replace("%", " %")


def counted(amount: int, noun: str) -> str:
    """For instance `1 day`, `1,204 days`."""
    return f"{amount:,} {noun}{'' if amount == 1 else 's'}"


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
