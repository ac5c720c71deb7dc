"""Rules that keep a tolerance on other draws too: on those of the fit its upper limit has to be tolerated."""

from __future__ import annotations

from collections.abc import Callable

from planner.risk.tolerances.circle import SAME, Choice
from planner.risk.tolerances.keeping import FEW_LINKS, keeping

MOST_TIGHTENINGS = 5
"""So often the fit is made stricter until its upper limit is tolerated."""
LOOSENINGS = 3
"""So often what was made too strict is then halved back, where there are few options."""


def keeping_safely(
    before: Choice, tolerance: float, upper_limit: Callable[[Choice], float], errors: float
) -> tuple[Choice, float]:
    """The cheapest rules whose upper limit is tolerated, or that are as safe as asking for everything; and their target.

    Asking for everything has to keep the tolerance itself.
    """
    least, target, missed = before.circle.safest.chance, tolerance, None
    for _ in range(MOST_TIGHTENINGS):
        found = keeping(before, target + SAME, errors)
        if found is None:
            break
        over = upper_limit(found) - tolerance
        if over <= SAME or found.chance <= least + SAME:
            kept = (found, target + SAME)
            return kept if missed is None else _loosened(before, kept, missed, tolerance, upper_limit, errors)
        missed, target = target, max(least, min(found.chance, target) - over)
    return before.circle.safest, least + SAME


def _loosened(
    before: Choice,
    kept: tuple[Choice, float],
    missed: float,
    tolerance: float,
    upper_limit: Callable[[Choice], float],
    errors: float,
) -> tuple[Choice, float]:
    """The cheapest rules between a target that was kept and one whose upper limit was not tolerated."""
    best, target = kept
    for _ in range(LOOSENINGS if len(before.circle.links) <= FEW_LINKS else 0):
        middle = (target + missed) / 2.0
        found = keeping(before, middle, errors)
        if found is None or upper_limit(found) - tolerance > SAME:
            missed = middle
            continue
        target, best = middle, min(best, found, key=lambda each: each.cost)
    return best, target
