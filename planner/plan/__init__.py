"""A plan as a value, its judgement, its measures, flags and decisions; knows nothing of a solver."""

from planner.plan.better_plan import BetterPlan
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.flagging.records import ContractFlag, DepartmentFlag, Flag
from planner.plan.judge import judge
from planner.plan.ledger import Charge
from planner.plan.outcome import Outcome, Progress, Status
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.adoption import Adoption, read_adoption
from planner.plan.plan_file.document import PlanDocument, document_of, read_plan, write_plan
from planner.plan.plan_file.verification import Verification, verify
from planner.plan.register.records import Act

__all__ = [
    "Act",
    "Adoption",
    "BetterPlan",
    "Charge",
    "ContractFlag",
    "DepartmentFlag",
    "Flag",
    "Outcome",
    "Plan",
    "PlanCase",
    "PlanDocument",
    "PlannedMigration",
    "Progress",
    "Status",
    "Verification",
    "document_of",
    "judge",
    "read_adoption",
    "read_plan",
    "verify",
    "write_plan",
]
