"""What an entry about an act says under its name: in a calendar, and in the notes of a project file."""

from __future__ import annotations

from collections.abc import Iterator

from planner.plan.plan_case import PlanCase
from planner.plan.register.records import Act
from planner.plan.register.settled import SettledAct
from planner.present.rule_words import rule_text
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
    if act.rule is not None:
        yield f"Rule: {rule_text(act.rule)}"
    yield state_line(act)


def state_line(act: Act | SettledAct) -> str:
    """The id of an act, how far it is, who decided it, when, and what was said with it."""
    return f"Act: {act.id}. State: {act.state.value}{_said(act)}."


def _said(act: Act | SettledAct) -> str:
    if act.decided_by is None:
        return ""
    on = f" on {calendar_day(act.decided_date)}" if act.decided_date is not None else ""
    return f", {act.decided_by}{on}" + (f": {act.decision_note}" if act.decision_note is not None else "")
