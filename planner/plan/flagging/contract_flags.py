"""Which flag a plan gives each contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.plan.flagging.records import ContractFacts, ContractFlag
from planner.plan.flagging.words import action_for, reason_for

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


def flag_contracts(case: PlanCase) -> tuple[ContractFlag, ...]:
    """The flag of every contract, in the order of the portfolio; ask `PlanCase.flags`, which keeps them."""
    return tuple(_flag(case, facts) for facts in case.facts.values())


def _flag(case: PlanCase, facts: ContractFacts) -> ContractFlag:
    acts = case.acts_by_contract.get(facts.contract, ())
    return ContractFlag(**vars(facts), reason=reason_for(case.portfolio, facts), action=action_for(facts, acts))
