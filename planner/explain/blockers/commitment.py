"""Commitments: a migration whose start or cutover is agreed is not shifted."""

from __future__ import annotations

from collections.abc import Iterator

from planner.explain.blockers.block import Block, days_of_starts
from planner.explain.places import commitment_ref
from planner.explain.pushing import LONG_AGO, Push
from planner.explain.records import Category


def commitment_blocks(push: Push) -> Iterator[Block]:
    """Every day for which a feeder that commitments fix would have to start earlier."""
    for id in push.pulls:
        work = push.works[id]
        for taken in work.agreed:
            assert taken.agreed_date is not None, taken.id
            agreed_day = push.case.portfolio.day_of(taken.agreed_date)
            for days in days_of_starts(push, id, [(LONG_AGO, work.start)]):
                yield Block(commitment_ref(taken), Category.COMMITMENT, days, id, agreed_day)
