"""Where a slipped milestone puts migrations and milestones: as MPXJ schedules the file, and as a forward pass has it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import NamedTuple

from planner.domain.migrations import Anchor
from planner.domain.portfolio import Portfolio
from planner.plan.plan_case import PlanCase
from tests.present.exchange.msproject.forward_pass import Pass
from tests.present.exchange.msproject.mpxj import Answer


class Place(NamedTuple):
    """An anchor of a record."""

    record: str
    anchor: Anchor


def staying(case: PlanCase) -> frozenset[str]:
    """Milestones on a closed day that wait for something with a lag: the file leaves them on their day."""
    closed = {
        item.id for item in case.portfolio.milestones if not case.portfolio.axis.is_open(case.ends[item.id].start_day)
    }
    return frozenset(
        item.successor for item in case.portfolio.precedences if item.lag_days and item.successor in closed
    )


def expected(case: PlanCase, milestone: str, days: int) -> dict[Place, int]:
    """Every anchor where nothing begins before the plan has it, and the milestone comes so many days later."""
    portfolio, planned = case.portfolio, case.schedule.migrations
    stands = {item.id: case.ends[item.id].start_day for item in portfolio.milestones}
    stands[milestone] += days
    found = Pass(
        portfolio=portfolio,
        starts={id: portfolio.axis.position(entry.start_day) for id, entry in planned.items()},
        profiles={id: entry.profile for id, entry in planned.items()},
        milestones={id: portfolio.axis.position(day) for id, day in stands.items()},
    ).days()
    return {Place(id, anchor): day for id, anchors in found.items() for anchor, day in anchors.items()}


def scheduled(case: PlanCase, answer: Answer) -> dict[Place, int]:
    """The same anchors in a file that was scheduled."""
    found: dict[Place, int] = {}
    for task in answer.values():
        record, kind = task["texts"][:2]
        start, finish = (instant(case.portfolio, task[name]) for name in ("start", "finish"))
        match kind:
            case "milestone":
                found |= {Place(record, anchor): start for anchor in Anchor}
            case "cutover":
                found[Place(record, Anchor.CUTOVER)] = start
            case "phase":
                found.setdefault(Place(record, Anchor.START), start)
                found[Place(record, Anchor.FINISH)] = finish
    return found


def instant(portfolio: Portfolio, moment: str) -> int:
    """The position of a moment: five o'clock is the nine o'clock of the next open day, for no work lies between."""
    when = datetime.fromisoformat(moment)
    return position(portfolio, when.date(), evening=when.time() == time(17))


def position(portfolio: Portfolio, day: date, *, evening: bool) -> int:
    return portfolio.axis.position(portfolio.day_of(day) + evening)
