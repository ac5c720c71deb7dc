"""A plan as a value, its judgement, its measures, flags and decisions; knows nothing of a solver."""

from planner.plan.entries import Plan, PlannedMigration
from planner.plan.flagging.contract_flags import ContractFlag, DepartmentFlag, Flag, flag_contracts, flag_departments
from planner.plan.judge import judge
from planner.plan.measures import measures, objective_pounds, terms
from planner.plan.plan_file.document import PlanDocument, document_of, read_plan, write_plan
from planner.plan.plan_file.verification import Verification, verify
from planner.plan.register.decisions import Decision, decision_register

__all__ = [
    "ContractFlag",
    "Decision",
    "DepartmentFlag",
    "Flag",
    "Plan",
    "PlanDocument",
    "PlannedMigration",
    "Verification",
    "decision_register",
    "document_of",
    "flag_contracts",
    "flag_departments",
    "judge",
    "measures",
    "objective_pounds",
    "read_plan",
    "terms",
    "verify",
    "write_plan",
]
