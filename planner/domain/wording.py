"""The one dialect of values that people read, on every floor: money in any currency, days, dates, plurals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}
NOT_STATED = "–"


def money(amount: int | None, currency: str) -> str:
    """Whole units with thousands separators, for instance `£1,234,567`, `−£20`, `CHF 500`; a dash where there is none."""
    if amount is None:
        return NOT_STATED
    symbol = SYMBOLS.get(currency, f"{currency} ")
    return f"{'−' if amount < 0 else ''}{symbol}{abs(amount):,}"


def signed(amount: int, currency: str) -> str:
    """Money with its sign, for instance `+£1,200`, `−£30`, `£0`."""
    return f"{'+' if amount > 0 else ''}{money(amount, currency)}"


def calendar_day(day: date | None) -> str:
    """For instance `Tue 30 Jan 2029`; a dash where there is none."""
    return NOT_STATED if day is None else f"{day:%a} {day.day} {day:%b %Y}"


def counted(amount: int, noun: str, plural: str | None = None) -> str:
    """For instance `1 day`, `1,204 days`, `2 bodies` with the plural given."""
    return f"{amount:,} {noun if amount == 1 else plural or f'{noun}s'}"


def day_count(days: int) -> str:
    """For instance `1 day`, `1,204 days`."""
    return counted(days, "day")


def listed(words: Sequence[str]) -> str:
    """For instance `a`, `a and b`, `a, b and c`; empty for none."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
