"""A map to start from: what is found without it, and what a person may uncomment, each with its evidence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from planner.domain.portfolio import Portfolio
from planner.domain.wording import calendar_day, counted
from planner.reading.importers.msproject.matching import Candidate, Matched, match
from planner.reading.importers.msproject.moments import day_of
from planner.reading.importers.msproject.plan_map import PlanMap
from planner.reading.importers.msproject.plan_task import PLANNER_ID, TEXT1, PlanField, PlanFile, PlanTask, field_key
from planner.writing.marks import PROGRAM

HINTS = {
    "early_date": re.compile(r"\b(early|p10|optimistic|best)\b", re.IGNORECASE),
    "late_date": re.compile(r"\b(late|p90|pessimistic|worst)\b", re.IGNORECASE),
    "owner": re.compile(r"\b(owner|responsible|accountable|lead)\b", re.IGNORECASE),
}
"""Words in the name of a field that speak for a column."""
DATES = ("early_date", "late_date")
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def suggested_map(portfolio: Portfolio, plan: PlanFile) -> str:
    """The text of a map that changes nothing as it stands."""
    found = match(portfolio.milestones, plan.tasks, PlanMap())
    return "\n".join((*_head(plan, portfolio.marking), *_fields(portfolio, plan), "", *_milestones(found))) + "\n"


def _head(plan: PlanFile, marking: str | None) -> Iterator[str]:
    yield f"# {PROGRAM}: map for {_line(plan.name)} ({plan.form})"
    if marking:
        yield f"# {_line(marking)}"
    yield "# Take the # away where a line is right. A line after a # changes nothing."
    yield ""


def _fields(portfolio: Portfolio, plan: PlanFile) -> Iterator[str]:
    yield "[fields]"
    ids = {milestone.id for milestone in portfolio.milestones}
    for field in plan.fields:
        values = [value for task in plan.tasks if (value := task.fields.get(field_key(field.name)))]
        for column, evidence in _evidence(field, values, ids):
            yield f"# {column} = {json.dumps(field.alias or field.name, ensure_ascii=False)}  # {evidence}"


def _evidence(field: PlanField, values: Sequence[str], ids: set[str]) -> Iterator[tuple[str, str]]:
    """The columns that a field may fill, each with what speaks for it."""
    known = sum(1 for value in values if value in ids)
    if known and {field_key(name) for name in field.names}.isdisjoint((PLANNER_ID, TEXT1)):
        yield "planner_id", f"{counted(known, 'id')} of milestones among {counted(len(values), 'value')}"
    dates = sum(1 for value in values if day_of(value) is not None)
    for column, hint in HINTS.items():
        if values and hint.search(f"{field.name} {field.alias}") and (column not in DATES or dates):
            what = (
                f"{counted(dates, 'date')} among {counted(len(values), 'value')}" if column in DATES else "by its name"
            )
            yield column, f"{_line(field.name)}: {what}"


def _milestones(found: Sequence[Matched]) -> Iterator[str]:
    yield "[milestones]"
    for matched in found:
        id = matched.milestone.id
        key = id if _BARE.fullmatch(id) else json.dumps(id, ensure_ascii=False)
        if matched.taken is not None:
            yield f"# {key} needs no line: {_described(matched.taken)}"
        elif not matched.suggested:
            yield f"# {key} = {{ uid = 0 }}  # {_line(matched.milestone.name)}: nothing like it was found"
        for candidate in matched.suggested:
            yield f"# {key} = {{ {_named(candidate.task)} }}  # {_described(candidate)}"


def _named(task: PlanTask) -> str:
    """How a map names a task."""
    name, value = ("task_code", task.code) if task.code else ("uid", task.uid)
    return f"{name} = {json.dumps(value, ensure_ascii=False)}"


def _described(candidate: Candidate) -> str:
    task = candidate.task
    day = f", {calendar_day(task.finish.date())}" if task.finish is not None else ""
    return f"{_line(task.place)} {_line(task.name)}{day}: {_line(candidate.why.partition(';')[0])}"


def _line(text: str) -> str:
    """A text that can stand in a comment."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
