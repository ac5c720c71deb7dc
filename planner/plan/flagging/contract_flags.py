"""Which flag a plan gives each contract and department."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.plan.flagging.department_flags import flag_departments
from planner.plan.flagging.facts import contract_facts
from planner.plan.flagging.records import (
    Action,
    BridgeNeeded,
    ContractFlag,
    DepartmentFlag,
    Exposure,
    Flag,
    LostOption,
    OptionNeeded,
    OrganisationFlag,
)
from planner.plan.flagging.words import action_for, reason_for
from planner.plan.schedule import ContractCover

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase

__all__ = [
    "Action",
    "BridgeNeeded",
    "ContractFlag",
    "DepartmentFlag",
    "Exposure",
    "Flag",
    "LostOption",
    "OptionNeeded",
    "OrganisationFlag",
    "flag_contracts",
    "flag_departments",
]


def flag_contracts(case: PlanCase) -> tuple[ContractFlag, ...]:
    """The flag of every contract, in the order of the portfolio; ask `PlanCase.flags`, which keeps them."""
    return tuple(_flag(case, cover) for cover in case.schedule.contracts.values())


def _flag(case: PlanCase, cover: ContractCover) -> ContractFlag:
    facts = contract_facts(case, cover)
    return ContractFlag(
        **vars(facts), reason=reason_for(case.portfolio, facts), action=action_for(case.portfolio, facts)
    )
