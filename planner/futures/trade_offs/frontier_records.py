"""The exact trade-off between two measures as values: points, the knee, and why the search for points stopped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from planner.plan.better_plan import BetterPlan
from planner.plan.entries import Plan
from planner.solver import POUNDS, Measure, Status


class Stop(StrEnum):
    """Why no further points were looked for."""

    COMPLETE = "complete"
    """Every point is there, and each is proved."""
    POINT_LIMIT = "point limit"
    """As many points as asked for; between two neighbours there may be more."""
    TIME_LIMIT = "time limit"
    """The time is used up, or a search ended without a proof; points may be missing or not yet the best."""
    INTERRUPTED = "interrupted"
    """Stopped by Ctrl-C."""
    STOPPED = "stopped"
    """Stopped by the program that asked."""


@dataclass(frozen=True, kw_only=True)
class FrontierPoint:
    """A plan that, as far as is proved, no other beats in one measure without losing in the other.

    OPTIMAL: proved, no plan has both measures at most these and one below. `bound` is a proved lower bound of y for
    every plan with x at most that of the point. `values` holds every measure.
    """

    x: int
    y: int
    plan: Plan
    status: Status
    bound: int | None
    values: Mapping[Measure, int]

    @property
    def gap(self) -> int | None:
        """How far y may at most lie above the least y possible at this x; None without a bound."""
        return None if self.bound is None else max(0, self.y - self.bound)


@dataclass(frozen=True, kw_only=True)
class Frontier:
    """The points by rising x (and so falling y), none dominated by another.

    `status` of an empty frontier is INFEASIBLE (no plan keeps the rules and limits) or UNKNOWN (none found in time). With
    points it is OPTIMAL where all of them are, else FEASIBLE.

    `today` holds every measure of the plan as it stands: the old plan where there is one, else the plan of an ordinary
    solve. It need not lie on the frontier. None where no such plan was found. `better_plan`: the cheapest plan found,
    where it is cheaper than the one the search was given to start from.
    """

    x: Measure
    y: Measure
    points: tuple[FrontierPoint, ...]
    stop: Stop
    status: Status
    seconds: float
    today: Mapping[Measure, int] | None = None
    better_plan: BetterPlan | None = None

    @cached_property
    def knee(self) -> int | None:
        """The position of the knee; None where no point lies below the line between the two ends.

        Parts of one sum have no knee either: a pound of one is a pound of the other, so the cheapest point is the one that
        stands out.
        """
        if {self.x, self.y} <= POUNDS:
            return None
        return knee_of([(point.x, point.y) for point in self.points])

    @cached_property
    def cheapest(self) -> int | None:
        """The position of the point that costs least, the first of several; None without points."""
        costs = [point.values[Measure.COST] for point in self.points]
        return costs.index(min(costs)) if costs else None

    @cached_property
    def place_of_today(self) -> int | None:
        """The position of the point that has both measures of today's plan; None where it is not on the frontier."""
        if self.today is None:
            return None
        places = [(point.x, point.y) for point in self.points]
        today = self.today[self.x], self.today[self.y]
        return places.index(today) if today in places else None

    @property
    def marks(self) -> tuple[tuple[str, ...], ...]:
        """What each point is known for: the plan of today, the cheapest, the knee."""
        marked = {"the plan of today": self.place_of_today, "cheapest": self.cheapest, "knee": self.knee}
        return tuple(
            tuple(name for name, place in marked.items() if place == position) for position in range(len(self.points))
        )

    @property
    def rates(self) -> tuple[float | None, ...]:
        """What one unit less of x costs in y, from each point to the one before it; None for the first."""
        steps = [(before.y - after.y) / (after.x - before.x) for before, after in pairwise(self.points)]
        return (None, *steps)[: len(self.points)]


def knee_of(points: Sequence[tuple[int, int]]) -> int | None:
    """The point farthest below the straight line between the two ends, both measures scaled to their range.

    Of several the first (Das 1999, On characterizing the knee of the Pareto curve). Beyond it, a further step on one axis
    costs more on the other than it did on the way there, on average. None with fewer than three points, or where none
    lies below the line.
    """
    if len(points) < 3:
        return None
    (left, top), (right, bottom) = points[0], points[-1]
    # Twice the area under the line, so that whole numbers decide: no rounding can move the knee.
    below = [(right - left) * (top - bottom) - (x - left) * (top - bottom) - (y - bottom) * (right - left)
             for x, y in points]  # fmt: skip
    best = max(range(len(points)), key=lambda position: below[position])
    return best if below[best] > 0 else None


def without_dominated(points: Sequence[FrontierPoint]) -> tuple[FrontierPoint, ...]:
    """The points that no other one matches or beats in both measures, by rising x."""
    kept: list[FrontierPoint] = []
    for point in sorted(points, key=lambda p: (p.x, p.y, p.status is not Status.OPTIMAL)):
        if not kept or point.y < kept[-1].y:
            kept.append(point)
    return tuple(kept)
