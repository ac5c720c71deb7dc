"""A breach of a rule, and what several predicates ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.decisions_taken import AGREED_KINDS, CommitmentKind, DecisionTaken
from planner.domain.migrations import STANDARD_MODE
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Rule
from planner.domain.wording import calendar_day
from planner.plan.schedule import ScheduledMigration

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


@dataclass(frozen=True, kw_only=True, order=True)
class Breach:
    """One violation of a rule.

    `subjects` are the ids of the records concerned, the offender first. `day` is the first day it shows, None where it
    has no day. `amount` is by how much: days, units of a resource, pounds, or records too many or too few; above 0.
    """

    rule: Rule
    subjects: tuple[str, ...]
    day: int | None
    amount: int
    message: str

    def __str__(self) -> str:
        return f"{self.rule.value}: {self.message}"


def begun_migrations(case: PlanCase) -> frozenset[str]:
    """Migrations that a commitment puts before the status date and whose entry keeps it."""
    return frozenset(
        taken.subject
        for taken in case.portfolio.decisions_taken
        if taken.kind in AGREED_KINDS and taken.agreed_date is not None and _puts_before_today(case, taken)
    )


def _puts_before_today(case: PlanCase, taken: DecisionTaken) -> bool:
    entry = case.schedule.migrations.get(taken.subject)
    return entry is not None and entry.start_day < 0 and broken_agreement_days(case.portfolio, taken, entry) == 0


def show_day(case: PlanCase, day: int) -> str:
    """The date of a day for people; days beyond the calendar are shown by their number."""
    calendar_date = date_of_day(case, day)
    return calendar_day(calendar_date) if calendar_date is not None else f"day {day}"


def date_of_day(case: PlanCase, day: int) -> date | None:
    """The date of a day; None beyond the calendar."""
    try:
        return case.portfolio.date_of(day)
    except OverflowError:
        return None


def broken_agreement_days(portfolio: Portfolio, taken: DecisionTaken, entry: ScheduledMigration) -> int:
    """Days between what was agreed for a migration and its entry; 0 where it is kept, or no date was agreed."""
    if taken.agreed_date is None:
        return 0
    actual = entry.cutover_day if taken.kind is CommitmentKind.CUTOVER_AGREED else entry.start_day
    return abs(actual - portfolio.day_of(taken.agreed_date))


def mode_name(mode: str) -> str:
    """A mode for people."""
    return "the standard mode" if mode == STANDARD_MODE else f"mode {mode}"
