"""What stands in the notes of a task: why a contract has its flag, what a record is based on, which rules a plan breaks."""

from __future__ import annotations

from planner.domain.provenance import Provenance
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import ContractCover


def contract_notes(case: PlanCase, cover: ContractCover) -> tuple[str, ...]:
    """Why the contract has its flag, what to do about it, and what its figures are based on."""
    flag = case.flag_by_contract[cover.contract.id]
    return (flag.reason, str(flag.action), *reason_of(cover.contract.provenance))


def reason_of(provenance: Provenance) -> tuple[str, ...]:
    """What the record says about its figures; nothing where it says nothing."""
    return (provenance.reason,) if provenance.reason else ()


def project_notes(case: PlanCase) -> tuple[str, ...]:
    """The rules that the plan breaks; nothing where it keeps all, as every plan does that was solved for."""
    breaches = tuple(map(str, judge(case)))
    return ("This plan breaks rules:", *breaches) if breaches else ()
