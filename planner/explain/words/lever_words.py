"""A lever with its amount as the clause after "if"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from planner.domain.levers.changes import later
from planner.domain.levers.lever import Lever, Way
from planner.domain.wording import day_count, long_day
from planner.explain.records import RecordRef
from planner.explain.words.names import move_words
from planner.plan.plan_case import PlanCase

Clause = Callable[[PlanCase, Lever, int], str]


def given(case: PlanCase, lever: Lever, amount: int) -> str:
    """For instance `the milestone “Platform ready” came 31 days earlier, on 1 July 2028`."""
    return CLAUSES[lever.table, lever.way](case, lever, amount)


def lever_record(lever: Lever) -> RecordRef:
    """The record that gives way."""
    return RecordRef(table=lever.table, key=lever.key, column=lever.column)


def _milestone(case: PlanCase, lever: Lever, amount: int) -> str:
    milestone = case.portfolio.milestone_by_id[lever.key]
    return f"the milestone “{milestone.name}” came {_earlier(milestone.planning_date, amount)}"


def _earlier(day: date, amount: int) -> str:
    return f"{day_count(amount)} earlier, on {long_day(later(day, -amount))}"


def _release(case: PlanCase, lever: Lever, amount: int) -> str:
    stated = case.portfolio.migration_by_id[lever.key].release_date
    assert stated is not None
    return f"{move_words(case.portfolio, lever.key)} could begin {_earlier(stated, amount)}"


def _agreed(case: PlanCase, lever: Lever, amount: int) -> str:
    taken = next(taken for taken in case.portfolio.decisions_taken if taken.id == lever.key)
    assert taken.agreed_date is not None
    return f"the {lever.label} came {_earlier(taken.agreed_date, amount)}"


def _lag(case: PlanCase, lever: Lever, amount: int) -> str:
    before, after = lever.key.split(" ")[:2]
    return f"{_end(case, after)} had to wait {day_count(amount)} less for {_end(case, before)}"


def _no_wait(case: PlanCase, lever: Lever, amount: int) -> str:
    before, after = lever.key.split(" ")[:2]
    return f"{_end(case, after)} did not have to wait for {_end(case, before)}"


def _end(case: PlanCase, id: str) -> str:
    """One end of a precedence: a move, or a milestone."""
    if id in case.portfolio.milestone_by_id:
        return f"the milestone “{case.portfolio.milestone_by_id[id].name}”"
    return move_words(case.portfolio, id)


def _apart(case: PlanCase, lever: Lever, amount: int) -> str:
    return f"the moves of the group {lever.key} could cut over on different days"


def _freeze_end(case: PlanCase, lever: Lever, amount: int) -> str:
    return f"the freeze {lever.key} ended {day_count(amount)} earlier"


def _freeze_beginning(case: PlanCase, lever: Lever, amount: int) -> str:
    return f"the freeze {lever.key} began {day_count(amount)} later"


def _no_freeze(case: PlanCase, lever: Lever, amount: int) -> str:
    return f"there were no freeze {lever.key}"


def _window_opens(case: PlanCase, lever: Lever, amount: int) -> str:
    return f"the wave window {lever.key} opened {day_count(amount)} earlier"


def _window_closes(case: PlanCase, lever: Lever, amount: int) -> str:
    return f"the wave window {lever.key} closed {day_count(amount)} later"


CLAUSES: Mapping[tuple[str, Way], Clause] = {
    ("milestones", Way.EARLIER): _milestone,
    ("migrations", Way.EARLIER): _release,
    ("commitments", Way.EARLIER): _agreed,
    ("precedences", Way.SHORTER): _lag,
    ("precedences", Way.GIVEN_UP): _no_wait,
    ("groups", Way.GIVEN_UP): _apart,
    ("freezes", Way.EARLIER): _freeze_end,
    ("freezes", Way.LATER): _freeze_beginning,
    ("freezes", Way.GIVEN_UP): _no_freeze,
    ("wave_windows", Way.EARLIER): _window_opens,
    ("wave_windows", Way.LATER): _window_closes,
}
"""By table and way; every lever that a contract is asked has one."""
