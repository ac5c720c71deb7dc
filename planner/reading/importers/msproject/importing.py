"""A plan of MS Project or P6 as an import: new dates of milestones, and a line for every milestone and every task."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from planner.domain.calendar import add_months
from planner.domain.clusters import Milestone
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Confidence
from planner.domain.wording import calendar_day, counted, day_count, listed
from planner.reading.cells.nearest import nearest_name
from planner.reading.importers.imported import Imported, ImportLine, Verdict
from planner.reading.importers.msproject.edits import TABLE, edit_of, line_of, place_of
from planner.reading.importers.msproject.matching import Candidate, Matched, id_of, match
from planner.reading.importers.msproject.plan_map import PlanMap
from planner.reading.importers.msproject.plan_task import KIND, PLANNER_ID, PlanFile, PlanTask, short
from planner.reading.importers.msproject.task_dates import task_date
from planner.reading.overlay.operations.edits import SetValues
from planner.reading.overlay.selector import Selector

KIND_OF_IMPORT = "msproject"
NOTHING_KNOWN = PlanMap()


def import_plan(portfolio: Portfolio, plan: PlanFile, given: PlanMap = NOTHING_KNOWN) -> Imported:
    """What the plan changes in the milestones of the portfolio; nothing else of it is read."""
    found = match(portfolio.milestones, plan.tasks, given)
    lines: list[ImportLine] = []
    operations: list[SetValues] = []
    for matched in found:
        values = _take(portfolio, plan, matched, given, lines)
        if values:
            selector = Selector(ids=(matched.milestone.id,))
            operations.append(SetValues(table=TABLE, selector=selector, values=values))
    lines.extend(_of_no_milestone(plan, found))
    return Imported(
        kind=KIND_OF_IMPORT,
        source=plan.name,
        lines=tuple(lines),
        operations=tuple(operations),
        notes=tuple(_notes(portfolio, plan, found, len(operations))),
    )


def _take(
    portfolio: Portfolio, plan: PlanFile, matched: Matched, given: PlanMap, lines: list[ImportLine]
) -> dict[str, str]:
    """The new cells of a milestone; its lines go to `lines`."""
    milestone, values = matched.milestone, dict[str, str]()
    if matched.taken is not None:
        edit = edit_of(portfolio, plan, milestone, matched.taken, given)
        values = edit.values
        lines.extend(edit.lines)
    else:
        lines.append(_not_found(milestone, matched))
    lines.extend(_suggested(portfolio, plan, milestone, candidate) for candidate in matched.suggested)
    lines.extend(line_of(milestone, refused.task, Verdict.SKIPPED, refused.why) for refused in matched.refused)
    return values


def _not_found(milestone: Milestone, matched: Matched) -> ImportLine:
    why = matched.missing or "no task has its id or its name"
    if matched.refused and not matched.missing:
        why = "the task that was found cannot be used"
    if matched.suggested:
        why += "; see what is suggested for it" if matched.missing or matched.refused else ", but see what is suggested"
    return ImportLine(
        place="", table=TABLE, record=milestone.id, old=str(milestone.planning_date), verdict=Verdict.SKIPPED, why=why
    )


def _suggested(portfolio: Portfolio, plan: PlanFile, milestone: Milestone, candidate: Candidate) -> ImportLine:
    stated = task_date(portfolio, plan, milestone, candidate.task)
    return line_of(
        milestone, candidate.task, Verdict.SUGGESTED, f"{candidate.why}{stated.words}", column=stated.column,
        old=str(milestone.planning_date), new=str(stated.day), confidence=Confidence.LOW,
    )  # fmt: skip


def _of_no_milestone(plan: PlanFile, found: list[Matched]) -> Iterator[ImportLine]:
    """A line for every task that no milestone is about."""
    ids = [matched.milestone.id for matched in found]
    known = {id_of(task) for matched in found for task in matched.tasks}
    for task in plan.tasks:
        if id_of(task) not in known:
            yield ImportLine(place=place_of(task), verdict=Verdict.SKIPPED, why=_why_not(task, ids))


def _why_not(task: PlanTask, ids: Sequence[str]) -> str:
    if task.hindrance is not None:
        return task.hindrance
    stated = task.fields.get(PLANNER_ID)
    if stated and task.planner_id:
        nearest = nearest_name(short(stated), ids)
        cure = f'; did you mean "{nearest}"?' if nearest else ""
        return f'its planner id "{short(stated)}" is no milestone of the portfolio{cure}'
    if stated:
        return f"it stands for another record ({short(task.fields.get(KIND, ''))}); only milestones are read"
    return "no milestone has its id or its name"


def _notes(portfolio: Portfolio, plan: PlanFile, found: list[Matched], changed: int) -> Iterator[str]:
    days = [task.as_of for task in plan.tasks if task.as_of is not None and not task.is_external]
    yield f"{plan.form}: {counted(len(plan.tasks), 'task')}{_state(min(days, default=None))}."
    yield from plan.remarks
    if days and add_months(min(days), 1) < portfolio.status_date:
        age = day_count((portfolio.status_date - min(days)).days)
        today = calendar_day(portfolio.status_date)
        yield f"The plan is {age} older than the portfolio ({today}): ask for a newer one."
    if not days and plan.tasks:
        yield "The file does not say of which day the plan is, so no source_date is written."
    if plan.people:
        yield f"Left unread, because it names people: {listed(plan.people)}."
    taken = sum(1 for matched in found if matched.taken)
    yield (
        f"Milestones: {changed} of {len(found)} changed, {taken - changed} as they were, "
        f"{len(found) - taken} without a task."
    )
    if not taken:
        yield "No milestone was found in it. Type ids into Text1, or write a map: --suggest proposes one."


def _state(day: date | None) -> str:
    return f", as of {calendar_day(day)}" if day is not None else ""
