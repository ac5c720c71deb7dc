"""The value of one unit more: each lever solved again, as an interval that allows for missing proofs.

`U₀` and `L₀` are the least cost known and the bound of the portfolio as it is, `U₁` and `L₁` those with the lever. The value
of the lever is the least cost without it less the least cost with it. It lies between `max(0, L₀ − U₁)` and `U₀ − L₁`. Where
both plans are proved best the two are equal.

Small portfolios are solved again for every lever. For large ones shadow prices rank the levers first, and give a bound `L₁`
for each. Only the best are solved again, since a search cut short says nothing about the rest.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from planner.domain.policy import Priority
from planner.domain.portfolio import Portfolio
from planner.domain.routes import planned_migrations
from planner.futures.known_plans import fitting_versions, least_pounds
from planner.futures.trade_offs.marginal_levers import LeverKind, MarginalLever, Period, levers
from planner.futures.trade_offs.marginal_records import MarginalValue, MarginalValues
from planner.plan.better_plan import better_plan
from planner.plan.entries import Plan
from planner.plan.plan_case import PlanCase
from planner.solver import Outcome, SolverMemory, SolveSettings, Status, solve
from planner.solver.bound.shadow import ShadowPrices
from planner.solver.interruption import CallerStop
from planner.solver.model.compilation import compile_instance
from planner.solver.model.instance import Instance
from planner.solver.tuning import DEFAULT_TUNING

BASE_SHARE = 0.2
"""Of the time goes into the portfolio as it is."""
SHADOW_SHARE = 0.1
"""Of the time goes into shadow prices, where the portfolio is too large to solve for every lever."""
CONFIRMED = 8
"""Levers of a large portfolio that are solved for again."""
LEAST_SECONDS = 0.2
"""No search is given less, whatever the time limit."""


def marginal_values(
    portfolio: Portfolio,
    settings: SolveSettings | None = None,
    *,
    period: Period | None = None,
    chosen: Iterable[LeverKind] = tuple(LeverKind),
    subject: str | None = None,
    start: Plan | None = None,
    stop: Callable[[], bool] | None = None,
    on_value: Callable[[MarginalLever], None] | None = None,
) -> MarginalValues:
    """What each lever of the chosen kinds would save, solved for again; the time limit holds for all together.

    `subject`: only the lever of this resource, milestone or contract.

    `start`: a plan of the portfolio as it is, to begin with. Every search starts from the best plan known. A plan found for
    one lever is tried for all others and for the portfolio as it is. `stop` is as in `solve`: levers not solved for until
    then are valued without.

    One more unit of capacity counts throughout, or only within the `period`. Values are differences of cost, so the
    priority `cover` is left aside. `on_value` hears of every lever before it is solved for.
    """
    priced = replace(portfolio, policy=replace(portfolio.policy, priority=Priority.PRICE))
    kinds = frozenset(chosen)
    wanted = [lever for lever in levers(priced, period) if lever.kind in kinds and subject in (None, lever.subject)]
    search = _Search(priced, wanted, settings or SolveSettings(), start, on_value, CallerStop.of(stop))
    found = search.run()
    search.caller.raise_failure()
    return found


@dataclass
class _Known:
    """The best plan and bound known of one portfolio."""

    lever: MarginalLever | None
    portfolio: Portfolio
    plan: Plan | None = None
    pounds: int | None = None
    bound: int | None = None
    shadow: int | None = None
    confirmed: bool = False

    @cached_property
    def instance(self) -> Instance:
        """The portfolio as the solver sees it."""
        return compile_instance(self.portfolio)

    def offer(self, plan: Plan) -> None:
        """Take the plan, as it is or with other options, if it keeps every rule here and is cheaper."""
        if self.pounds is not None and least_pounds(self.instance, plan) >= self.pounds:
            return
        versions = fitting_versions(self.portfolio, plan, self.instance)
        case = min(
            (PlanCase(self.portfolio, version) for version in versions), key=lambda case: case.pounds, default=None
        )
        if case is not None and (self.pounds is None or case.pounds < self.pounds):
            self.plan, self.pounds = case.plan, case.pounds

    def learn(self, outcome: Outcome) -> None:
        """Take plan and bound of a solve."""
        if outcome.plan is not None and (self.pounds is None or (outcome.objective_pounds or 0) < self.pounds):
            self.plan, self.pounds = outcome.plan, outcome.objective_pounds
        if outcome.bound_pounds is not None:
            self.raise_bound(outcome.bound_pounds)

    def raise_bound(self, pounds: int) -> None:
        """Take the bound if it is higher."""
        self.bound = pounds if self.bound is None else max(pounds, self.bound)

    def saves(self, base: _Known) -> int:
        """Pounds by which the best plan is cheaper than that of the portfolio as it is."""
        return base.pounds - self.pounds if base.pounds is not None and self.pounds is not None else 0

    @property
    def proved(self) -> bool:
        """Whether no better plan exists."""
        return self.pounds is not None and self.pounds == self.bound


@dataclass
class _Search:
    """All levers of one portfolio being measured."""

    portfolio: Portfolio
    wanted: list[MarginalLever]
    settings: SolveSettings
    start: Plan | None
    on_value: Callable[[MarginalLever], None] | None
    caller: CallerStop
    known: list[_Known] = field(default_factory=list)
    interrupted: bool = False
    start_pounds: int | None = None
    memory: SolverMemory = field(default_factory=SolverMemory)
    started: float = field(default_factory=time.monotonic)

    def run(self) -> MarginalValues:
        """The portfolio as it is, then every lever, or where there are too many the best of them by shadow price."""
        total = self.settings.time_limit_seconds
        base = _Known(None, self.portfolio)
        small = len(planned_migrations(self.portfolio)) <= DEFAULT_TUNING.exact_alone_migrations
        outcome = self._solve(base, total * BASE_SHARE, self.start)
        self.start_pounds = outcome.start_pounds
        if base.plan is None:
            return self._answer(outcome.status, base)
        self.known = [self._started(base.plan, lever) for lever in self.wanted]
        chosen = self.known if small else self._by_shadow_price(base)
        for place, known in enumerate(chosen):
            if self.interrupted or self.caller():
                break
            if self.on_value is not None and known.lever is not None:
                self.on_value(known.lever)
            fixed = total * (1 - BASE_SHARE - SHADOW_SHARE) / len(chosen)
            left = (total - (time.monotonic() - self.started)) / (len(chosen) - place)
            self._solve(known, fixed if self.settings.deterministic else left, known.plan)
            known.confirmed = True
            self._share_plans(base, known)
        return self._answer(Status.OPTIMAL if base.proved else Status.FEASIBLE, base)

    def _started(self, plan: Plan, lever: MarginalLever) -> _Known:
        """A lever with the plan of the portfolio as it is, its options chosen again."""
        known = _Known(lever, lever.portfolio)
        known.offer(plan)
        return known

    def _by_shadow_price(self, base: _Known) -> list[_Known]:
        """The levers to solve for again, the best first; every lever gets its shadow price and a bound."""
        prices = ShadowPrices(self.portfolio, base.pounds or 0)
        seconds = self.settings.time_limit_seconds * SHADOW_SHARE
        prices.find(replace(self.settings, time_limit_seconds=seconds), self.caller)
        before = prices.bound_pounds
        for known in self.known:
            if self.caller():
                break
            bound = prices.bound_with(known.portfolio)
            if bound is not None and before is not None:
                known.raise_bound(bound)
                known.shadow = max(0, before - bound)
        promising = [known for known in self.known if known.shadow or known.saves(base)]
        return sorted(promising, key=lambda known: -max(known.shadow or 0, known.saves(base)))[:CONFIRMED]

    def _share_plans(self, base: _Known, known: _Known) -> None:
        """The plan with the lever counts wherever it keeps every rule. Its bound holds without the lever too.

        The plan of the portfolio as it is keeps the rules under every lever, so none can seem to cost money.
        """
        assert known.plan is not None
        if known.bound is not None:
            base.raise_bound(known.bound)
        for other in (base, *self.known):
            other.offer(known.plan)
        assert base.plan is not None
        for other in self.known:
            other.offer(base.plan)

    def _solve(self, known: _Known, seconds: float, start: Plan | None) -> Outcome:
        limited = replace(self.settings, time_limit_seconds=max(LEAST_SECONDS, seconds))
        outcome = solve(known.portfolio, limited, start=start, stop=self.caller, memory=self.memory)
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
            plan=base.plan,
            better_plan=better_plan(base.plan, base.pounds, self.start_pounds),
            values=tuple(ordered),
            interrupted=self.interrupted,
            stopped=self.caller.wished,
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
        shadow_pounds=known.shadow,
        is_confirmed=known.confirmed,
    )
