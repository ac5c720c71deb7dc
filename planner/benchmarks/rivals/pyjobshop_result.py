"""The results of PyJobShop in our words."""

from __future__ import annotations

from math import ceil, isfinite
from typing import Any

from planner.plan.outcome import Status

STATUS_BY_WORD = {
    "Optimal": Status.OPTIMAL,
    "Feasible": Status.FEASIBLE,
    "Infeasible": Status.INFEASIBLE,
}


def status_of(result: Any) -> Status:
    """The status of a result of PyJobShop; whatever is none of the clear ones means that nothing was found in time."""
    return STATUS_BY_WORD.get(result.status.value, Status.UNKNOWN)


def bound_of(result: Any) -> int | None:
    """The lower bound of a result, rounded up to a whole number; None where it has none."""
    if result.lower_bound is None or not isfinite(result.lower_bound):
        return None
    bound: float = result.lower_bound
    return max(0, ceil(bound - 1e-6))
