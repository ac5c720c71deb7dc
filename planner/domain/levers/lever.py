"""A lever: what one record could give, in its own unit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from planner.domain.portfolio import Portfolio


class Unit(StrEnum):
    """What the amount of a lever counts."""

    DAYS = "days"
    UNITS = "units"
    POUNDS = "pounds"
    WHOLE = ""
    """The record is given up; there is no less of it."""


class Way(StrEnum):
    """In which direction a lever moves its record."""

    EARLIER = "earlier"
    LATER = "later"
    SHORTER = "shorter"
    MORE = "more"
    GIVEN_UP = "given up"


@dataclass(frozen=True, kw_only=True)
class Lever:
    """A change of the record `key` of `table` by 1 to `most` units of `unit`.

    `column` is the column that changes, None where the record is given up. `label` says what changes, as in "deadline of
    PAY". `changed` gives the portfolio with the change by an amount. `monotone`: more of it never takes a plan away, so the
    least amount can be found by halving; an agreed day that moves has to be tried day by day. `breaks_promise`: it undoes
    what has been agreed or decided.
    """

    table: str
    key: str
    column: str | None
    label: str
    unit: Unit
    way: Way
    most: int
    changed: Callable[[Portfolio, int], Portfolio]
    monotone: bool = True
    breaks_promise: bool = False
