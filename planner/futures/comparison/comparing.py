"""Several futures planned and compared: their costs, flags, dates and acts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from planner.domain.findings import Finding
from planner.domain.policy import Priority
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.futures.transfer import transfer
from planner.plan.entries import Plan
from planner.plan.flagging.records import ContractFlag, DepartmentFlag
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import Schedule
from planner.reading.overlay.applying import Overlaid, overlay_each
from planner.reading.overlay.editor import Change
from planner.reading.overlay.scenario import Scenario
from planner.solver import Outcome, SolveSettings, Status, solve
from planner.solver.model.compilation import compile_instance
from planner.solver.model.instance import Instance

BASE = "base"
"""Name of the portfolio without any scenario."""

Solve = Callable[[Portfolio, SolveSettings], Outcome]


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
    """Futures side by side, the portfolio as it is first."""

    futures: tuple[Future, ...]

    @property
    def base(self) -> Future:
        """The portfolio as it is."""
        return self.futures[0]


def compare(
    portfolio: Portfolio,
    scenarios: Iterable[Scenario],
    settings: SolveSettings | None = None,
    *,
    solve: Solve = solve,
    on_future: Callable[[Future], None] | None = None,
) -> Comparison:
    """Plan the portfolio as it is and under every scenario, with the same settings.

    All scenarios are laid on the portfolio before the first is solved, so that a mistake in the last one costs no time.
    Raises `InputError` with the findings of all of them. `on_future` hears of each as it is solved.

    A search cut short can make a future look dearer than one with more troubles. So where a plan is not proved best, the
    plans made for the other futures are tried in it as well, and a better one is taken.
    """
    as_it_is = Overlaid(portfolio=portfolio, changes=(), warnings=())
    given: list[tuple[Scenario | None, Overlaid]] = [(None, as_it_is), *overlay_each(portfolio, scenarios)]
    futures: list[Future] = []
    for scenario, found in given:
        outcome = solve(found.portfolio, settings or SolveSettings())
        futures.append(Future(scenario=scenario, outcome=outcome, **vars(found)))
        if on_future is not None:
            on_future(futures[-1])
        if outcome.interrupted:
            break
    return Comparison(futures=tuple(_with_borrowed_plan(future, futures) for future in futures))


def _with_borrowed_plan(future: Future, others: Iterable[Future]) -> Future:
    """The future with the best plan of all that can be carried out in it."""
    if future.outcome.status is not Status.FEASIBLE or future.case is None:
        return future
    best, found = _rank(future.case), future
    for other in others:
        plan = transfer(future.portfolio, other.plan, future.instance) if other.plan is not None else None
        case = PlanCase(future.portfolio, plan) if plan is not None else None
        if case is not None and _rank(case) < best:
            lender = None if other is future else other.name
            best = _rank(case)
            found = replace(future, outcome=_with_plan(future, case), borrowed_from=lender)
    return found


def _rank(case: PlanCase) -> tuple[int, int]:
    """What makes a plan the better one: pounds, and before them the exposure where cover comes first."""
    first = 0
    if case.portfolio.policy.priority is Priority.COVER:
        first = sum(case.exposure_pounds(contract) for contract in case.schedule.contracts)
    return first, case.pounds


def _with_plan(future: Future, case: PlanCase) -> Outcome:
    """The outcome with another plan, its gap measured anew against the same bound (where there was a gap)."""
    bound, priced = future.outcome.bound_pounds, case.pounds - case.terms[Term.NO_ROUTE]
    known = bound is not None and future.outcome.gap is not None and priced > 0
    gap = max(0, case.pounds - (bound or 0)) / priced if known else None
    return replace(future.outcome, plan=case.plan, objective_pounds=case.pounds, gap=gap)
