"""Rules that keep a tolerance on other draws too: on those of the fit its upper limit has to be tolerated."""

from __future__ import annotations

from collections.abc import Callable

from planner.risk.tolerances.circle import SAME, Choice
from planner.risk.tolerances.keeping import keeping

MOST_TIGHTENINGS = 5
"""So often the fit is made stricter until its upper limit is tolerated."""


def keeping_safely(
    before: Choice, tolerance: float, upper_limit: Callable[[Choice], float], errors: float
) -> tuple[Choice, float]:
    """The cheapest rules whose upper limit is tolerated, or that are as safe as asking for everything; and their target.

    Asking for everything has to keep the tolerance itself.
    """
    least, target = before.circle.safest.chance, tolerance
    for _ in range(MOST_TIGHTENINGS):
        found = keeping(before, target + SAME, errors)
        if found is None:
            break
        over = upper_limit(found) - tolerance
        if over <= SAME or found.chance <= least + SAME:
            return found, target + SAME
        target = max(least, min(found.chance, target) - over)
    return before.circle.safest, least + SAME
