"""Any plan of a portfolio that the judge accepts, or none: without an objective, and with a seed of its own."""

from __future__ import annotations

from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver.model.candidate import to_plan
from planner.solver.model.compilation import compile_instance
from planner.solver.model.exact import Proof, SearchLimits, build, search
from planner.solver.tuning import DEFAULT_TUNING

LIMITS = SearchLimits(seconds=20, workers=1, seed=77, tuning=DEFAULT_TUNING.exact, deterministic=True, presolve=False)


def any_plan(portfolio: Portfolio) -> Plan | None:
    """A plan that keeps every rule; None where there is none. A search that shows neither fails the test."""
    instance = compile_instance(portfolio)
    result = search(build(instance, LIMITS.tuning, terms={}), LIMITS)
    assert result.proof is not Proof.NOTHING
    if result.candidate is None:
        return None
    plan = to_plan(instance, result.candidate)
    assert judge(PlanCase(portfolio, plan)) == ()
    return plan
