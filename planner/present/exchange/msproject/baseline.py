"""Where every task stood in an earlier plan, for the columns Baseline Start and Baseline Finish of MS Project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from planner.domain.portfolio import Portfolio
from planner.plan.plan_case import PlanCase
from planner.present.exchange.msproject.days import HOURS, hours_between
from planner.present.exchange.msproject.outline import outline
from planner.present.exchange.msproject.task import Key, Task


@dataclass(frozen=True, kw_only=True)
class Before:
    """Where a task stood, its hours of work and its price with all tasks below it."""

    name: str
    start: datetime
    finish: datetime
    hours: int
    pounds: int


Baseline = Mapping[Key, Before]


def baseline_of(case: PlanCase) -> Baseline:
    """Every task that a file of this plan would have; the plan may belong to an older portfolio."""
    return {task.key: _before(case.portfolio, task) for task in _all(outline(case))}


def hours_of(portfolio: Portfolio, task: Task) -> int:
    """The hours of work of a task; of a summary those between its start and its finish."""
    return hours_between(portfolio, task.start, task.finish) if task.is_summary else HOURS * task.days


def _before(portfolio: Portfolio, task: Task) -> Before:
    return Before(
        name=task.name,
        start=task.start,
        finish=task.finish,
        hours=hours_of(portfolio, task),
        pounds=task.total_pounds,
    )


def _all(tasks: Iterable[Task]) -> Iterator[Task]:
    for task in tasks:
        yield task
        yield from _all(task.below)
