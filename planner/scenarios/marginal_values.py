"""What one unit more is worth: each lever solved for again, as an interval that counts what is not proved.

With the least cost known and the bound of the portfolio as it is, `U₀` and `L₀`, and those with the lever, `U₁` and `L₁`,
the value of the lever (the least cost without it less the least cost with it) lies between `max(0, L₀ − U₁)` and
`U₀ − L₁`. Where both are proved best the two are equal.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from planner.domain.policy import Priority
from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.measures import objective_pounds
from planner.scenarios.marginal_levers import Lever, LeverKind, Period, levers
from planner.scenarios.marginal_records import MarginalValue, MarginalValues
from planner.solver import Outcome, SolveSettings, Status, solve
from planner.solver.candidate import from_plan, to_plan
from planner.solver.compilation import compile_instance
from planner.solver.option_choice import with_options

BASE_SHARE = 0.25
"""Of the time goes into the portfolio as it is."""
FIRST_SHARE = 0.5
"""Of the rest goes into a first look at every lever, what is left into a second look at the best."""
SECOND_LOOKS = 5
"""Levers that are looked at twice."""
LEAST_SECONDS = 0.2
"""No search is given less, whatever the time limit."""


def marginal_values(
    portfolio: Portfolio,
    settings: SolveSettings | None = None,
    *,
    period: Period | None = None,
    chosen: Iterable[LeverKind] = tuple(LeverKind),
    on_value: Callable[[Lever], None] | None = None,
) -> MarginalValues:
    """What each lever of the chosen kinds would save, solved for again; the time limit holds for all together.

    One more unit of capacity counts throughout, or only within the `period`. Values are differences of cost, so the
    priority `cover` is left aside. `on_value` hears of every lever before it is solved for.
    """
    priced = replace(portfolio, policy=replace(portfolio.policy, priority=Priority.PRICE))
    kinds = frozenset(chosen)
    wanted = [lever for lever in levers(priced, period) if lever.kind in kinds]
    return _Search(priced, wanted, settings or SolveSettings(), on_value).run()


@dataclass
class _Known:
    """The best plan and bound known of one portfolio."""

    lever: Lever | None
    portfolio: Portfolio
    plan: Plan | None = None
    pounds: int | None = None
    bound: int | None = None

    def offer(self, plan: Plan) -> None:
        """Take the plan if it keeps every rule here and is cheaper."""
        pounds = objective_pounds(self.portfolio, plan)
        if (self.pounds is None or pounds < self.pounds) and not judge(self.portfolio, plan):
            self.plan, self.pounds = plan, pounds

    def learn(self, outcome: Outcome) -> None:
        """Take plan and bound of a solve."""
        if outcome.plan is not None:
            self.offer(outcome.plan)
        if outcome.bound_pounds is not None:
            self.bound = max(outcome.bound_pounds, outcome.bound_pounds if self.bound is None else self.bound)

    @property
    def proved(self) -> bool:
        """Whether no better plan exists."""
        return self.pounds is not None and self.pounds == self.bound


@dataclass
class _Search:
    """All levers of one portfolio being measured."""

    portfolio: Portfolio
    wanted: list[Lever]
    settings: SolveSettings
    on_value: Callable[[Lever], None] | None
    known: list[_Known] = field(default_factory=list)
    interrupted: bool = False
    started: float = field(default_factory=time.monotonic)

    def run(self) -> MarginalValues:
        """The portfolio as it is, every lever once, the best ones twice."""
        total = self.settings.time_limit_seconds
        base = _Known(None, self.portfolio)
        outcome = self._solve(base, total * BASE_SHARE)
        if base.plan is None:
            return self._answer(outcome.status, base)
        first = total * (1 - BASE_SHARE) * FIRST_SHARE
        for place, lever in enumerate(self.wanted):
            if self.interrupted:
                break
            self._look_first(base, lever, first / len(self.wanted), place)
        self._look_again(base)
        status = Status.OPTIMAL if base.proved else Status.FEASIBLE
        return self._answer(status, base)

    def _look_first(self, base: _Known, lever: Lever, seconds: float, place: int) -> None:
        if self.on_value is not None:
            self.on_value(lever)
        known = _Known(lever, lever.portfolio)
        assert base.plan is not None
        known.offer(base.plan)
        rechosen = _with_options_chosen_again(lever.portfolio, base.plan)
        if rechosen is not None:
            known.offer(rechosen)
        self._solve(known, seconds)
        self.known.append(known)
        self._share_plans(base, known)

    def _look_again(self, base: _Known) -> None:
        """More time for the levers that save most, as far as they are not proved."""
        unproved = [known for known in self.known if not known.proved]
        best = sorted(unproved, key=lambda known: known.pounds or 0)[:SECOND_LOOKS]
        for place, known in enumerate(best):
            left = self.settings.time_limit_seconds - (time.monotonic() - self.started)
            if self.interrupted or (left <= 0 and not self.settings.deterministic):
                return
            fixed = self.settings.time_limit_seconds * (1 - BASE_SHARE) * (1 - FIRST_SHARE) / SECOND_LOOKS
            self._solve(known, fixed if self.settings.deterministic else left / (len(best) - place))
            self._share_plans(base, known)

    def _share_plans(self, base: _Known, known: _Known) -> None:
        """A better plan that does not need the lever counts for the portfolio as it is, and then for every lever.

        A bound with the lever holds without it too.
        """
        assert known.plan is not None
        if known.bound is not None:
            base.bound = known.bound if base.bound is None else max(base.bound, known.bound)
        before = base.pounds
        base.offer(known.plan)
        if base.pounds != before:
            assert base.plan is not None
            for other in self.known:
                other.offer(base.plan)

    def _solve(self, known: _Known, seconds: float) -> Outcome:
        limited = replace(self.settings, time_limit_seconds=max(LEAST_SECONDS, seconds))
        outcome = solve(known.portfolio, limited)
        self.interrupted = self.interrupted or outcome.interrupted
        known.learn(outcome)
        return outcome

    def _answer(self, status: Status, base: _Known) -> MarginalValues:
        values = (_value(base, known) for known in self.known)
        ordered = sorted(
            values, key=lambda value: (-value.found_pounds, -value.least_pounds, value.kind, value.subject)
        )
        return MarginalValues(
            status=status,
            cost_pounds=base.pounds,
            bound_pounds=base.bound,
            values=tuple(ordered),
            interrupted=self.interrupted,
            seconds=time.monotonic() - self.started,
        )


def _value(base: _Known, known: _Known) -> MarginalValue:
    lever, plan, pounds, before = known.lever, known.plan, known.pounds, base.pounds
    assert lever is not None
    assert plan is not None
    assert pounds is not None
    assert before is not None
    return MarginalValue(
        kind=lever.kind,
        subject=lever.subject,
        explanation=lever.explanation,
        found_pounds=before - pounds,
        least_pounds=max(0, base.bound - pounds) if base.bound is not None else 0,
        most_pounds=before - known.bound if known.bound is not None else None,
        cost_pounds=pounds,
        plan=plan,
    )


def _with_options_chosen_again(portfolio: Portfolio, plan: Plan) -> Plan | None:
    """The same migrations with the options that are cheapest for them in this portfolio."""
    instance = compile_instance(portfolio)
    candidate = from_plan(instance, plan)
    if candidate is None:
        return None
    chosen = with_options(instance, candidate.starts, candidate.modes)
    return to_plan(instance, chosen) if chosen is not None else None
