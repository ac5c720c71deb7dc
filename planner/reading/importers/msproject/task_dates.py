"""What a task says of its milestone: the day it is reached or forecast, and what to say about that day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planner.domain.clusters import Milestone
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Confidence
from planner.domain.wording import calendar_day, day_count
from planner.reading.importers.msproject.plan_task import PlanFile, PlanTask
from planner.reading.importers.msproject.standing import exported_day, is_only_pushed, reached_day

FORECAST, ACHIEVED = "forecast_date", "achieved_date"


@dataclass(frozen=True, kw_only=True)
class TaskDate:
    """The day of a task, and the column of milestones it belongs to; `unmoved` says why it is no news, if it is none."""

    column: str
    day: date
    unmoved: str
    confidence: Confidence
    remarks: tuple[str, ...]

    @property
    def words(self) -> str:
        """The remarks as one text, each with a separator before it."""
        return "".join(f"; {remark}" for remark in self.remarks)


def task_date(portfolio: Portfolio, plan: PlanFile, milestone: Milestone, task: PlanTask) -> TaskDate:
    """The day of a task from which one can be taken (it has no hindrance)."""
    assert task.finish is not None
    finish = reached_day(portfolio, task, task.actual_finish or task.finish)
    achieved = task.actual_finish is not None and finish <= portfolio.status_date
    return TaskDate(
        column=ACHIEVED if achieved else FORECAST,
        day=finish,
        unmoved=_unmoved(portfolio, plan, milestone, task, finish),
        confidence=_confidence(task),
        remarks=tuple(_remarks(portfolio, milestone, task, finish)),
    )


def _unmoved(portfolio: Portfolio, plan: PlanFile, milestone: Milestone, task: PlanTask, day: date) -> str:
    """Why a day that is not yet reached is no news; blank where it is."""
    if day == milestone.planning_date:
        return "unchanged"
    if day == exported_day(task):
        return "unchanged since it was exported"
    if is_only_pushed(portfolio, task, milestone.planning_date, plan.task_by_uid):
        return "moved only by what it waits for, as the planner moves it"
    return ""


def _confidence(task: PlanTask) -> Confidence:
    """High for what has happened, medium for what is computed, low for what somebody fixed."""
    if task.actual_finish is not None:
        return Confidence.HIGH
    return Confidence.LOW if task.is_fixed or task.is_typed else Confidence.MEDIUM


def _remarks(portfolio: Portfolio, milestone: Milestone, task: PlanTask, day: date) -> Iterator[str]:
    moved = (day - (exported_day(task) or milestone.planning_date)).days
    if moved:
        yield f"{day_count(abs(moved))} {'later' if moved > 0 else 'earlier'}"
    if task.baseline_finish is not None:
        yield _against_baseline(day, reached_day(portfolio, task, task.baseline_finish))
    if task.deadline is not None and day > task.deadline.date():
        yield f"misses its deadline {calendar_day(task.deadline.date())}"
    if task.actual_finish is None and task.is_fixed:
        yield "held by a Must constraint, so not computed from what it waits for"
    if task.actual_finish is None and task.is_typed:
        yield "typed by hand, so not computed from what it waits for"
    if task.actual_finish is None and day < portfolio.status_date:
        yield f"before the status date {calendar_day(portfolio.status_date)} and not reached: ask for a new date"
    if task.actual_finish is not None and day > portfolio.status_date:
        yield f"reached after the status date {calendar_day(portfolio.status_date)}, so it is still a forecast there"


def _against_baseline(day: date, baseline: date) -> str:
    late = (day - baseline).days
    if not late:
        return "as in its baseline"
    return f"{day_count(abs(late))} {'after' if late > 0 else 'before'} its baseline {calendar_day(baseline)}"
