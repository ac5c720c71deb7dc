"""The column "why" of the register: the cause behind the act, where the plan is explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.plan.flagging.records import ContractFacts
from planner.plan.flagging.words import reason_for

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


def tell_why(case: PlanCase, facts: ContractFacts) -> str:
    """The sentence about the largest cause of the contract's late days; without one, what its dates and options say."""
    cause = case.reasons.cause_of(facts.contract) if case.reasons is not None else None
    return cause or reason_for(case.portfolio, facts)
