"""What the rules say on today's re-forecast."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.risk.tripwires.asked_plan import AskedPlan
from planner.risk.tripwires.known import UNKNOWN, Known
from planner.risk.tripwires.open_chains import OpenChain
from planner.risk.tripwires.reading_ahead import narrowed
from planner.risk.tripwires.records import Reading
from planner.risk.tripwires.reforecast import reforecast
from planner.risk.tripwires.rules import ALWAYS, LEVELS, Kind, Rule


def reading_today(asked: AskedPlan, read: Sequence[tuple[OpenChain, Rule]]) -> Reading:
    """What a rule says on today's re-forecast; that of a bundle is yes where any of its contracts says so."""
    return Reading.EXTEND if any(_says_yes(asked, chain, rule) for chain, rule in read) else Reading.DO_NOT


def _says_yes(asked: AskedPlan, chain: OpenChain, rule: Rule) -> bool:
    if rule.kind is not Kind.DATE:
        return rule == ALWAYS
    program = narrowed(asked.program, {chain.place})
    seen = reforecast(program, asked.uncertainty, _known_today(asked), LEVELS[rule.level])
    return bool(seen[chain.place, 0] > rule.threshold)


def _known_today(asked: AskedPlan) -> Known:
    """What is known today: what is achieved and what has happened, and of all else only that it is still to come."""
    uncertainty, varying = asked.uncertainty, len(asked.program.varying)
    hit = {id for event in uncertainty.events for id in event.milestones}
    still = [date.achieved or not (date.varies or date.id in hit) for date in uncertainty.dates]
    dates = [date.planning_day if sure else UNKNOWN for date, sure in zip(uncertainty.dates, still, strict=True)]
    return Known(
        day=0,
        dates=np.array([dates], dtype=np.int64).reshape(1, len(uncertainty.dates)),
        events=np.full((1, len(uncertainty.events)), UNKNOWN, dtype=np.int64),
        forecasts=np.zeros((1, len(uncertainty.dates))),
        shares=np.zeros(len(uncertainty.dates)),
        ended=np.full((1, varying), UNKNOWN, dtype=np.int64),
        running=np.full((1, varying), UNKNOWN, dtype=np.int64),
    )
