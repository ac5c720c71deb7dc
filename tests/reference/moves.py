"""When each migration starts and cuts over: as early as its release, its milestones and its predecessors allow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tests.reference.tables import Row, Tables, ids


@dataclass(frozen=True)
class Move:
    """Days of the portfolio's count, except `free`: the first calendar day without need of the old contract."""

    start: date
    cutover: date
    finish: date
    free: date

    def anchor(self, letter: str) -> date:
        return {"S": self.start, "C": self.cutover, "F": self.finish}[letter]


@dataclass(frozen=True)
class _Shape:
    """Open days from the start to the cutover and to the finish; calendar days of need after the cutover, None: blank."""

    cutover: int
    finish: int
    legacy: int | None

    def offset(self, letter: str) -> int:
        return {"S": 0, "C": self.cutover, "F": self.finish}[letter]


def earliest_moves(tables: Tables) -> Mapping[str, Move]:
    """Every planned migration. Raised again and again until no day moves: the least days that keep every precedence."""
    rows = {row["id"]: row for row in tables.rows("migrations") if joins(tables, row)}
    shapes = {id: _shape(tables, row["profile"]) for id, row in rows.items()}
    starts = {id: _release(tables, row) for id, row in rows.items()}
    fixed = {row["subject"]: row for row in tables.commitments("start agreed")}
    starts |= {id: date.fromisoformat(fixed[id]["agreed_date"]) for id in rows if id in fixed}
    milestones = {row["id"]: _milestone_day(tables, row) for row in tables.rows("milestones")}
    known = starts.keys() | milestones.keys()
    links = [row for row in tables.rows("precedences") if {row["predecessor"], row["successor"]} <= known]
    moved = True
    while moved:
        moved = False
        for link in links:
            before, after, kind = link["predecessor"], link["successor"], link.get("kind", "FS")
            tied = milestones.get(before)
            tied = tied or _move(tables, starts[before], shapes[before]).anchor(kind[0])
            wanted = tables.count.later(tied, int(link.get("lag_days", 0)))
            if after in milestones:
                moved |= wanted > milestones[after]
                milestones[after] = max(milestones[after], wanted)
            elif after not in fixed:
                start = tables.count.later(wanted, -shapes[after].offset(kind[1]))
                moved |= start > starts[after]
                starts[after] = max(starts[after], start)
    return {id: _move(tables, starts[id], shapes[id]) for id in rows}


def joins(tables: Tables, row: Row) -> bool:
    return tables.by_id("organisations")[row["organisation"]].get("commitment", "committed") != "declined"


def releasing(tables: Tables, contract: str) -> list[str]:
    """The migrations that release a contract and are planned."""
    return [
        row["id"] for row in tables.rows("migrations") if contract in ids(row.get("releases")) and joins(tables, row)
    ]


def _release(tables: Tables, row: Row) -> date:
    day = date.fromisoformat(row["release_date"]) if "release_date" in row else tables.status
    return tables.count.at_or_after(max(day, tables.status))


def _milestone_day(tables: Tables, row: Row) -> date:
    return tables.count.at_or_after(date.fromisoformat(row.get("achieved_date") or row["forecast_date"]))


def _shape(tables: Tables, profile: str) -> _Shape:
    row = tables.by_id("profiles")[profile]
    phases = sorted((int(one["sequence"]), one) for one in tables.rows("phases") if one["profile"] == profile)
    days, cutover = 0, 0
    for _, phase in phases:
        days += int(phase["days"])
        if phase["name"] == row["cutover_phase"]:
            cutover = days
    return _Shape(cutover, days, int(row["legacy_days"]) if "legacy_days" in row else None)


def _move(tables: Tables, start: date, shape: _Shape) -> Move:
    cutover = tables.count.later(start, shape.cutover)
    finish = tables.count.later(start, shape.finish)
    free = finish if shape.legacy is None else cutover + timedelta(days=shape.legacy)
    return Move(start, cutover, finish, free)
