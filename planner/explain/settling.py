"""Days that no search has proved in time: free rows of the push table, and the plans of one another, make them earlier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from planner.explain.labels import first_free_day
from planner.explain.push_table import PushTable
from planner.explain.pushing import Push
from planner.explain.records import ExactDay, ThreeDays
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.plan_case import PlanCase


def settled(push: Push, days: ThreeDays, off_by_day: int) -> ThreeDays:
    """The days in their order, and no free row of either plan between the reference day and them; proved ones stay."""
    others, alone, any_mode = days.others_fixed, days.alone, days.alone_any_mode
    if not others.proved:
        others = _without_free_rows(push, others, push.case.plan, off_by_day)
    if alone.day > others.day:
        alone = replace(alone, day=others.day, witness=_only(push, others.witness, alone.witness))
    if not alone.proved:
        alone = _settled_alone(push, alone, off_by_day)
    if any_mode.day > alone.day:
        any_mode = replace(any_mode, day=alone.day, witness=alone.witness)
    return ThreeDays(others_fixed=others, alone=alone, alone_any_mode=any_mode)


def _settled_alone(push: Push, alone: ExactDay, off_by_day: int) -> ExactDay:
    """Shifted as often as a row of the plan that comes out is free."""
    while True:
        under = replace(push, case=PlanCase(push.case.portfolio, alone.witness))
        earlier = _without_free_rows(under, alone, alone.witness, off_by_day)
        if earlier == alone:
            return alone
        alone = earlier


def _without_free_rows(push: Push, found: ExactDay, plan: Plan, off_by_day: int) -> ExactDay:
    """The day of the shifted plan of the first free row; the day as it was found where no row before it is free.

    Where working days are counted the shifted plan can be off some closed days before the day asked for.
    """
    free = first_free_day(PushTable(push).stops, off_by_day, found.day)
    if free is None:
        return found
    witness = _changed(plan, push.shifted(free))
    day = PlanCase(push.case.portfolio, witness).schedule.contracts[push.contract].needed_until_day
    return replace(found, day=day, bound_day=min(found.bound_day, day), witness=witness)


def _changed(plan: Plan, entries: Iterable[PlannedMigration]) -> Plan:
    anew = {entry.migration: entry for entry in entries}
    return replace(plan, migrations=tuple(anew.get(entry.migration, entry) for entry in plan.migrations))


def _only(push: Push, whole: Plan, alone: Plan) -> Plan:
    """The feeders as another plan has them."""
    entries = tuple(entry for entry in whole.migrations if entry.migration in push.feeders)
    return replace(alone, migrations=entries)
