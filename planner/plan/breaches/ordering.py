"""Precedence: what migrations and milestones allow."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.rules import Rule
from planner.plan.breaches.breach import Breach, Case, days
from planner.plan.milestone_days import TO_START, earliest_end_day, tied_end_day


def precedence(case: Case) -> Iterator[Breach]:
    """Starts and finishes of migrations earlier than a predecessor allows.

    Milestones are never early: their day follows from their predecessors. Migrations a commitment has begun are not
    asked again, and precedences with a migration that is not planned are left out.
    """
    for item in case.portfolio.precedences:
        if item.successor not in case.scheduled or item.successor in case.begun or item.predecessor not in case.ends:
            continue
        allowed = earliest_end_day(item, case.ends[item.predecessor])
        actual = tied_end_day(item, case.ends[item.successor])
        if actual < allowed:
            verb = "starts" if item.kind in TO_START else "finishes"
            message = (
                f"{item.successor} {verb} on {case.show(actual)}, {days(allowed - actual)} before {item.predecessor} "
                f"allows ({item.kind.value}, lag {item.lag_days})"
            )
            yield Breach(
                rule=Rule.PRECEDENCE,
                subjects=(item.successor, item.predecessor),
                day=actual,
                amount=allowed - actual,
                message=message,
            )
