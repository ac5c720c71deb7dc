"""The judge: every breach of every rule by a plan, found without any solver."""

from __future__ import annotations

from planner.plan.breaches import PREDICATES, Breach
from planner.plan.plan_case import PlanCase


def judge(case: PlanCase) -> tuple[Breach, ...]:
    """The breaches of a plan in the order of the rule catalogue; empty where it keeps every rule.

    Takes any plan, also one with unknown ids, duplicates or absurd days.
    """
    return tuple(breach for predicate in PREDICATES.values() for breach in predicate(case))
