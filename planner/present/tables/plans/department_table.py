"""The flag of every department, the gravest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.plan.flagging.records import ContractFlag, DepartmentFlag
from planner.plan.register.records import Act
from planner.present.tables.column import Column, Kind
from planner.present.tables.plans.flag_table import flag_counts, flag_row
from planner.present.tables.plans.plan_table import PlanTable

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


@dataclass(frozen=True)
class DepartmentRow:
    """The flag of a department. A contract that several departments share counts in each of them."""

    case: PlanCase
    department: DepartmentFlag

    @property
    def flags(self) -> list[ContractFlag]:
        """The flags of its contracts."""
        return [self.case.flag_by_contract[contract] for contract in self.department.contracts]

    @property
    def worst(self) -> ContractFlag | None:
        """The contract whose flag is shown."""
        return self.department.worst

    @property
    def first_act(self) -> Act | None:
        """The first act of the register that is about one of its contracts."""
        found = self.case.acts_by_contract
        acts = (act for contract in self.department.contracts for act in found.get(contract, ()))
        return min(acts, key=lambda act: act.acting_date, default=None)

    @property
    def of_worst(self) -> tuple[str, ...]:
        """The assumed figures behind the day of the action of the worst contract, in words."""
        return flag_row(self.case, self.worst).of_action if self.worst else ()

    @property
    def assumed(self) -> tuple[str, ...]:
        """The assumed figures behind any of its days, in words."""
        of_first = self.first_act.assumed if self.first_act else ()
        return tuple(dict.fromkeys((*of_first, *self.of_worst)))


COLUMNS: tuple[Column[DepartmentRow], ...] = (
    Column("flag", "Flag", Kind.FLAG, lambda row: row.department.flag),
    Column("department", "Department", Kind.NAME, lambda row: row.department.department, shown=False),
    Column(
        "name",
        "Department",
        of=lambda row: row.case.portfolio.organisation_by_id[row.department.department].name,
        least=20,
    ),
    Column("contracts_by_flag", "Its contracts", of=lambda row: flag_counts(row.flags), least=20),
    Column("worst_contract", "Worst", Kind.NAME, lambda row: row.worst and row.worst.contract, spare=True),
    Column(
        "acting_date",
        "Act first by",
        Kind.DATE,
        lambda row: row.first_act and row.first_act.acting_date,
        assumed=lambda row: row.first_act and row.first_act.assumed,
    ),
    Column("pounds", "Cost", Kind.MONEY, lambda row: sum(flag.pounds for flag in row.flags)),
    Column("undecided", "Undecided", of=lambda row: row.department.undecided, spare=True),
    Column("reason", "Why", of=lambda row: row.worst and row.worst.reason, shown=False),
    Column("owner", "Who decides", of=lambda row: row.worst and row.worst.owner, shown=False),
    Column("action", "What to do", of=lambda row: row.worst and row.worst.action.task, shown=False),
    Column(
        "action_by_date",
        "By",
        Kind.DATE,
        lambda row: row.worst and row.worst.action.by_date,
        shown=False,
        assumed=lambda row: row.worst and row.worst.action.assumed,
    ),
    Column("assumed", "Assumed", of=lambda row: row.assumed, shown=False),
    Column("contracts", "Contracts", of=lambda row: row.department.contracts, shown=False),
    Column("bodies", "Bodies", of=lambda row: row.department.bodies, shown=False),
)


def department_rows(case: PlanCase) -> Sequence[DepartmentRow]:
    """Every department, the gravest first."""
    gravest = sorted(case.department_flags, key=lambda entry: -(entry.flag.gravity if entry.flag else -1))
    return [DepartmentRow(case, entry) for entry in gravest]


DEPARTMENTS = PlanTable(name="departments", title="Flags of departments", columns=COLUMNS, rows=department_rows)
