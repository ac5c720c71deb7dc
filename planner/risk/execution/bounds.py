"""The first day of each activity by release, planned start, and what is agreed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from planner.domain.decisions_taken import CommitmentKind
from planner.domain.portfolio import Portfolio
from planner.risk.execution.activities import Member
from planner.risk.execution.flat_program import NEVER, Ints
from planner.risk.execution.links import Places


def bounds_of(portfolio: Portfolio, places: Places, *, early: bool) -> Ints:
    """The first position of each activity; long before the status date for what nothing of this binds."""
    found = np.full(len(places.activities), -NEVER, dtype=np.int64)
    agreed = _agreed_cutovers(portfolio)
    for id, chain in places.by_member.items():
        member, first, block = places.member[id], chain[0], chain[-1]
        bound = _first_day(member, early) - places.shift(member, first)
        found[first] = max(found[first], bound)
        if member.id in agreed:
            found[block] = max(found[block], agreed[member.id] - member.cutover_length - member.shift)
    return found


def _first_day(member: Member, early: bool) -> int:
    """Its release and its planned start; as early as possible only a start that is agreed."""
    kept = not early or member.mode.fixed_start_day is not None
    return max(0, member.case.release_day, member.start if kept else 0)


def _agreed_cutovers(portfolio: Portfolio) -> Mapping[str, int]:
    return {
        taken.subject: portfolio.position_of(taken.agreed_date)
        for taken in portfolio.decisions_taken
        if taken.kind is CommitmentKind.CUTOVER_AGREED and taken.agreed_date is not None
    }
