"""One contract and one migration worked by hand: status date 1 January 2030, so day 31 is 1 February."""

from __future__ import annotations

from typing import Any

from planner.plan.plan_case import PlanCase
from planner.present.gantt.build import bars
from planner.present.gantt.model import Bar, BarKind, Gantt, Row
from tests.sample import plan, portfolio, renamed

PERIODS = (BarKind.IN_FORCE, BarKind.EXTENDED, BarKind.IDLE, BarKind.UNCOVERED)


def chart(*options: str, start: int = 0, **changes: Any) -> Gantt:
    """The chart of contract `k` (in force to day 29) that migration `m1` needs until day start + 15."""
    return bars(PlanCase(portfolio(**changes), plan(*options, m1=start)))


def row_of(gantt: Gantt, id: str) -> Row:
    """The row with this id."""
    return next(row for row in gantt.rows if row.id == id)


def spans(row: Row) -> list[tuple[str, int, int]]:
    """Kind, first day and day after the last of every bar."""
    return [(bar.kind.value, bar.from_day, bar.until_day) for bar in row.bars]


def periods(row: Row) -> list[Bar]:
    """The bars that tile a contract."""
    return [bar for bar in row.bars if bar.kind in PERIODS]


def hostile(name: str) -> Gantt:
    """A chart in which every text of the input is this one."""
    return bars(PlanCase(renamed(name), plan("o1", m1=50)))
