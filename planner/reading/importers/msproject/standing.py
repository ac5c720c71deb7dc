"""Where a milestone that we wrote stands: whether a person has moved it since, or only what it waits for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from planner.domain.portfolio import Portfolio
from planner.reading.importers.msproject.moments import day_of
from planner.reading.importers.msproject.plan_task import PLANNED_DAY, PlanLink, PlanTask

CLOSES = time(17)
"""The time at which a milestone that we wrote stands when it waits for the end of a day: it is reached the next day."""


def reached_day(portfolio: Portfolio, task: PlanTask, moment: datetime) -> date:
    """The day of a moment; of a milestone that we wrote, five o'clock is the beginning of the next day that counts."""
    if not task.is_ours or moment.time() != CLOSES:
        return moment.date()
    return portfolio.date_of(portfolio.axis.day(_position(portfolio, moment)))


def exported_day(task: PlanTask) -> date | None:
    """The day in the plan of a milestone that waited when we exported it; None of one that stood on its own date."""
    return day_of(task.fields.get(PLANNED_DAY, "")) if task.is_ours else None


def is_only_pushed(portfolio: Portfolio, task: PlanTask, own: date, others: Mapping[str, PlanTask]) -> bool:
    """Whether a milestone that we wrote stands later only because of a task that it waits for.

    `own` is its date in the portfolio. Its constraint is still the day that we exported, and it stands exactly where one
    of its links puts it. Whoever moves a milestone in MS Project moves its constraint.
    """
    day, finish = exported_day(task) or own, task.finish
    if not task.is_ours or finish is None or task.not_before is None or task.not_before.date() != day:
        return False
    stands = _position(portfolio, finish)
    return any(_asked(portfolio, link, others) == stands for link in task.links)


def _asked(portfolio: Portfolio, link: PlanLink, others: Mapping[str, PlanTask]) -> int | None:
    """The position at which a link puts the task; None where it leads to no task with a date."""
    other = others.get(link.uid)
    end = None if other is None else other.finish if link.kind.startswith("F") else other.start
    return None if end is None else _position(portfolio, end) + round(link.lag_days)


def _position(portfolio: Portfolio, moment: datetime) -> int:
    """The position of a moment of our own plans: five o'clock is the beginning of the next day that counts."""
    return portfolio.axis.position(portfolio.day_of(moment.date()) + (moment.time() == CLOSES))
