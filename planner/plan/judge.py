"""The judge: every breach of every rule by a plan, found without any solver."""

from __future__ import annotations

from planner.domain.portfolio import Portfolio
from planner.plan.breaches import PREDICATES, Breach, Case
from planner.plan.entries import Plan


def judge(portfolio: Portfolio, plan: Plan) -> tuple[Breach, ...]:
    """The breaches of a plan in the order of the rule catalogue; empty where it keeps every rule.

    Takes any plan, also one with unknown ids, duplicates or absurd days.
    """
    case = Case(portfolio, plan)
    return tuple(breach for predicate in PREDICATES.values() for breach in predicate(case))
