"""The one dialect of values that people read, on every floor: money in any currency, days, dates, plurals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}
NOT_STATED = "–"
LEAST_SHORT = 10_000
"""Money below this is not shortened."""
UNITS = ((10**9, 10**9, 2, "bn"), (10**7, 10**6, 1, "m"), (10**6, 10**6, 2, "m"), (0, 10**3, 0, "k"))
"""From which amount on money is shown in which unit, the digits behind the point, and the letter."""
NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def money(amount: int | None, currency: str) -> str:
    """Whole units with thousands separators, for instance `£1,234,567`, `−£20`, `CHF 500`; a dash where there is none."""
    if amount is None:
        return NOT_STATED
    symbol = SYMBOLS.get(currency, f"{currency} ")
    return f"{'−' if amount < 0 else ''}{symbol}{abs(amount):,}"


def short_money(amount: int | None, currency: str) -> str:
    """Money with three digits or so, for instance `£4.03m`, `£40.6m`, `£600k`, `£9,999`; a dash where there is none."""
    if amount is None or abs(amount) < LEAST_SHORT:
        return money(amount, currency)
    return money(-1 if amount < 0 else 1, currency)[:-1] + _shortened(abs(amount))


def round_money(amount: int, currency: str) -> str:
    """Short money as it stands on an axis, without zeros that end a fraction, for instance `£4m`, `£1.5m`."""
    return re.sub(r"(?:(\.\d*[1-9])|\.)0+(?=[a-z])", r"\1", short_money(amount, currency))


def signed_short_money(amount: int, currency: str) -> str:
    """Short money with its sign, for instance `+£3.20m`, `−£850k`, `£0`."""
    return f"{'+' if amount > 0 else ''}{short_money(amount, currency)}"


def _shortened(amount: int) -> str:
    """The amount in the first unit that it is enough for once it is rounded, half up."""
    for least, unit, digits, letter in UNITS:
        shown = (amount * 10**digits + unit // 2) // unit
        if shown * unit >= least * 10**digits:
            return f"{shown / 10**digits:,.{digits}f}{letter}"
    raise ValueError(f"{amount} is not money")


def plain_day(day: date | None) -> str:
    """A date without its weekday, for instance `30 Jan 2029`; a dash where there is none."""
    return NOT_STATED if day is None else f"{day.day} {day:%b %Y}"


def long_day(day: date) -> str:
    """A date as it stands in a sentence, for instance `30 January 2029`."""
    return f"{day.day} {day:%B %Y}"


def day_of_year(day: date) -> str:
    """A date of any year, for instance `1 April`."""
    return f"{day.day} {day:%B}"


def number_word(amount: int) -> str:
    """The number as it stands in a sentence: in words up to ten, for instance `three`, else `1,204`."""
    return NUMBER_WORDS[amount] if 0 <= amount < len(NUMBER_WORDS) else f"{amount:,}"


def signed(amount: int, currency: str) -> str:
    """Money with its sign, for instance `+£1,200`, `−£30`, `£0`."""
    return f"{'+' if amount > 0 else ''}{money(amount, currency)}"


def calendar_day(day: date | None) -> str:
    """For instance `Tue 30 Jan 2029`; a dash where there is none."""
    return NOT_STATED if day is None else f"{day:%a} {day.day} {day:%b %Y}"


def spoken_money(amount: int, currency: str) -> str:
    """As it is read aloud: exact below 10,000, `£168,000` below a million, else `£1.40 million`."""
    if abs(amount) < LEAST_SHORT:
        return money(amount, currency)
    thousands = (abs(amount) + 500) // 1_000
    if thousands < 1_000:
        return money(thousands * (1_000 if amount > 0 else -1_000), currency)
    hundredths = (abs(amount) + 5_000) // 10_000
    sign = 1 if amount > 0 else -1
    return f"{money(sign * (hundredths // 100), currency)}.{hundredths % 100:02} million"


def whole_per_cent(share: float) -> str:
    """A share in whole per cent; what is not quite nothing or everything never shows as such."""
    if 0 < share < 0.01:
        return "under 1 %"
    return "over 99 %" if 0.99 < share < 1 else f"{share:.0%}".replace("%", " %")


def counted(amount: int, noun: str, plural: str | None = None) -> str:
    """For instance `1 day`, `1,204 days`, `2 bodies` with the plural given."""
    return f"{amount:,} {noun if amount == 1 else plural or f'{noun}s'}"


def day_count(days: int) -> str:
    """For instance `1 day`, `1,204 days`."""
    return counted(days, "day")


def few_of(words: Sequence[str], most: int = 3) -> str:
    """At most so many of the words, then how many others, for instance `a, b, c and 4 others`."""
    rest = len(words) - most
    return listed(words) if rest <= 0 else listed([*words[:most], counted(rest, "other")])


def listed(words: Sequence[str]) -> str:
    """For instance `a`, `a and b`, `a, b and c`; empty for none."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
