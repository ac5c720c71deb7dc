"""Figures with their intervals in words."""

from __future__ import annotations

from math import floor, log10

from planner.present.wording import money, short_money
from planner.risk.intervals import Estimate

MILLION, THOUSAND = 6, 3
"""The powers of ten of these units."""


def about(found: Estimate, currency: str) -> str:
    """A figure with its interval, both to the second figure of the interval, for instance `£24.43m ± £150k`."""
    half = found.half_width
    if half < 1:
        return short_money(round(found.value), currency)
    power = floor(log10(half)) - 1
    value, error = int(round(found.value, -power)), int(round(half, -power))
    return f"{_to_power(value, max(0, power), currency)} ± {short_money(error, currency)}"


def _to_power(amount: int, power: int, currency: str) -> str:
    """The amount with all its figures down to this power of ten, and none behind it."""
    sign, size = money(-1 if amount < 0 else 1, currency)[:-1], abs(amount)
    if size >= 10**MILLION and power >= THOUSAND:
        return f"{sign}{size / 10**MILLION:,.{max(0, MILLION - power)}f}m"
    if 10 * 10**THOUSAND <= size < 10**MILLION and power >= THOUSAND:
        return f"{sign}{size // 10**THOUSAND}k"
    return money(amount, currency)
