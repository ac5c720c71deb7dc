"""Who moves when as a Mermaid Gantt diagram: a section for each migration, a bar for each phase, a mark for the cutover."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from planner.domain.portfolio import Portfolio
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import ScheduledMigration
from planner.present.wording import printable
from planner.writing.marks import PROGRAM

MOST_BARS = 120
"""Bars that people can still read, and that stay below the longest text Mermaid draws."""
LONGEST_NAME = 80
MEANS_SOMETHING = re.compile(r"[:;#%<>\"{}]+")
"""What Mermaid or the page around it reads as more than text."""
KEYWORD = re.compile(
    r"(href|call|click|gantt|dateformat|inclusiveenddates|topaxis|axisformat|tickinterval|includes|excludes"
    r"|todaymarker|weekday|weekend|title|acctitle|accdescr|section|-{3}|\d{4}-\d\d-\d\d)",
    re.IGNORECASE,
)
"""How the name of a task must not begin: Mermaid would take the line for something else."""
Lines = Callable[[Portfolio, ScheduledMigration], Iterator[str]]


def export_mermaid(case: PlanCase) -> str:
    """All migrations by their start."""
    return mermaid_text(case, case.portfolio.name, list(case.schedule.migrations.values()))


def mermaid_text(case: PlanCase, title: str, entries: Sequence[ScheduledMigration]) -> str:
    """These migrations; with more than 120 bars, one bar each from start to finish, then the cutovers alone.

    The end of a task is the first day after it, as Mermaid counts.
    """
    portfolio = case.portfolio
    ordered = sorted(entries, key=lambda entry: (entry.start_day, entry.migration.id))
    marking = (f"%% {printable(portfolio.marking)}",) if portfolio.marking else ()
    named = f"{title} ({portfolio.marking})" if portfolio.marking else title
    form = ("    dateFormat YYYY-MM-DD", "    axisFormat %b %Y")
    body = _fitting(portfolio, ordered)
    return "\n".join([f"%% {PROGRAM}", *marking, "gantt", f"    title {plain_name(named)}", *form, *body]) + "\n"


def _fitting(portfolio: Portfolio, entries: Sequence[ScheduledMigration]) -> list[str]:
    """The lines with the most detail that fits."""
    for detail in (_phases, _whole):
        lines = list(chain.from_iterable(_section(portfolio, entry, detail) for entry in entries))
        if len(lines) - len(entries) <= MOST_BARS:
            return lines
    return [line for entry in entries for line in _cutover(portfolio, entry, _migration_name(portfolio, entry))]


def _section(portfolio: Portfolio, entry: ScheduledMigration, detail: Lines) -> Iterator[str]:
    yield f"    section {_migration_name(portfolio, entry)}"
    yield from detail(portfolio, entry)
    yield from _cutover(portfolio, entry, "cutover")


def _phases(portfolio: Portfolio, entry: ScheduledMigration) -> Iterator[str]:
    for phase in entry.phases:
        if phase.from_day < phase.until_day:
            yield _task(portfolio, phase.phase.name, phase.from_day, phase.until_day)


def _whole(portfolio: Portfolio, entry: ScheduledMigration) -> Iterator[str]:
    if entry.start_day < entry.finish_day:
        yield _task(portfolio, "migration", entry.start_day, entry.finish_day)


def _cutover(portfolio: Portfolio, entry: ScheduledMigration, name: str) -> Iterator[str]:
    day = portfolio.date_of(entry.cutover_day).isoformat()
    yield f"    {_task_name(name)} :milestone, {day}, 0d"


def _task(portfolio: Portfolio, name: str, from_day: int, until_day: int) -> str:
    first, after = portfolio.date_of(from_day).isoformat(), portfolio.date_of(until_day).isoformat()
    return f"    {_task_name(name)} :{first}, {after}"


def _migration_name(portfolio: Portfolio, entry: ScheduledMigration) -> str:
    organisation = portfolio.organisation_by_id[entry.migration.organisation].name
    return plain_name(f"{entry.migration.id} {organisation}")


def _task_name(text: str) -> str:
    name = plain_name(text)
    return f"– {name}" if KEYWORD.match(name) else name


def plain_name(text: str) -> str:
    """A text on one line without what Mermaid would read as more; a dash where nothing is left."""
    words = MEANS_SOMETHING.sub(" ", printable(text)).split()
    name = " ".join(words)
    return (name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…") or "–"
