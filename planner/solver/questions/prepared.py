"""A portfolio with its plan as numbers, made once for many questions."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.portfolio import Portfolio
from planner.domain.wording import counted
from planner.errors import SettingsError
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver.model.candidate import Candidate, from_plan
from planner.solver.model.compilation import compile_instance
from planner.solver.model.instance import Instance


@dataclass(frozen=True)
class Prepared:
    """A plan that keeps all rules, ready to be asked about."""

    portfolio: Portfolio
    plan: Plan
    instance: Instance
    candidate: Candidate

    @classmethod
    def of(cls, portfolio: Portfolio, plan: Plan) -> Prepared:
        """The plan of a portfolio. Raises SettingsError for one that breaks a rule."""
        instance = compile_instance(portfolio)
        return cls(portfolio, plan, instance, lawful_candidate(portfolio, instance, plan))


def lawful_candidate(portfolio: Portfolio, instance: Instance, plan: Plan) -> Candidate:
    """The plan as numbers. Raises SettingsError for one that breaks a rule: nothing can stay where it is in it."""
    breaches = judge(PlanCase(portfolio, plan))
    found = from_plan(instance, plan)
    if breaches or found is None:
        listed = "; ".join(str(breach) for breach in breaches[:3])
        broken = f"has {counted(len(breaches), 'breach', 'breaches')} of rules: {listed}"
        raise SettingsError(f"the plan {broken}; mend it first, for instance by repair")
    return found
