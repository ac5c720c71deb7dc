"""Several futures planned and compared: their costs, flags, dates and acts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from planner.domain.findings import Finding
from planner.domain.policy import Priority
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.futures.known_plans import Solve, best_known, rank, remembering
from planner.plan.better_plan import BetterPlan, better_plan
from planner.plan.entries import Plan
from planner.plan.flagging.records import ContractFlag, DepartmentFlag
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import Schedule
from planner.reading.overlay.applying import Overlaid, overlay_each
from planner.reading.overlay.editor import Change
from planner.reading.overlay.scenario import Scenario
from planner.solver import Outcome, SolveSettings, Status
from planner.solver.interruption import CallerStop
from planner.solver.model.compilation import compile_instance
from planner.solver.model.instance import Instance

BASE = "base"
"""Name of the portfolio without any scenario."""


@dataclass(frozen=True, kw_only=True)
class Future:
    """A portfolio under a scenario (None: as it is), what the scenario changed, and what solving it gave.

    `borrowed_from` names the future whose plan, carried out in this one, was better than the plan found for it in time.
    """

    scenario: Scenario | None
    portfolio: Portfolio
    changes: tuple[Change, ...]
    outcome: Outcome
    warnings: tuple[Finding, ...] = ()
    borrowed_from: str | None = None

    @property
    def name(self) -> str:
        """Name of the scenario, `base` without one."""
        return self.scenario.name if self.scenario else BASE

    @property
    def title(self) -> str:
        """What people call it."""
        return self.scenario.title if self.scenario else "As it is"

    @property
    def plan(self) -> Plan | None:
        """The plan found; None where there is none."""
        return self.outcome.plan

    @cached_property
    def instance(self) -> Instance:
        """The portfolio as the solver sees it."""
        return compile_instance(self.portfolio)

    @cached_property
    def case(self) -> PlanCase | None:
        """The portfolio with its plan and all that follows from them; None without a plan."""
        return PlanCase(self.portfolio, self.plan, self.outcome) if self.plan else None

    @property
    def schedule(self) -> Schedule | None:
        """The plan on the calendar."""
        return self.case.schedule if self.case else None

    @property
    def terms(self) -> Mapping[Term, int]:
        """Cost by term; empty without a plan."""
        return self.case.terms if self.case else {}

    @property
    def measures(self) -> Mapping[str, int]:
        """Every measure; empty without a plan."""
        return self.case.measures if self.case else {}

    @property
    def contract_flags(self) -> tuple[ContractFlag, ...]:
        """Flags of all contracts; empty without a plan."""
        return self.case.flags if self.case else ()

    @property
    def department_flags(self) -> tuple[DepartmentFlag, ...]:
        """Flags of all departments; empty without a plan."""
        return self.case.department_flags if self.case else ()


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Futures side by side, the portfolio as it is first.

    `start_pounds`: what the plan costs that the comparison started from; None without one that keeps every rule.
    """

    futures: tuple[Future, ...]
    start_pounds: int | None = None

    @property
    def base(self) -> Future:
        """The portfolio as it is."""
        return self.futures[0]

    @property
    def better_plan(self) -> BetterPlan | None:
        """A better plan for the portfolio as it is than the one the comparison started from; None without a start."""
        return better_plan(self.base.plan, self.base.outcome.objective_pounds, self.start_pounds)


def compare(
    portfolio: Portfolio,
    scenarios: Iterable[Scenario],
    settings: SolveSettings | None = None,
    *,
    start: Plan | None = None,
    stop: Callable[[], bool] | None = None,
    solve: Solve | None = None,
    on_future: Callable[[Future], None] | None = None,
) -> Comparison:
    """Plan the portfolio as it is and under every scenario, with the same settings.

    All scenarios are laid on the portfolio before the first is solved, so that a mistake in the last one costs no time.
    Raises `InputError` with the findings of all of them. `on_future` hears of each as it is solved.

    `stop` is as in `solve`: the futures begun until then are the answer, and the outcome of the last says so.
    `solve`: what solves each future, None for `planner.solve` with a memory of its own.
    `start` is a plan of the portfolio as it is, to begin with. Every future starts from the best that the plans known
    until then make in it. A search cut short can still make a future look dearer than one with more troubles. So at the
    end the plan of every future is tried in all others, until none is better than what each has.
    """
    as_it_is = Overlaid(portfolio=portfolio, changes=(), warnings=())
    given: list[tuple[Scenario | None, Overlaid]] = [(None, as_it_is), *overlay_each(portfolio, scenarios)]
    futures: list[Future] = []
    caller = CallerStop.of(stop)
    solved = solve or remembering(caller)
    plans = [start] if start is not None else []
    for scenario, found in given:
        outcome = solved(found.portfolio, settings or SolveSettings(), start=_start(found.portfolio, plans))
        futures.append(Future(scenario=scenario, outcome=outcome, **vars(found)))
        plans += [outcome.plan] if outcome.plan is not None else []
        if on_future is not None:
            on_future(futures[-1])
        if outcome.interrupted or caller():
            break
    caller.raise_failure()
    return Comparison(futures=_with_best_plans(tuple(futures)), start_pounds=_lawful_pounds(portfolio, start))


def _lawful_pounds(portfolio: Portfolio, plan: Plan | None) -> int | None:
    """What the plan costs; None where there is none, or one that breaks a rule."""
    if plan is None or judge(case := PlanCase(portfolio, plan)):
        return None
    return case.pounds


def _start(portfolio: Portfolio, plans: list[Plan]) -> Plan | None:
    """The best that these plans make; where none fits, the first of them, to be used as far as it does."""
    best = best_known(portfolio, plans)
    return best.plan if best is not None else next(iter(plans), None)


def _with_best_plans(futures: tuple[Future, ...]) -> tuple[Future, ...]:
    """The futures, each with the best plan of all that can be carried out in it.

    What is better in one future may be better still in the next, so this goes on until nothing changes.
    """
    while True:
        shared = tuple(_with_borrowed_plan(future, futures) for future in futures)
        if all(after is before for after, before in zip(shared, futures, strict=True)):
            return shared
        futures = shared


def _with_borrowed_plan(future: Future, others: Iterable[Future]) -> Future:
    """The future with the best plan of all that can be carried out in it; what is proved stays as it is."""
    if future.outcome.status in (Status.OPTIMAL, Status.INFEASIBLE):
        return future
    found = future
    for other in others:
        case = best_known(future.portfolio, [other.plan], future.instance) if other.plan is not None else None
        if case is not None and (found.case is None or rank(case) < rank(found.case)):
            lender = future.borrowed_from if other is future else other.name
            found = replace(future, outcome=_with_plan(future, case), borrowed_from=lender)
    return found


def _with_plan(future: Future, case: PlanCase) -> Outcome:
    """The outcome with another plan, its gap measured anew against the same bound (where there was one)."""
    outcome, bound = future.outcome, future.outcome.bound_pounds
    priced = case.pounds - case.terms[Term.NO_ROUTE]
    gap = max(0, case.pounds - bound) / priced if bound is not None and priced > 0 else None
    proved = gap == 0 and case.portfolio.policy.priority is Priority.PRICE
    return replace(
        outcome,
        status=Status.OPTIMAL if proved else Status.FEASIBLE,
        plan=case.plan,
        objective_pounds=case.pounds,
        gap=gap,
        wished_gap=None if proved else outcome.wished_gap,
    )
