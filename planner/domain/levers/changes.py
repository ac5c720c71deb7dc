"""Portfolios with the records that are meant changed by an amount, or taken out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from planner.domain.portfolio import Portfolio

Change = Callable[[Portfolio, int], Portfolio]
Meant = Callable[[Any], bool]
"""Whether a record of the table is one of those that change."""


def later(day: date, days: int) -> date:
    """The date so many days later; negative is earlier. The ends of the calendar are as far as it goes."""
    first, last = date.min - day, date.max - day
    return day + min(max(timedelta(days=days), first), last)


def changing(table: str, meant: Meant, change: Callable[[Any, int], Any]) -> Change:
    """A change of the records of a table that are meant, by an amount."""

    def changed(portfolio: Portfolio, amount: int) -> Portfolio:
        return _with(portfolio, table, tuple(change(r, amount) if meant(r) else r for r in getattr(portfolio, table)))

    return changed


def giving_up(table: str, meant: Meant) -> Change:
    """A change that takes the records of a table out that are meant."""

    def changed(portfolio: Portfolio, amount: int) -> Portfolio:
        return _with(portfolio, table, tuple(record for record in getattr(portfolio, table) if not meant(record)))

    return changed


def _with(portfolio: Portfolio, table: str, records: tuple[Any, ...]) -> Portfolio:
    fields: dict[str, Any] = {table: records}
    return replace(portfolio, **fields)
