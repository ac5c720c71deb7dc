"""The file of MS Project: settings, custom fields, calendars and tasks, in the order of the format."""

from __future__ import annotations

from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from planner.domain.portfolio import Portfolio
from planner.domain.wording import SYMBOLS
from planner.plan.plan_case import PlanCase
from planner.present.exchange.msproject.baseline import Baseline, Before, baseline_of
from planner.present.exchange.msproject.calendars import BASE, add_calendars
from planner.present.exchange.msproject.days import opening, text_of
from planner.present.exchange.msproject.elements import add, line_of
from planner.present.exchange.msproject.links import links_of
from planner.present.exchange.msproject.migration_tasks import PHASE
from planner.present.exchange.msproject.notes import project_notes
from planner.present.exchange.msproject.outline import outline
from planner.present.exchange.msproject.task import Key, Task
from planner.present.exchange.msproject.task_elements import FIELDS, add_task, lines_of
from planner.writing.marks import PROGRAM

SCHEMA = "http://schemas.microsoft.com/project"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
PROJECT = Key("project", "")


def export_project(case: PlanCase, baseline: PlanCase | None = None) -> bytes:
    """The whole file, with where every task stood in the baseline; it holds no resources and no assignments."""
    task, root = _project(case), Element("Project", xmlns=SCHEMA)
    _add_settings(root, case.portfolio, task)
    _add_fields(root)
    add_calendars(root, case.portfolio)
    _add_tasks(root, case, task, baseline_of(baseline) if baseline is not None else {})
    SubElement(root, "Resources")
    SubElement(root, "Assignments")
    indent(root, " ")
    text = str(tostring(root, encoding="unicode"))
    return f"{HEAD}\n{text}\n".encode()


def _project(case: PlanCase) -> Task:
    """The project as the task over all others, the marking in its name."""
    marking, below = case.portfolio.marking, outline(case)
    name = f"{marking}: {case.portfolio.name}" if marking else case.portfolio.name
    today = opening(case.portfolio, 0)
    start = min((task.start for task in below), default=today)
    finish = max((task.finish for task in below), default=today)
    return Task(key=PROJECT, name=name, start=start, finish=finish, notes=project_notes(case), below=below)


def _add_settings(root: Element, portfolio: Portfolio, task: Task) -> None:
    name, currency, calendar = line_of(task.name) or "–", line_of(portfolio.currency), portfolio.axis.is_calendar
    begins = text_of(datetime.combine(task.start.date(), opening(portfolio, 0).time()))
    add(root, SaveVersion=14, Name=name, Title=name, Author=PROGRAM, ScheduleFromStart=1)
    add(root, StartDate=begins, FinishDate=text_of(task.finish))
    add(root, FYStartDate=portfolio.financial_year_start_month, CriticalSlackLimit=0, CurrencyDigits=0)
    add(root, CurrencySymbol=SYMBOLS.get(currency, currency), CurrencyCode=currency, CurrencySymbolPosition=0)
    add(root, CalendarUID=BASE, DefaultStartTime="09:00:00", DefaultFinishTime="17:00:00", MinutesPerDay=480)
    add(root, MinutesPerWeek=3360 if calendar else 2400, DaysPerMonth=30 if calendar else 20, DefaultTaskType=1)
    add(root, DefaultFixedCostAccrual=2, DurationFormat=7, WorkFormat=2, HonorConstraints=0)
    add(root, NewTasksEffortDriven=0, NewTasksEstimated=0, SplitsInProgressTasks=0, FiscalYearStart=1)
    today = text_of(opening(portfolio, 0))
    add(root, WeekStartDay=1, StatusDate=today, CurrentDate=today, NewTasksAreManual=0)


def _add_fields(root: Element) -> None:
    attributes = SubElement(root, "ExtendedAttributes")
    for alias, (id, name) in FIELDS.items():
        add(SubElement(attributes, "ExtendedAttribute"), FieldID=id, FieldName=name, Alias=alias)


def _add_tasks(root: Element, case: PlanCase, project: Task, baseline: Baseline) -> None:
    tasks, lines, links = SubElement(root, "Tasks"), lines_of(project), links_of(case)
    uid_of = {line.task.key: line.uid for line in lines}
    for line in lines:
        key = line.task.key
        add_task(tasks, case.portfolio, line, links.get(key, ()), uid_of, _stood(line.task, baseline))


def _stood(task: Task, baseline: Baseline) -> Before | None:
    """Where it stood; a phase of another name, in another mode, is not the same phase."""
    before = baseline.get(task.key)
    return before if before is None or task.key.kind != PHASE or before.name == task.name else None
