"""What is left of every resource on every day while a list schedule is built."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from planner.domain.migrations import Demand, Migration, PhaseProfile
from planner.domain.portfolio import Portfolio
from planner.plan.breaches.capacity import resource_for


@dataclass(frozen=True, kw_only=True)
class Load:
    """An amount of a resource taken on the days `[from_day, until_day)` relative to a cutover day."""

    resource: str
    from_day: int
    until_day: int
    amount: int


class CapacityLedger:
    """Free capacity by resource and day, a position on the axis; days before the status date are not asked for."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio = portfolio
        self._free: dict[str, list[int]] = {resource.id: [] for resource in portfolio.resources}
        self._steps: dict[str, list[tuple[int, int]]] = {resource.id: [] for resource in portfolio.resources}
        for step in sorted(portfolio.capacity_steps, key=lambda step: step.from_date):
            position = portfolio.position_of(step.from_date)
            self._steps[step.resource].append((position, step.capacity))
        self._id_by_demand: dict[tuple[str, str], str] = {}

    def joint_loads(self, members: Iterable[tuple[Migration, PhaseProfile]]) -> tuple[Load, ...]:
        """What migrations that cut over on one day take together, relative to that day, on disjoint days per resource."""
        changes: dict[str, dict[int, int]] = {}
        for migration, profile in members:
            day = -profile.cutover_offset_days
            for phase in profile.phases:
                for demand in phase.demands:
                    steps = changes.setdefault(self._resource_id(demand, migration.cluster), {})
                    steps[day] = steps.get(day, 0) + demand.amount
                    steps[day + phase.days] = steps.get(day + phase.days, 0) - demand.amount
                day += phase.days
        return tuple(load for resource, steps in changes.items() for load in _loads(resource, steps))

    def first_day_later(self, loads: tuple[Load, ...], day: int) -> int:
        """`day` itself where the loads of a cutover on it fit; otherwise a later day, none skipped that would fit.

        A load that no later day has room for is passed over: waiting does not help it.
        """
        for load in loads:
            begins, ends = max(0, day + load.from_day), max(0, day + load.until_day)
            free = self._free_until(load.resource, ends)
            if begins < ends and min(free[begins:ends]) < load.amount and not self._is_past_room(load, ends):
                last = next(late for late in range(ends - 1, begins - 1, -1) if free[late] < load.amount)
                return last + 1 - load.from_day
        return day

    def _is_past_room(self, load: Load, day: int) -> bool:
        """Whether from `day` on the resource never has as much as the load takes."""
        steps = self._steps[load.resource]
        last_day, level = steps[-1] if steps else (0, self._portfolio.resource_by_id[load.resource].capacity)
        return level < load.amount and last_day <= day

    def take(self, loads: tuple[Load, ...], day: int) -> None:
        """Book the loads of a cutover on `day`."""
        for load in loads:
            begins, ends = max(0, day + load.from_day), max(0, day + load.until_day)
            free = self._free_until(load.resource, ends)
            for taken in range(begins, ends):
                free[taken] -= load.amount

    def _resource_id(self, demand: Demand, cluster: str) -> str:
        key = (demand.resource, cluster)
        if key not in self._id_by_demand:
            resource = resource_for(self._portfolio, demand.resource, cluster)
            if resource is None:
                raise ValueError(f"no resource of cluster {cluster} provides {demand.resource}")
            self._id_by_demand[key] = resource.id
        return self._id_by_demand[key]

    def _free_until(self, resource: str, until_day: int) -> list[int]:
        free = self._free[resource]
        while len(free) < until_day:
            steps = [capacity for from_day, capacity in self._steps[resource] if from_day <= len(free)]
            level = steps[-1] if steps else self._portfolio.resource_by_id[resource].capacity
            free.append(level)
        return free


def _loads(resource: str, changes: dict[int, int]) -> list[Load]:
    days = sorted(changes)
    level, found = 0, []
    for from_day, until_day in pairwise(days):
        level += changes[from_day]
        if level > 0:
            found.append(Load(resource=resource, from_day=from_day, until_day=until_day, amount=level))
    return found
