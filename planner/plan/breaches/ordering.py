"""Precedence: what migrations and milestones allow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.domain.rules import Rule
from planner.domain.wording import day_count
from planner.plan.breaches.breach import Breach, begun_migrations, show_day
from planner.plan.milestone_days import TO_START, earliest_end_day, tied_end_day

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


def precedence(case: PlanCase) -> Iterator[Breach]:
    """Starts and finishes of migrations earlier than a predecessor allows.

    Milestones are never early: their day follows from their predecessors. Migrations a commitment has begun are not
    asked again, and precedences with a migration that is not planned are left out.
    """
    asked = case.schedule.migrations.keys() - begun_migrations(case)
    for item in case.portfolio.precedences:
        if item.successor not in asked or item.predecessor not in case.ends:
            continue
        allowed = earliest_end_day(item, case.ends[item.predecessor])
        actual = tied_end_day(item, case.ends[item.successor])
        if actual < allowed:
            verb = "starts" if item.kind in TO_START else "finishes"
            message = (
                f"{item.successor} {verb} on {show_day(case, actual)}, {day_count(allowed - actual)} before "
                f"{item.predecessor} allows ({item.kind.value}, lag {item.lag_days})"
            )
            yield Breach(
                rule=Rule.PRECEDENCE,
                subjects=(item.successor, item.predecessor),
                day=actual,
                amount=allowed - actual,
                message=message,
            )
