"""What a plan takes of each resource against its capacity, by day and by week, as pandas frames."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.domain.portfolio import Portfolio
from planner.domain.resources import Resource
from planner.plan.breaches.capacity import resource_for
from planner.plan.schedule import Schedule

Days = NDArray[np.int64]


def use_by_day(portfolio: Portfolio, schedule: Schedule) -> pd.DataFrame:
    """One row for each resource and day from the status date to the last finish: `used`, `capacity`, `free`.

    Closed days have no row where working days are counted: nobody asks for capacity on them.
    """
    until_day = max((move.finish_day for move in schedule.migrations.values()), default=0)
    until_day = max(until_day, 1)
    used = _used_by_resource(portfolio, schedule, until_day)
    dates = pd.date_range(portfolio.status_date, periods=until_day)
    worked = np.array([portfolio.axis.is_open(day) for day in range(until_day)], dtype=np.bool_)
    parts = [_one_resource(portfolio, resource, dates, used[resource.id])[worked] for resource in portfolio.resources]
    if not parts:
        return _one_resource(portfolio, Resource(id="", name="", capacity=0), dates[:0], np.zeros(0, dtype=np.int64))
    return pd.concat(parts, ignore_index=True)


def use_by_week(by_day: pd.DataFrame) -> pd.DataFrame:
    """Weeks from Monday: highest and mean use of a day, lowest capacity of a day, lowest that is free on a day."""
    weeks = by_day.assign(week=by_day["date"] - pd.to_timedelta(by_day["date"].dt.day_of_week, unit="D"))
    grouped = weeks.groupby(["resource", "name", "week"], sort=False, as_index=False)
    return grouped.agg(
        peak_used=("used", "max"), mean_used=("used", "mean"), capacity=("capacity", "min"), least_free=("free", "min")
    )


def _one_resource(portfolio: Portfolio, resource: Resource, dates: pd.DatetimeIndex, used: Days) -> pd.DataFrame:
    capacity = _capacity(portfolio, resource, len(dates))
    columns = {"resource": resource.id, "name": resource.name, "date": dates, "used": used, "capacity": capacity}
    return pd.DataFrame({**columns, "free": capacity - used})


def _used_by_resource(portfolio: Portfolio, schedule: Schedule, until_day: int) -> Mapping[str, Days]:
    changes: dict[str, Days] = defaultdict(lambda: np.zeros(until_day + 1, dtype=np.int64))
    for move in schedule.migrations.values():
        for phase in move.phases:
            first, last = max(0, phase.from_day), max(0, phase.until_day)
            for demand in phase.phase.demands:
                resource = resource_for(portfolio, demand.resource, move.migration.cluster)
                if resource is not None:
                    changes[resource.id][first] += demand.amount
                    changes[resource.id][last] -= demand.amount
    return {resource.id: np.cumsum(changes[resource.id])[:-1] for resource in portfolio.resources}


def _capacity(portfolio: Portfolio, resource: Resource, day_count: int) -> Days:
    """The capacity of every day; steps before the status date hold from its first day on."""
    capacity = np.full(day_count, resource.capacity, dtype=np.int64)
    steps = (step for step in portfolio.capacity_steps if step.resource == resource.id)
    for step in sorted(steps, key=lambda step: step.from_date):
        capacity[max(0, portfolio.axis.open_day(portfolio.day_of(step.from_date))) :] = step.capacity
    return capacity
