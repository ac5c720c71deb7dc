"""Figures with their intervals in words."""

from __future__ import annotations

from math import floor, log10

from planner.present.wording import short_money
from planner.risk.intervals import Estimate


def about(found: Estimate, currency: str) -> str:
    """A figure with its interval, both to the second figure of the interval."""
    half = found.half_width
    if half < 1:
        return short_money(round(found.value), currency)
    step = -(floor(log10(half)) - 1)
    return f"{short_money(int(round(found.value, step)), currency)} ± {short_money(int(round(half, step)), currency)}"
