"""Flags of contracts and departments as tables, the gravest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from planner.present.tables.table import Column, Kind, Table
from planner.present.wording import counted

if TYPE_CHECKING:
    from planner.domain.portfolio import Portfolio
    from planner.plan.flagging.records import ContractFlag, DepartmentFlag
    from planner.plan.plan_case import PlanCase

CONTRACTS = (
    Column("flag", "Flag", Kind.NAME),
    Column("contract", "Contract", Kind.NAME),
    Column("name", "Name", spare=True, least=20),
    Column("covered_until_date", "Covered until", Kind.DATE, spare=True),
    Column("needed_until_date", "Needed until", Kind.DATE),
    Column("spare_days", "Spare days", Kind.NUMBER),
    Column("acting_date", "Act by", Kind.DATE, spare=True),
    Column("decide_by_date", "Last day", Kind.DATE, shown=False),
    Column("pounds", "Cost", Kind.MONEY),
    Column("reason", "Why", least=40),
    Column("options", "Options to decide", shown=False),
    Column("idle_days", "Idle days bought", Kind.NUMBER, shown=False),
    Column("stranded", "Without a way off", shown=False),
    Column("undecided", "Undecided", shown=False),
    Column("owner", "Who decides", shown=False),
    Column("action", "What to do", shown=False),
    Column("action_by_date", "By", Kind.DATE, shown=False),
    Column("basis", "Basis", shown=False),
    Column("confidence", "Confidence", shown=False),
    Column("source", "Source", shown=False),
)

DEPARTMENTS = (
    Column("flag", "Flag", Kind.NAME),
    Column("department", "Department", Kind.NAME, shown=False),
    Column("name", "Department", least=20),
    Column("contracts_by_flag", "Its contracts", least=20),
    Column("worst_contract", "Worst", Kind.NAME, spare=True),
    Column("acting_date", "Act first by", Kind.DATE),
    Column("pounds", "Cost", Kind.MONEY),
    Column("undecided", "Undecided", spare=True),
    Column("reason", "Why", shown=False),
    Column("owner", "Who decides", shown=False),
    Column("action", "What to do", shown=False),
    Column("action_by_date", "By", Kind.DATE, shown=False),
    Column("contracts", "Contracts", shown=False),
    Column("bodies", "Bodies", shown=False),
)


def contract_flag_table(portfolio: Portfolio, flags: Sequence[ContractFlag]) -> Table:
    """One row a contract: the gravest first, then by the first last day to decide."""
    ordered = sorted(flags, key=lambda flag: (-flag.flag.gravity, flag.decide_by_date or date.max, flag.spare_days))
    return Table(
        columns=CONTRACTS, rows=[_contract_row(portfolio, flag) for flag in ordered], currency=portfolio.currency
    )


def department_flag_table(case: PlanCase) -> Table:
    """One row a department: the gravest first. A contract that several departments share counts in each of them.

    What is to be decided first is an option, or where days stay uncovered the bridge that would close them.
    """
    ordered = sorted(
        case.department_flags, key=lambda department: -(department.flag.gravity if department.flag else -1)
    )
    rows = [_department_row(case, department) for department in ordered]
    return Table(columns=DEPARTMENTS, rows=rows, currency=case.portfolio.currency)


def _contract_row(portfolio: Portfolio, flag: ContractFlag) -> dict[str, object]:
    contract = portfolio.contract_by_id[flag.contract]
    copied = (
        "flag",
        "contract",
        "covered_until_date",
        "needed_until_date",
        "spare_days",
        "acting_date",
        "decide_by_date",
        "pounds",
    )
    said = ("reason", "idle_days", "stranded", "undecided", "owner")
    return {
        **{key: getattr(flag, key) for key in (*copied, *said)},
        "name": contract.name,
        "options": tuple(option.option for option in flag.options),
        "action": flag.action.task,
        "action_by_date": flag.action.by_date,
        "basis": contract.provenance.basis,
        "confidence": contract.provenance.confidence,
        "source": contract.provenance.source,
    }


def _department_row(case: PlanCase, department: DepartmentFlag) -> dict[str, object]:
    portfolio = case.portfolio
    flags = [case.flag_by_contract[contract] for contract in department.contracts]
    acting = [act.acting_date for act in case.acts if act.contract in department.contracts]
    worst = department.worst
    return {
        "flag": department.flag,
        "department": department.department,
        "name": portfolio.organisation_by_id[department.department].name,
        "contracts_by_flag": flag_counts(flags),
        "worst_contract": worst.contract if worst else None,
        "acting_date": min(acting, default=None),
        "pounds": sum(flag.pounds for flag in flags),
        "undecided": department.undecided,
        "reason": worst.reason if worst else None,
        "owner": worst.owner if worst else None,
        "action": worst.action.task if worst else None,
        "action_by_date": worst.action.by_date if worst else None,
        "contracts": department.contracts,
        "bodies": department.bodies,
    }


def flag_counts(flags: Sequence[ContractFlag]) -> str:
    """For instance `1 exposed, 3 clear`, the gravest first."""
    counts = Counter(flag.flag for flag in flags)
    ordered = sorted(counts, key=lambda flag: -flag.gravity)
    return ", ".join(f"{counts[flag]} {flag.value}" for flag in ordered) or counted(0, "contract")
