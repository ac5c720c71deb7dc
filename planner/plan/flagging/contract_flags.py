"""Which flag a plan gives each contract and department."""

from __future__ import annotations

from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
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
from planner.plan.schedule import schedule_of

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


def flag_contracts(portfolio: Portfolio, plan: Plan) -> tuple[ContractFlag, ...]:
    """The flag of every contract, in the order of the portfolio."""
    schedule = schedule_of(portfolio, plan)
    flags = []
    for cover in schedule.contracts.values():
        facts = contract_facts(portfolio, cover, schedule)
        flags.append(
            ContractFlag(**vars(facts), reason=reason_for(portfolio, facts), action=action_for(portfolio, facts))
        )
    return tuple(flags)
