"""The exact trade-off between two measures by the epsilon-constraint method.

Two searches find every point: the least y with x at most e, then the least x with that y (Haimes, Lasdon and Wismer 1971).
The second search leaves no dominated points, as in AUGMECON (Mavrotas 2009). Measures are whole numbers, so e = x − 1 steps
to the very next point, and a frontier can be proved complete. Boxes decide which e comes next (Hamacher, Pedersen and
Ruzika 2007). A box lies between two neighbouring points, and points not yet found can only lie inside. The largest one is
cut in half, so that a limited number of points is spread well. Of several plans at one point the cheapest is taken.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from planner.domain.portfolio import Portfolio
from planner.errors import SettingsError
from planner.futures.trade_offs.frontier_boxes import Box, first_boxes, largest
from planner.futures.trade_offs.frontier_guide import Guide
from planner.futures.trade_offs.frontier_records import Frontier, FrontierPoint, Stop, without_dominated
from planner.plan.better_plan import BetterPlan, better_plan
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.plan.promises import Promises
from planner.solver import Goal, GoalOutcome, Measure, SolveSettings, Status, measure_values, solve, solve_goal
from planner.solver.interruption import CallerStop
from planner.solver.model.candidate import to_plan
from planner.solver.model.compilation import compile_instance
from planner.solver.start import start_of
from planner.solver.tuning import DEFAULT_TUNING
from planner.solver.weighted import Weights

POINTS = 20
"""Points looked for unless another number is asked for."""
LEAST_SECONDS = 0.5
"""No search is given less, whatever the time limit."""
TODAY_SHARE = 0.1
"""Of the time goes into the plan of today, where none is given; it is one to start from too."""
BOTH = 2
"""Levels that have to be proved for a point: its y and, with that, its x."""

PointListener = Callable[[FrontierPoint], None]


def frontier(
    portfolio: Portfolio,
    x: Measure,
    y: Measure,
    settings: SolveSettings | None = None,
    *,
    points: int = POINTS,
    at_most: Mapping[Measure, int] | None = None,
    promises: Promises | None = None,
    plans: Iterable[Plan] = (),
    start: Plan | None = None,
    stop: Callable[[], bool] | None = None,
    on_point: PointListener | None = None,
) -> Frontier:
    """The plans between which only a choice between the two measures decides.

    The time limit holds for the whole frontier. `points`: stop after so many. `at_most` limits further measures;
    `promises` is what changed promises are counted against; `plans` are known already and searches start from them, the
    first is the plan of today. `start` is one more plan to start from; without `plans` that of today is searched for from
    it. Every search starts from the best plan known for what it asks. `stop` is as in `solve`: the points found until then
    are the answer.
    `on_point` hears of every point as it is found; a later one may still show that it is dominated. Raises
    SettingsError for a measure against itself, fewer than two points, or changed promises without promises.
    """
    if x is y:
        raise SettingsError(f"{x.value} cannot be traded off against itself; name two different measures")
    if points < BOTH:
        raise SettingsError(f"points is {points}; a frontier has two ends, so it must be at least 2")
    limits = dict(at_most or {})
    search = _Search(
        portfolio, x, y, settings or SolveSettings(), points, limits, promises, on_point, CallerStop.of(stop)
    )
    found = search.run(plans, start)
    search.caller.raise_failure()
    return found


@dataclass
class _Search:
    """One frontier in the making.

    `pool`: lawful plans known with their measures, for warm starts. `floors`: (e, least y possible with x at most e).
    `today`: the measures of the plan of today. `unproved`: some search ended without a proof. `boxes`: where further points
    may lie.
    """

    portfolio: Portfolio
    x: Measure
    y: Measure
    settings: SolveSettings
    most_points: int
    at_most: dict[Measure, int]
    promises: Promises | None
    on_point: PointListener | None
    caller: CallerStop
    found: list[FrontierPoint] = field(default_factory=list)
    pool: list[tuple[Plan, Mapping[Measure, int]]] = field(default_factory=list)
    floors: list[tuple[int, int]] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    today: Mapping[Measure, int] | None = None
    start_pounds: int | None = None
    unproved: bool = False
    interrupted: bool = False
    started: float = field(default_factory=time.monotonic)
    guide: Guide = field(init=False)

    def __post_init__(self) -> None:
        self.guide = Guide(self.portfolio, self.x, self.y, self.caller)

    def run(self, plans: Iterable[Plan], start: Plan | None) -> Frontier:
        """The plan of today, both ends, then box by box."""
        for plan in self._plans_of_today(plans, start):
            values = self._know(plan)
            self.today = self.today or values
        if start is not None:
            self._know_versions(start)
        for plan in self.guide.ends(self._settings(), self._start_for):
            self._know(plan)
        right = self._search(None)
        if right.plan is None:
            return self._frontier(right.status)
        left = right if self.interrupted or self.caller() else self._search(None, least_x=True)
        if left.plan is not None:
            self.boxes = first_boxes(self._place(left), self._place(right))
        while self.boxes and not self._must_stop:
            self._look_into(largest(self.boxes))
        return self._frontier(Status.FEASIBLE)

    def _plans_of_today(self, plans: Iterable[Plan], start: Plan | None) -> tuple[Plan, ...]:
        """The plans given, the first of which is that of today; without any the plan of an ordinary solve."""
        given = tuple(plans)
        if given:
            return given
        seconds = TODAY_SHARE * self.settings.time_limit_seconds
        outcome = solve(
            self.portfolio, replace(self.settings, time_limit_seconds=seconds), start=start, stop=self.caller
        )
        self.interrupted = outcome.interrupted
        return () if outcome.plan is None else (outcome.plan,)

    def _know(self, plan: Plan) -> Mapping[Measure, int]:
        """Remember a plan for warm starts if it keeps every rule; its measures."""
        values = measure_values(self.portfolio, plan, self.promises)
        if not judge(PlanCase(self.portfolio, plan)):
            self.pool.append((plan, values))
        return values

    def _know_versions(self, start: Plan) -> None:
        """Remember the plan to start from and what it costs, as it is and with the best options for its starts."""
        instance = compile_instance(self.portfolio)
        begun = start_of(self.portfolio, instance, start, DEFAULT_TUNING.options)
        self.start_pounds = begun.pounds
        for candidate in begun.candidates:
            self._know(to_plan(instance, candidate))

    def _start_for(self, weights: Weights) -> Plan | None:
        """The plan known whose weighted sum is least."""

        def pounds(item: tuple[Plan, Mapping[Measure, int]]) -> int:
            return sum(weight * item[1][measure] for measure, weight in weights.items())

        return min(self.pool, key=pounds)[0] if self.pool else None

    def _look_into(self, box: Box) -> None:
        self.boxes.remove(box)
        limit = self._guided_limit(box)
        outcome = self._search(limit)
        self.boxes += box.after_search(limit, self._place(outcome) if outcome.plan is not None else None)

    def _guided_limit(self, box: Box) -> int:
        """The x of a plan found below the line between the ends of the box; without one the limit of the box itself."""
        if not self.guide.weighs_both or box.lower_half_empty:
            return box.next_limit
        plan = self.guide.between(box, self._settings(), self._start_for)
        values = self._know(plan) if plan is not None else {}
        inside = box.after_x < values.get(self.x, box.after_x) < box.until_x and values[self.y] < box.high_y
        return values[self.x] if inside else box.next_limit

    def _search(self, most_x: int | None, *, least_x: bool = False) -> GoalOutcome:
        """The least y within the limit (or the least x of all), then the least of the other; a point if found."""
        first, then = (self.x, self.y) if least_x else (self.y, self.x)
        limits = self.at_most
        if most_x is not None:
            limits = {**limits, self.x: min(most_x, limits.get(self.x, most_x))}
        floor = None if least_x else self._floor(most_x)
        goal = Goal(minimise=first, then=(then, Measure.COST), at_most=limits, promises=self.promises, floor=floor)
        hint = self._hint(limits, first, then)
        outcome = solve_goal(self.portfolio, goal, self._settings(), hint=hint, stop=self.caller)
        self.interrupted = self.interrupted or outcome.interrupted or self.guide.interrupted
        self.unproved = self.unproved or outcome.proved_levels < BOTH
        if not least_x and most_x is not None and outcome.bound is not None:
            self.floors.append((most_x, outcome.bound))
        if outcome.plan is not None:
            self.pool.append((outcome.plan, outcome.values))
            self._add_point(outcome, outcome.plan, least_x=least_x)
        return outcome

    def _add_point(self, outcome: GoalOutcome, plan: Plan, *, least_x: bool) -> None:
        proved = outcome.proved_levels >= BOTH and outcome.bound == outcome.value
        x, y = self._place(outcome)
        bound = y if proved else (self._floor(x) if least_x else outcome.bound)
        point = FrontierPoint(
            x=x,
            y=y,
            plan=plan,
            status=Status.OPTIMAL if proved else Status.FEASIBLE,
            bound=bound,
            values=outcome.values,
        )
        if (x, y) not in [(known.x, known.y) for known in self.found] and self.on_point is not None:
            self.on_point(point)
        self.found.append(point)

    def _place(self, outcome: GoalOutcome) -> tuple[int, int]:
        return outcome.values[self.x], outcome.values[self.y]

    def _floor(self, most_x: int | None) -> int | None:
        """A proved lower bound of y with x at most this: of a weaker limit, of a proved point, or of a weighted sum.

        A point proved by both searches has the least x of all plans with its y or less; so left of it y is larger.
        """
        if most_x is None:
            return None
        known = [bound for limit, bound in self.floors if limit >= most_x]
        known += [point.y + 1 for point in self.found if point.status is Status.OPTIMAL and point.x > most_x]
        known += [bound for bound in (self.guide.least_y(most_x),) if bound is not None]
        return max(known, default=None)

    def _hint(self, limits: Mapping[Measure, int], first: Measure, then: Measure) -> Plan | None:
        """The best plan known within the limits; where none is, the one with the least x."""
        within = [item for item in self.pool if all(item[1][measure] <= most for measure, most in limits.items())]
        if within:
            return min(within, key=lambda item: (item[1][first], item[1][then]))[0]
        return min(self.pool, key=lambda item: item[1][self.x])[0] if self.pool else None

    def _settings(self) -> SolveSettings:
        """A fair share of the time left: quick searches leave more to the later ones."""
        total = self.settings.time_limit_seconds
        if self.settings.deterministic:
            return replace(self.settings, time_limit_seconds=total / (2 * self.most_points + 2))
        searches_left = max(1, self.most_points - len(self._places)) + 1
        searches_left *= 2 if self.guide.is_wanted else 1
        seconds = max(LEAST_SECONDS, (total - self._seconds) / searches_left)
        return replace(self.settings, time_limit_seconds=seconds)

    @property
    def _seconds(self) -> float:
        return time.monotonic() - self.started

    @property
    def _places(self) -> set[tuple[int, int]]:
        return {(point.x, point.y) for point in self.found}

    @property
    def _out_of_time(self) -> bool:
        return not self.settings.deterministic and self._seconds >= self.settings.time_limit_seconds

    @property
    def _must_stop(self) -> bool:
        return self.interrupted or self.caller() or self._out_of_time or len(self._places) >= self.most_points

    def _stop(self) -> Stop:
        if self.interrupted:
            return Stop.INTERRUPTED
        if self.caller.wished:
            return Stop.STOPPED
        if self.boxes and not self._out_of_time:
            return Stop.POINT_LIMIT
        return Stop.TIME_LIMIT if self.boxes or self.unproved else Stop.COMPLETE

    def _points(self) -> tuple[FrontierPoint, ...]:
        """The points found, with plans known that beat one whose own search was cut short.

        Where searches were missed out, the other plans known that no point beats are points too, as far as asked for.
        """
        known = [
            FrontierPoint(
                x=values[self.x],
                y=values[self.y],
                plan=plan,
                status=Status.FEASIBLE,
                bound=self._floor(values[self.x]),
                values=values,
            )
            for plan, values in self.pool
            if self._allowed(values)
        ]
        points = without_dominated([*self.found, *(point for point in known if _beats_one(point, self.found))])
        for point in known if points else ():
            if len(points) < self.most_points:
                points = without_dominated([*points, point])
        return points

    def _allowed(self, values: Mapping[Measure, int]) -> bool:
        return all(values[measure] <= most for measure, most in self.at_most.items())

    def _frontier(self, status: Status) -> Frontier:
        """`status` is that of the answer unless every point is proved."""
        points = self._points()
        if points and all(point.status is Status.OPTIMAL for point in points):
            status = Status.OPTIMAL
        stop = Stop.COMPLETE if status is Status.INFEASIBLE else self._stop()
        return Frontier(
            x=self.x,
            y=self.y,
            points=points,
            stop=stop,
            status=status,
            seconds=self._seconds,
            today=self.today,
            better_plan=self._better_plan(),
        )

    def _better_plan(self) -> BetterPlan | None:
        """The cheapest plan found, where it is cheaper than the one to start from."""
        plan, values = min(self.pool, key=lambda item: item[1][Measure.COST], default=(None, {}))
        return better_plan(plan, values.get(Measure.COST), self.start_pounds)


def _beats_one(point: FrontierPoint, found: Iterable[FrontierPoint]) -> bool:
    return any(
        point.x <= other.x and point.y <= other.y and (point.x, point.y) != (other.x, other.y) for other in found
    )
