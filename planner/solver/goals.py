"""One measure minimised while others are limited: the exact model level by level, with a bound of the first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.errors import SettingsError
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.outcome import Status
from planner.plan.plan_case import PlanCase
from planner.plan.promises import Promises
from planner.solver.conflicts import second_check
from planner.solver.goal_measures import GoalModel, Measure, goal_model, measure_of, measure_values
from planner.solver.interruption import CallerStop, interruptible
from planner.solver.model.candidate import Candidate, from_plan, to_plan
from planner.solver.model.compilation import compile_instance
from planner.solver.model.exact import Proof, SearchResult, limits_of, search
from planner.solver.monitor import Monitor
from planner.solver.settings import SolveSettings
from planner.solver.solve import judged
from planner.solver.tuning import SearchTuning


@dataclass(frozen=True, kw_only=True)
class Goal:
    """Minimise one measure while others are at most something; ties are broken by the measures of `then`, in order.

    The last tie-break of all is the sum of cutover days. `promises`: what changed promises are counted against.
    `floor`: a bound of the minimised measure that is already proved.
    """

    minimise: Measure
    at_most: Mapping[Measure, int] = field(default_factory=dict)
    then: tuple[Measure, ...] = ()
    promises: Promises | None = None
    floor: int | None = None

    def __post_init__(self) -> None:
        asked = {self.minimise, *self.at_most, *self.then}
        if Measure.CHANGED_PROMISES in asked and self.promises is None:
            raise SettingsError("changed promises need an old plan; without one nothing has been promised")

    @property
    def levels(self) -> tuple[Measure, ...]:
        """What is minimised, one after the other."""
        return tuple(dict.fromkeys((self.minimise, *self.then, Measure.CUTOVER_SUM)))


@dataclass(frozen=True, kw_only=True)
class GoalOutcome:
    """The answer to a goal.

    `value` is the minimised measure of the plan, `bound` a proved lower bound of it for every plan within the limits,
    `values` every measure. `status` is OPTIMAL where value and bound meet;
    `wished_gap`: the gap the user wished for, where it ended the first level before that.
    `proved_levels` counts the levels proved from the first on, the sum of cutover days included.
    """

    status: Status
    plan: Plan | None
    value: int | None
    bound: int | None
    values: Mapping[Measure, int]
    proved_levels: int
    seconds: float
    wished_gap: float | None = None
    interrupted: bool = False
    stopped: bool = False


def solve_goal(
    portfolio: Portfolio,
    goal: Goal,
    settings: SolveSettings | None = None,
    hint: Plan | None = None,
    tuning: SearchTuning | None = None,
    *,
    stop: Callable[[], bool] | None = None,
) -> GoalOutcome:
    """The best plan for a goal; `hint` is a plan to start from, which need not keep the limits nor the rules.

    `stop` is as in `solve`: a hint that keeps limits and rules is not lost when it ends the search.

    Every plan returned has passed the judge, and its values are computed from the plan. "Infeasible" is confirmed by a
    second configuration; where that does not agree, the status is unknown. The priority of the portfolio's policy plays
    no part: what comes first is what the goal says. Raises SettingsError where a goal asks for changed promises
    without any, JudgementError where the model made a plan that breaks a rule.
    """
    settings, tuning = settings or SolveSettings(), tuning or SearchTuning()
    instance = compile_instance(portfolio)
    model = goal_model(instance, tuning.exact, goal.promises)
    for measure, most in goal.at_most.items():
        model.limit(measure, most)
    caller = CallerStop.of(stop)
    run = _Run(portfolio, goal, model, Monitor(instance, settings, tuning, caller=caller))
    if hint is not None:
        run.start_from(hint)
    with interruptible(run.monitor.interruption):
        infeasible = run.minimise_all() and run.confirmed_infeasible()
    caller.raise_failure()
    return run.outcome(infeasible)


@dataclass
class _Run:
    """One goal being solved. `hint`: what searches start from; `best` with its `values` keeps every rule and limit."""

    portfolio: Portfolio
    goal: Goal
    model: GoalModel
    monitor: Monitor
    hint: Candidate | None = None
    best: Plan | None = None
    values: Mapping[Measure, int] = field(default_factory=dict)
    bound: int | None = None
    proved_levels: int = 0

    def __post_init__(self) -> None:
        self.bound = self.goal.floor

    def start_from(self, plan: Plan) -> None:
        """Search from this plan, and keep it where it already does."""
        self.hint = from_plan(self.monitor.instance, plan)
        if self.hint is None or judge(PlanCase(self.portfolio, plan)):
            return
        values = measure_values(self.portfolio, plan, self.goal.promises)
        if all(values[measure] <= most for measure, most in self.goal.at_most.items()):
            self.best, self.values = plan, values

    def minimise_all(self) -> bool:
        """Minimise level by level; whether the first search says that no plan is within the limits."""
        for level, measure in enumerate(self.goal.levels):
            result = self._minimise(level, measure)
            if result is not None and result.proof is Proof.INFEASIBLE and self.best is None:
                return True
            if self.best is None or self.monitor.out_of_time:
                return False
            self.model.limit(measure, self.values[measure])
        return False

    def _minimise(self, level: int, measure: Measure) -> SearchResult | None:
        """One level; None where the value known is already proved."""
        if level == 0 and self._first_is_close_enough:
            self.proved_levels = int(self._first_is_proved)
            return None
        self._hint()
        watch = _Watch(self, measure, level)
        result = search(
            self.model.exact,
            limits_of(self.monitor.settings, self.monitor.tuning.exact, self._seconds(level)),
            minimise=self.model.expressions[measure],
            should_stop=lambda: self.monitor.out_of_time or watch.close_enough,
            on_candidate=watch.see_candidate if watch.wanted else None,
            on_bound=watch.see_bound if watch.wanted else None,
        )
        if result.candidate is not None:
            self._keep(result.candidate, level)
        if level == 0 and result.bound is not None:
            self.bound = max(result.bound, self.bound if self.bound is not None else result.bound)
        proved = self._first_is_proved if level == 0 else result.proof is Proof.OPTIMAL
        if proved and self.proved_levels == level:
            self.proved_levels = level + 1
        return result

    def _hint(self) -> None:
        if self.hint is not None:
            self.model.exact.variables.hint(self.hint)

    def _keep(self, candidate: Candidate, level: int) -> None:
        """Keep a plan that is better on the levels up to this one."""
        plan = judged(self.portfolio, to_plan(self.monitor.instance, candidate))
        values = measure_values(self.portfolio, plan, self.goal.promises)
        compared = self.goal.levels[: level + 1]
        if self.best is None or [values[m] for m in compared] < [self.values[m] for m in compared]:
            self.best, self.values, self.hint = plan, values, candidate

    @property
    def _first_is_proved(self) -> bool:
        return self.best is not None and self.bound is not None and self._first_value <= self.bound

    @property
    def _first_is_close_enough(self) -> bool:
        """Whether it is proved, or proved within the gap that was wished."""
        if self.best is None or self.bound is None:
            return False
        return self.is_close(self._first_value, self.bound, self.values)

    @property
    def _stopped_by_wish(self) -> bool:
        return self._first_is_close_enough and not self._first_is_proved

    @property
    def _first_value(self) -> int:
        return self.values[self.goal.minimise]

    def is_close(self, value: int, bound: float, values: Mapping[Measure, int]) -> bool:
        """Whether the minimised measure is within the gap that was wished; of the cost, what nobody can leave is no part."""
        apart = values[measure_of(Term.NO_ROUTE)] if self.goal.minimise is Measure.COST else 0
        return value - bound <= self.monitor.settings.gap_target * abs(value - apart)

    def _seconds(self, level: int) -> float:
        """In deterministic mode fixed shares; else what is left, of which the first level may take the most."""
        settings, later = self.monitor.settings, len(self.goal.levels) - 1
        first_share = self.monitor.tuning.exact.first_level_share
        if settings.deterministic:
            share = first_share if level == 0 else (1 - first_share) / later
            return settings.time_limit_seconds * share
        left = self.monitor.seconds_left
        return left * first_share if level == 0 else left / (len(self.goal.levels) - level)

    def confirmed_infeasible(self) -> bool:
        """Whether a second configuration, without an objective, agrees that there is no plan within the limits."""
        limits = second_check(self.monitor.tuning)
        return search(self.model.exact, limits, should_stop=self.monitor.stopped).proof is Proof.INFEASIBLE

    def outcome(self, infeasible: bool) -> GoalOutcome:
        if self.best is None:
            status = Status.INFEASIBLE if infeasible else Status.UNKNOWN
        else:
            status = Status.OPTIMAL if self._first_is_proved else Status.FEASIBLE
        return GoalOutcome(
            status=status,
            wished_gap=self.monitor.settings.gap_target if self._stopped_by_wish else None,
            plan=self.best,
            value=self.values[self.goal.minimise] if self.best is not None else None,
            bound=None if infeasible else self.bound,
            values=self.values,
            proved_levels=self.proved_levels,
            seconds=self.monitor.seconds,
            interrupted=self.monitor.interrupted,
            stopped=self.monitor.caller.wished,
        )


@dataclass
class _Watch:
    """What a running search has reached, to end it within the gap target."""

    run: _Run
    measure: Measure
    level: int
    values: Mapping[Measure, int] | None = None
    bound: float | None = None

    @property
    def wanted(self) -> bool:
        """Whether there is a gap target to watch."""
        return self.level == 0 and self.run.monitor.settings.gap_target > 0

    def see_candidate(self, candidate: Candidate) -> None:
        plan = to_plan(self.run.monitor.instance, candidate)
        values = measure_values(self.run.portfolio, plan, self.run.goal.promises)
        if self.values is None or values[self.measure] < self.values[self.measure]:
            self.values = values

    def see_bound(self, bound: float) -> None:
        self.bound = bound

    @property
    def close_enough(self) -> bool:
        if self.values is None or self.bound is None:
            return False
        return self.run.is_close(self.values[self.measure], self.bound, self.values)
