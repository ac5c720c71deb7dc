"""What an entry about an act says under its name: in a calendar, and in the notes of a project file."""

from __future__ import annotations

from collections.abc import Iterator

from planner.plan.plan_case import PlanCase
from planner.plan.register.records import Act
from planner.present.wording import calendar_day, money


def act_lines(case: PlanCase, act: Act) -> tuple[str, ...]:
    """What to do, the last day, who and at what price, and how the day to act comes about.

    No line counts days from the status date, so that the lines change only where the plan does.
    """
    return (
        f"{act.what[:1].upper()}{act.what[1:]}.",
        f"Last day: {calendar_day(act.last_date)}.",
        *_about(case, act),
        f"How the day comes about: {act.derivation}.",
    )


def notice_lines(case: PlanCase, act: Act) -> tuple[str, ...]:
    """The same of the notice that follows on the act."""
    return (f"Last day: {calendar_day(act.notice_last_date)}.", *_about(case, act))


def _about(case: PlanCase, act: Act) -> Iterator[str]:
    """Who acts, at what price, and what happens otherwise."""
    yield f"Who: {act.owner}."
    if act.pounds is not None:
        yield f"Price: {money(act.pounds, case.portfolio.currency)}."
    yield f"If nobody acts: {act.if_nobody_acts}."
    if act.assumed:
        yield f"Assumed: {'; '.join(act.assumed)}."
