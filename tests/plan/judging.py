"""What the judge says of a plan for the sample."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.portfolio import Portfolio
from planner.domain.rules import Rule
from planner.plan.breaches import Breach
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase


def breaches_of(
    rule: Rule, case: Portfolio, judged: Plan, must_be_off: Mapping[str, int] | None = None
) -> tuple[Breach, ...]:
    """The breaches of a plan, all of which must be of this rule."""
    found = judge(PlanCase(case, judged), must_be_off)
    assert {breach.rule for breach in found} <= {rule}, found
    return found


def amounts(rule: Rule, case: Portfolio, judged: Plan, must_be_off: Mapping[str, int] | None = None) -> list[int]:
    """By how much a plan breaks this rule, breach by breach; it must break no other."""
    return [breach.amount for breach in breaches_of(rule, case, judged, must_be_off)]
