"""Groups that cut over together, and commitments that every plan keeps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.domain.decisions_taken import AGREED_KINDS, DecisionTaken
from planner.domain.rules import Rule
from planner.domain.wording import day_count
from planner.plan.breaches.breach import Breach, broken_agreement_days, mode_name
from planner.plan.schedule import ScheduledMigration, cutover_spread_days

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


def group(case: PlanCase) -> Iterator[Breach]:
    """Groups without a bridge price whose planned members cut over on different days."""
    for item in case.portfolio.groups:
        spread = cutover_spread_days(item, case.schedule)
        if spread > 0 and item.bridge_pounds_per_day is None:
            members = [id for id in item.migrations if id in case.schedule.migrations]
            first = min(case.schedule.migrations[id].cutover_day for id in members)
            message = (
                f"{', '.join(members)} of group {item.id} must cut over together, but lie {day_count(spread)} apart"
            )
            yield Breach(rule=Rule.GROUP, subjects=(item.id, *members), day=first, amount=spread, message=message)


def commitment(case: PlanCase) -> Iterator[Breach]:
    """Options exercised that the plan leaves out, and agreed dates and modes it changes.

    Commitments on migrations that are not planned are not asked; a migration that is missing breaks `complete`.
    """
    for cover in case.schedule.contracts.values():
        for link in cover.chain:
            if link.exercised and link.option.id not in case.plan.option_set:
                state = "owed" if link.by_itself else "already exercised"
                message = f"{link.option.id} of {cover.contract.id} is {state}, but the plan leaves it out"
                subjects = (link.option.id, cover.contract.id)
                yield Breach(rule=Rule.COMMITMENT, subjects=subjects, day=None, amount=1, message=message)
    for taken in case.portfolio.decisions_taken:
        entry = case.schedule.migrations.get(taken.subject)
        if taken.kind in AGREED_KINDS and entry is not None:
            yield from _broken_agreement(case, taken, entry)


def _broken_agreement(case: PlanCase, taken: DecisionTaken, entry: ScheduledMigration) -> Iterator[Breach]:
    moved = broken_agreement_days(case.portfolio, taken, entry)
    subjects = (taken.subject, taken.id)
    if moved:
        message = f"{taken.id}: the {taken.kind.value} for {taken.subject} is missed by {day_count(moved)}"
        yield Breach(rule=Rule.COMMITMENT, subjects=subjects, day=entry.start_day, amount=moved, message=message)
    if taken.mode is not None and taken.mode != entry.mode.id:
        message = f"{taken.id}: {taken.subject} was agreed in {mode_name(taken.mode)}, not {mode_name(entry.mode.id)}"
        yield Breach(rule=Rule.COMMITMENT, subjects=subjects, day=entry.start_day, amount=1, message=message)
