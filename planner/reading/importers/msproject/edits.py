"""What the task of a milestone changes in its row, and a line of the report for each thing looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from planner.domain.clusters import Milestone
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Basis, Confidence
from planner.reading.importers.imported import ImportLine, Verdict
from planner.reading.importers.msproject.matching import Candidate
from planner.reading.importers.msproject.moments import day_of
from planner.reading.importers.msproject.plan_map import PlanMap
from planner.reading.importers.msproject.plan_task import PlanFile, PlanTask, plain_line, short
from planner.reading.importers.msproject.task_dates import ACHIEVED, TaskDate, task_date

TABLE = "milestones"
RANGE = ("early_date", "likely_date", "late_date")
MAPPED_DATES = ("early_date", "late_date")
OWNER = "owner"


@dataclass
class Edit:
    """The columns of a milestone that change, with its lines."""

    values: dict[str, str] = field(default_factory=dict)
    lines: list[ImportLine] = field(default_factory=list)


def edit_of(portfolio: Portfolio, plan: PlanFile, milestone: Milestone, found: Candidate, given: PlanMap) -> Edit:
    """What the task taken for a milestone changes; an unchanged one changes nothing."""
    edit, task = Edit(), found.task
    stated = task_date(portfolio, plan, milestone, task)
    _take_date(edit, milestone, found, stated)
    _take_range(edit, milestone, task, given)
    _take_owner(edit, milestone, task, given)
    if edit.values:
        edit.values |= _provenance(task, stated.confidence, plan.name)
    return edit


def line_of(
    milestone: Milestone, task: PlanTask, verdict: Verdict, why: str, *, column: str = "", old: str = "", new: str = "",
    confidence: Confidence = Confidence.UNSTATED,
) -> ImportLine:  # fmt: skip
    """A line about a task and the milestone it is thought to be."""
    return ImportLine(
        place=place_of(task), table=TABLE, record=milestone.id, column=column, old=old, new=new, verdict=verdict,
        confidence=confidence, why=why,
    )  # fmt: skip


def place_of(task: PlanTask) -> str:
    """Where a task stands, with its name."""
    return short(f"{task.place} {task.name}".strip())


def _take_date(edit: Edit, milestone: Milestone, found: Candidate, stated: TaskDate) -> None:
    old = milestone.planning_date
    reached = milestone.achieved_date
    if reached is not None and stated.column != ACHIEVED:
        verdict, why = Verdict.SKIPPED, f"{found.why}; reached on {reached} in the portfolio, and not yet in the file"
    elif stated.day == reached or (stated.unmoved and stated.column != ACHIEVED):
        verdict, why = Verdict.SKIPPED, f"{found.why}; {stated.unmoved}{stated.words}"
    else:
        verdict, why = Verdict.TAKEN, f"{found.why}{stated.words}"
        edit.values[stated.column] = str(stated.day)
    edit.lines.append(
        line_of(
            milestone, found.task, verdict, why, column=stated.column, old=str(old), new=str(stated.day),
            confidence=stated.confidence,
        )
    )  # fmt: skip


def _take_range(edit: Edit, milestone: Milestone, task: PlanTask, given: PlanMap) -> None:
    """Early and late dates from the fields that the map names, if they stand in order with the likely date."""
    stated = {column: given.value(column, task) for column in MAPPED_DATES}
    days = {column: day_of(text) for column, text in stated.items() if text}
    for column in [column for column, day in days.items() if day is None]:
        why = f'the field {given.fields[column]} holds no date, but "{short(stated[column])}"'
        edit.lines.append(line_of(milestone, task, Verdict.SKIPPED, why, column=column, new=short(stated[column])))
    new = {column: day for column, day in days.items() if day is not None and day != getattr(milestone, column)}
    clash = _out_of_order(milestone, new)
    for column, day in new.items():
        old = getattr(milestone, column)
        why = clash or f"from the field {given.fields[column]}"
        verdict = Verdict.SKIPPED if clash else Verdict.TAKEN
        edit.lines.append(
            line_of(milestone, task, verdict, why, column=column, old=str(old or ""), new=str(day),
                    confidence=Confidence.MEDIUM)
        )  # fmt: skip
        if not clash:
            edit.values[column] = str(day)


def _out_of_order(milestone: Milestone, new: Mapping[str, date]) -> str:
    """What is wrong with early, likely and late dates as they would be; blank where they stand in order."""
    days = [(column, new.get(column) or getattr(milestone, column)) for column in RANGE]
    known = [(column, day) for column, day in days if day is not None]
    for (before, earlier), (after, later) in pairwise(known):
        if later < earlier:
            return f"the {before} {earlier} would be later than the {after} {later}"
    return ""


def _take_owner(edit: Edit, milestone: Milestone, task: PlanTask, given: PlanMap) -> None:
    owner = plain_line(given.value(OWNER, task))
    if owner and owner != milestone.owner:
        why = f"from the field {given.fields[OWNER]}"
        old = milestone.owner or ""
        edit.lines.append(
            line_of(milestone, task, Verdict.TAKEN, why, column=OWNER, old=old, new=owner, confidence=Confidence.MEDIUM)
        )
        edit.values[OWNER] = owner


def _provenance(task: PlanTask, confidence: Confidence, source: str) -> dict[str, str]:
    """Where the new figures come from. The basis stands last, so that it holds for all columns before it."""
    return {
        "source": source,
        "source_date": str(task.as_of or ""),
        "confidence": confidence.value,
        "basis": Basis.INTERNAL.value,
    }
