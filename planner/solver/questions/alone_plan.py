"""A part taken alone as a plan: the entries of its migrations, and the options that every plan contains."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.portfolio import Portfolio
from planner.domain.rules import Rule
from planner.errors import JudgementError
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver.model.candidate import Candidate, to_plan
from planner.solver.model.instance import Instance
from planner.solver.model.parts import Part


def alone_plan(portfolio: Portfolio, instance: Instance, part: Part, found: Candidate) -> Plan:
    """The plan, judged as if there were no other migrations; raises JudgementError where it breaks a rule."""
    prefixes = tuple(min(contract.prefixes) for contract in instance.contracts)
    options = to_plan(replace(instance, migrations=()), Candidate((), (), prefixes)).options
    plan = Plan(migrations=to_plan(part.instance, found).migrations, options=options)
    breaches = [breach for breach in judge(PlanCase(portfolio, plan)) if breach.rule is not Rule.COMPLETE]
    if breaches:
        raise JudgementError("; ".join(str(breach) for breach in breaches))
    return plan
