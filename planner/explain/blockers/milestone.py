"""Milestones: no anchor of a migration before their own date and the lags behind it."""

from __future__ import annotations

from collections.abc import Iterator

from planner.explain.blockers.block import Block, days_of_starts
from planner.explain.places import milestone_ref
from planner.explain.pushing import LONG_AGO, Push
from planner.explain.records import Category


def milestone_blocks(push: Push) -> Iterator[Block]:
    """What migrations wait for among each other blocks nothing: those before them shift along."""
    portfolio = push.case.portfolio
    for id in push.moving:
        for wait in push.waits.milestones[id]:
            own_day = portfolio.day_of(wait.milestone.planning_date)
            first = portfolio.axis.position(own_day) + wait.lag_days - push.works[id].profile.offset_days(wait.arrives)
            for days in days_of_starts(push, id, [(LONG_AGO, first)]):
                yield Block(
                    milestone_ref(wait.milestone), Category.READINESS, days, id, own_day, wait.via, wait.lag_days
                )
