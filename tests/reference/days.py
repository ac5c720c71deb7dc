"""Calendar arithmetic: months, notice, working days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

ONE = timedelta(days=1)


def plus_months(day: date, months: int) -> date:
    """The same day of a later or earlier month, or the last day of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for wanted in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(wanted, day.day))
        except ValueError:
            continue
    raise AssertionError(day)


def end_of_months(first: date, months: int) -> date:
    """The last of so many whole months from `first`: the day before the same day of the month, or the end of a short one."""
    same = plus_months(first, months)
    return same - ONE if same.day == first.day else same


def months_and_days(first: date, last: date) -> tuple[int, int]:
    """Whole months that fit between two days, both included, and the days beyond them."""
    months = 0
    while end_of_months(first, months + 1) <= last:
        months += 1
    done = end_of_months(first, months) if months else first - ONE
    return months, (last - done).days


@cache
def bank_holidays(nation: str, year: int) -> frozenset[date]:
    country, _, part = nation.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=part or None, years=year))


def is_working(day: date, nation: str) -> bool:
    return day.weekday() < 5 and day not in bank_holidays(nation, day.year)


def acting(day: date, nation: str) -> date:
    """The day itself, or the working day before it."""
    while not is_working(day, nation):
        day -= ONE
    return day


def days_back(end: date, amount: int, unit: str, nation: str) -> date:
    """The last day for a notice of so much before the end."""
    if unit == "months":
        return plus_months(end, -amount)
    if unit == "working days":
        day = acting(end, nation)
        for _ in range(amount):
            day = acting(day - ONE, nation)
        return day
    return end - timedelta(days={"days": amount, "clear days": amount + 1, "weeks": 7 * amount}[unit])


@dataclass(frozen=True)
class Count:
    """How a portfolio counts the days of phases and lags: every day, or those that are worked."""

    working: bool
    nation: str
    closed: frozenset[date]

    def is_open(self, day: date) -> bool:
        return not self.working or (is_working(day, self.nation) and day not in self.closed)

    def at_or_after(self, day: date) -> date:
        while not self.is_open(day):
            day += ONE
        return day

    def later(self, day: date, days: int) -> date:
        """So many open days after (before, where negative) an open day."""
        step = ONE if days > 0 else -ONE
        for _ in range(abs(days)):
            day += step
            while not self.is_open(day):
                day += step
        return day


def each_day(first: date, until: date) -> Iterator[date]:
    """The days of a half-open interval."""
    while first < until:
        yield first
        first += ONE
