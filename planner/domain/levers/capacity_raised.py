"""More of a resource on some days only: the capacity steps that say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.levers.lever import Lever, Unit, Way
from planner.domain.portfolio import Portfolio
from planner.domain.resources import CapacityStep


@dataclass(frozen=True, order=True)
class MoreUnits:
    """So many more units of a resource on the days `[from_date, until_date)`."""

    resource: str
    from_date: date
    until_date: date
    units: int

    @property
    def unit_days(self) -> int:
        """Units times days."""
        return self.units * (self.until_date - self.from_date).days


def units_raised(more: Iterable[MoreUnits]) -> Lever:
    """The units on their days, all together; there is no less of it."""
    wanted = tuple(sorted(more))
    names = ", ".join(dict.fromkeys(need.resource for need in wanted))
    return Lever(
        table="capacity_steps",
        key=names,
        column="capacity",
        label=f"capacity of {names}",
        unit=Unit.WHOLE,
        way=Way.MORE,
        most=1,
        changed=lambda portfolio, _: with_units(portfolio, wanted),
    )


def with_units(portfolio: Portfolio, more: Iterable[MoreUnits]) -> Portfolio:
    """The portfolio with these units on top of what it has."""
    for need in more:
        portfolio = _with(portfolio, need)
    return portfolio


def _with(portfolio: Portfolio, need: MoreUnits) -> Portfolio:
    own = [step for step in portfolio.capacity_steps if step.resource == need.resource]
    others = tuple(step for step in portfolio.capacity_steps if step.resource != need.resource)
    dates = sorted({need.from_date, need.until_date, *(step.from_date for step in own)})
    levels = {day: _capacity(portfolio, need.resource, own, day) for day in dates}
    raised = {day: level + need.units * (need.from_date <= day < need.until_date) for day, level in levels.items()}
    steps = tuple(CapacityStep(resource=need.resource, from_date=day, capacity=units) for day, units in raised.items())
    return replace(portfolio, capacity_steps=(*others, *steps))


def _capacity(portfolio: Portfolio, resource: str, steps: Iterable[CapacityStep], day: date) -> int:
    """The capacity on a day: that of the last step on or before it."""
    begun = [step for step in steps if step.from_date <= day]
    return (
        max(begun, key=lambda step: step.from_date).capacity if begun else portfolio.resource_by_id[resource].capacity
    )
