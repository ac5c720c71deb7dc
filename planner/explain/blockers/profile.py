"""Amounts over positions as steps: what a resource has left, and what a shifted block of migrations asks of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.domain.portfolio import Portfolio
from planner.domain.resources import Resource

FOREVER = 10**7
"""After every position."""


@dataclass(frozen=True)
class Amount:
    """Units on the positions `[first, until)`."""

    first: int
    until: int
    units: int


def summed(amounts: Iterable[Amount], first: int = -FOREVER) -> Iterator[Amount]:
    """The sum of the amounts in pieces without a gap from `first` on; it is 0 where there are none."""
    changes: dict[int, int] = defaultdict(int)
    for amount in amounts:
        if amount.until > first:
            changes[max(first, amount.first)] += amount.units
            changes[amount.until] -= amount.units
    place, units = first, 0
    for position in sorted(changes):
        if place < position:
            yield Amount(place, position, units)
        place, units = position, units + changes[position]
    yield Amount(place, FOREVER, units)


def capacities(portfolio: Portfolio, resource: Resource) -> tuple[Amount, ...]:
    """The capacity from the status date on; of several steps that count as one open day the last stands."""
    steps = {0: resource.capacity}
    for step in sorted(portfolio.capacity_steps, key=lambda step: step.from_date):
        if step.resource == resource.id:
            steps[max(0, portfolio.position_of(step.from_date))] = step.capacity
    days = sorted(steps)
    return tuple(Amount(day, until, steps[day]) for day, until in zip(days, [*days[1:], FOREVER], strict=True))
