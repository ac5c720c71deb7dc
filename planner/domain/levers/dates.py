"""Levers that move a date: milestones, releases, deadlines, the horizon and agreed days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from planner.domain.clusters import Milestone
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.levers.changes import Change, changing, later
from planner.domain.levers.lever import Lever, Unit, Way
from planner.domain.migrations import Migration
from planner.domain.portfolio import Portfolio

MILESTONE_DATES = ("forecast_date", "early_date", "likely_date", "late_date")
"""The dates of a milestone that lie ahead; all move together."""


def milestone_earlier(portfolio: Portfolio, milestone: Milestone) -> Lever | None:
    """The milestone earlier, back to the status date; None where it is achieved or no later than that."""
    most = portfolio.day_of(milestone.planning_date)
    if milestone.achieved_date is not None or most <= 0:
        return None
    return Lever(
        table="milestones",
        key=milestone.id,
        column="forecast_date" if milestone.forecast_date is not None else "likely_date",
        label=f"milestone {milestone.id}",
        unit=Unit.DAYS,
        way=Way.EARLIER,
        most=most,
        changed=changing("milestones", lambda record: record.id == milestone.id, _milestone_moved),
    )


def _milestone_moved(milestone: Milestone, days: int) -> Milestone:
    stated = {name: getattr(milestone, name) for name in MILESTONE_DATES}
    moved: dict[str, Any] = {name: later(day, -days) for name, day in stated.items() if day is not None}
    return replace(milestone, **moved)


def deadline_later(portfolio: Portfolio, migration: Migration) -> Lever:
    """The deadline of a migration later, up to the horizon and as far again."""
    return Lever(
        table="migrations",
        key=migration.id,
        column="deadline_date",
        label=f"deadline of {migration.id}",
        unit=Unit.DAYS,
        way=Way.LATER,
        most=_ample_days(portfolio),
        changed=_moving(migration, "deadline_date", 1),
    )


def release_earlier(portfolio: Portfolio, migration: Migration) -> Lever | None:
    """The release date of a migration earlier, back to the status date; None where it binds nothing."""
    most = portfolio.day_of(migration.release_date) if migration.release_date is not None else 0
    if most <= 0:
        return None
    return Lever(
        table="migrations",
        key=migration.id,
        column="release_date",
        label=f"release date of {migration.id}",
        unit=Unit.DAYS,
        way=Way.EARLIER,
        most=most,
        changed=_moving(migration, "release_date", -1),
    )


def _moving(migration: Migration, column: str, sign: int) -> Change:
    def moved(record: Migration, days: int) -> Migration:
        stated: date | None = getattr(record, column)
        moving: dict[str, Any] = {} if stated is None else {column: later(stated, sign * days)}
        return replace(record, **moving)

    return changing("migrations", lambda record: record.id == migration.id, moved)


def horizon_later(portfolio: Portfolio) -> Lever:
    """The planning horizon later, up to as far again."""
    return Lever(
        table="portfolio",
        key="horizon_date",
        column="value",
        label="planning horizon",
        unit=Unit.DAYS,
        way=Way.LATER,
        most=_ample_days(portfolio),
        changed=lambda case, days: replace(case, horizon_date=later(case.horizon_date, days)),
    )


def agreed_day_moved(portfolio: Portfolio, taken: DecisionTaken, way: Way) -> Lever | None:
    """An agreed start or cutover earlier, never before the status date, or later; None of one that has passed."""
    day = portfolio.day_of(taken.agreed_date) if taken.agreed_date is not None else 0
    most = day if way is Way.EARLIER else max(0, portfolio.horizon_day - day)
    if day < 0 or most <= 0:
        return None
    sign = -1 if way is Way.EARLIER else 1

    def moved(record: DecisionTaken, days: int) -> DecisionTaken:
        return replace(
            record, agreed_date=None if record.agreed_date is None else later(record.agreed_date, sign * days)
        )

    what = "start" if taken.kind is CommitmentKind.START_AGREED else "cutover"
    return Lever(
        table="commitments",
        key=taken.id,
        column="agreed_date",
        label=f"agreed {what} of {taken.subject}",
        unit=Unit.DAYS,
        way=way,
        most=most,
        changed=changing("decisions_taken", lambda record: record.id == taken.id, moved),
        monotone=False,
        breaks_promise=True,
    )


def _ample_days(portfolio: Portfolio) -> int:
    """More days than any plan in sight needs."""
    return max(1, 2 * portfolio.horizon_day)


def with_milestone_later(portfolio: Portfolio, milestone: str, days: int) -> Portfolio:
    """The portfolio with an open milestone later; no lever, since that takes plans away."""
    moved = changing("milestones", lambda record: record.id == milestone, lambda m, d: _milestone_moved(m, -d))
    return moved(portfolio, days)
