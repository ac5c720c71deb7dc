"""Plans that are known already, tried in another future: no plan that keeps all rules there is thrown away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from math import inf
from typing import Protocol

from planner.domain.policy import Priority
from planner.domain.portfolio import Portfolio
from planner.futures.transfer import transfer
from planner.plan.entries import Plan
from planner.plan.plan_case import PlanCase
from planner.solver import Outcome, SolverMemory, SolveSettings, solve
from planner.solver.model.candidate import cheapest_prefixes, from_plan, objective_pounds, to_plan
from planner.solver.model.compilation import compile_instance
from planner.solver.model.instance import Instance
from planner.solver.start import start_of
from planner.solver.tuning import DEFAULT_TUNING


class Solve(Protocol):
    """What solves a future: `planner.solve`, or what a test puts in its place."""

    def __call__(self, portfolio: Portfolio, settings: SolveSettings, *, start: Plan | None = None) -> Outcome:
        """The outcome; where a start keeps every rule it is no worse than that."""
        ...


def remembering(stop: Callable[[], bool] | None = None) -> Solve:
    """`planner.solve` with a memory of its own: each future goes on from what the others have proved."""
    memory = SolverMemory()

    def solved(portfolio: Portfolio, settings: SolveSettings, *, start: Plan | None = None) -> Outcome:
        return solve(portfolio, settings, start=start, stop=stop, memory=memory)

    return solved


def fitting_versions(portfolio: Portfolio, plan: Plan, instance: Instance) -> Iterator[Plan]:
    """The plan as it is and with the best options for its starts, where that breaks no rule of the portfolio."""
    for candidate in start_of(portfolio, instance, plan, DEFAULT_TUNING.options).candidates:
        yield to_plan(instance, candidate)


def lawful_versions(portfolio: Portfolio, plan: Plan, instance: Instance) -> Iterator[Plan]:
    """The same, and the plan as it would be carried out where that breaks no rule."""
    yield from fitting_versions(portfolio, plan, instance)
    carried_out = transfer(portfolio, plan, instance)
    if carried_out is not None:
        yield carried_out


def best_known(portfolio: Portfolio, plans: Iterable[Plan], instance: Instance | None = None) -> PlanCase | None:
    """The best that these plans make in the portfolio, the first of equals; None where none of them fits.

    `instance` is that of the portfolio, for those who try many plans in it.
    """
    compiled = instance or compile_instance(portfolio)
    versions = (version for plan in dict.fromkeys(plans) for version in lawful_versions(portfolio, plan, compiled))
    return min((PlanCase(portfolio, version) for version in dict.fromkeys(versions)), key=rank, default=None)


def least_pounds(instance: Instance, plan: Plan) -> float:
    """No version of the plan on its own days costs less here; infinite where it has not every migration."""
    candidate = from_plan(instance, plan)
    if candidate is None:
        return inf
    prefixes = cheapest_prefixes(instance, candidate.starts, candidate.modes)
    return objective_pounds(instance, replace(candidate, prefixes=prefixes))


def rank(case: PlanCase) -> tuple[int, int]:
    """What makes a plan the better one: pounds, and before them the exposure where cover comes first."""
    first = 0
    if case.portfolio.policy.priority is Priority.COVER:
        first = sum(case.exposure_pounds(contract) for contract in case.schedule.contracts)
    return first, case.pounds
