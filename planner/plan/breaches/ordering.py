"""Precedence: what migrations and milestones allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from planner.domain.migrations import Anchor
from planner.domain.rules import Rule
from planner.domain.wording import day_count
from planner.plan.breaches.breach import Breach, begun_migrations, show_day
from planner.plan.milestone_days import earliest_end_day, tied_end_day

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase

VERBS: Mapping[Anchor, str] = {Anchor.START: "starts", Anchor.CUTOVER: "cuts over", Anchor.FINISH: "finishes"}


def precedence(case: PlanCase) -> Iterator[Breach]:
    """Starts, cutovers and finishes of migrations earlier than a predecessor allows.

    Milestones are never early: their day follows from their predecessors. Migrations a commitment has begun are not
    asked again, and precedences with a migration that is not planned are left out.
    """
    asked = case.schedule.migrations.keys() - begun_migrations(case)
    for item in case.portfolio.precedences:
        if item.successor not in asked or item.predecessor not in case.ends:
            continue
        allowed = earliest_end_day(case.portfolio.axis, item, case.ends[item.predecessor])
        actual = tied_end_day(item, case.ends[item.successor])
        if actual < allowed:
            message = (
                f"{item.successor} {VERBS[item.kind.arrives]} on {show_day(case, actual)}, "
                f"{day_count(allowed - actual)} before {item.predecessor} allows ({item.kind.value}, lag {item.lag_days})"
            )
            yield Breach(
                rule=Rule.PRECEDENCE,
                subjects=(item.successor, item.predecessor),
                day=actual,
                amount=allowed - actual,
                message=message,
            )
