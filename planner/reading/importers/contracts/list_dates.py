"""Dates of a list: the order of their numbers by the evidence of all of them, and what each cell means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from planner.reading.cells.date_order import DateOrder, orders_of
from planner.reading.cells.dates import date_cure, date_readings
from planner.reading.importers.contracts.mapping import ListDateOrder

_SERIALS = range(20_000, 110_000)
"""Days as spreadsheets number them, 1954 to 2201."""


@dataclass(frozen=True, kw_only=True)
class OrderEvidence:
    """How many dates of a list can only be read one way. `order` is None where they disagree or none shows it."""

    day_first: int
    month_first: int
    open: int
    year_first: int

    @property
    def order(self) -> ListDateOrder | None:
        """The order that the dates show."""
        if self.day_first and self.month_first:
            return None
        if self.day_first or self.month_first:
            return ListDateOrder.DAY if self.day_first else ListDateOrder.MONTH
        return ListDateOrder.YEAR if self.year_first and not self.open else None

    @property
    def said(self) -> str:
        """The evidence as a sentence."""
        if self.order is ListDateOrder.YEAR:
            return f"{self.year_first:,} dates with the year first or the month as a word"
        return (
            f"{self.day_first:,} dates can only be read with the day first, {self.month_first:,} only with the month first, "
            f"{self.open:,} both ways"
        )


def order_evidence(texts: Iterable[str]) -> OrderEvidence:
    """What the texts of all date columns show."""
    counts = {"day": 0, "month": 0, "open": 0, "year": 0}
    for text in texts:
        readings = orders_of(text)
        if len(set(readings.values())) > 1:
            counts["open"] += 1
        elif len(readings) == 1:
            counts["day" if DateOrder.DAY_FIRST in readings else "month"] += 0 if "." in text else 1
        elif any(True for _ in date_readings(text)):
            counts["year"] += 1
    return OrderEvidence(
        day_first=counts["day"], month_first=counts["month"], open=counts["open"], year_first=counts["year"]
    )


@dataclass(frozen=True, kw_only=True)
class DateRead:
    """The day a cell means; None with the reason where it cannot be said."""

    day: date | None
    why: str = ""


def read_date(text: str, order: ListDateOrder | None) -> DateRead:
    """The day of a cell: by its one reading, or by the order of the list; never by a guess."""
    plain = " ".join(text.split())
    readings = orders_of(plain)
    if len(set(readings.values())) == 1:
        return DateRead(day=next(iter(readings.values())))
    stated = order.order if order is not None else None
    if stated is not None and stated in readings:
        return DateRead(day=readings[stated])
    words = tuple(dict.fromkeys(date_readings(plain)))
    if words:
        return DateRead(day=words[0])  # the day as it is written, without a shift of the time zone
    if plain.isdigit() and int(plain) in _SERIALS:
        return DateRead(day=date(1899, 12, 30) + timedelta(days=int(plain)))
    return DateRead(day=None, why=f'"{text[:60]}" is no date: {date_cure(plain)}')
