"""What a report shows of a plan: all of it, or what one department may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.domain.clusters import Cluster
from planner.domain.migrations import Group
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Record
from planner.plan.flagging.records import ContractFlag, DepartmentFlag
from planner.plan.ledger import Charge
from planner.plan.plan_case import PlanCase
from planner.plan.register.records import Act
from planner.plan.schedule import ContractCover, ScheduledMigration


@dataclass(frozen=True, kw_only=True)
class ReportView:
    """A plan, and the records that its reader may see, by id.

    `department`: the one the report is made for; None: it is about everybody. Then the case itself names nothing of the
    others (`department_view`). A contract that several departments share is seen by each of them, with all its pounds.
    """

    case: PlanCase
    organisations: frozenset[str]
    contracts: frozenset[str]
    migrations: frozenset[str]
    department: str | None = None

    @property
    def portfolio(self) -> Portfolio:
        """The portfolio of the plan."""
        return self.case.portfolio

    @property
    def whole(self) -> bool:
        """Whether it shows everything."""
        return self.department is None

    @property
    def currency(self) -> str:
        """In which all money stands."""
        return self.portfolio.currency

    @property
    def title(self) -> str:
        """Whose position it is: the portfolio's, or the department's."""
        if self.department is None:
            return self.portfolio.name
        return self.portfolio.organisation_by_id[self.department].name

    def date_of(self, day: int) -> date:
        """The date of a day number."""
        return self.portfolio.date_of(day)

    @cached_property
    def covers(self) -> tuple[ContractCover, ...]:
        """Its contracts under the plan, in the order of the portfolio."""
        found = self.case.schedule.contracts
        return tuple(cover for id, cover in found.items() if id in self.contracts)

    @cached_property
    def moves(self) -> tuple[ScheduledMigration, ...]:
        """Its migrations under the plan, in the order of the portfolio."""
        found = self.case.schedule.migrations
        return tuple(move for id, move in found.items() if id in self.migrations)

    @cached_property
    def flags(self) -> tuple[ContractFlag, ...]:
        """The flags of its contracts."""
        return tuple(flag for flag in self.case.flags if flag.contract in self.contracts)

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """The acts of the register about its contracts and organisations, in the order of the register."""
        return tuple(act for act in self.case.acts if self._is_about(act))

    @cached_property
    def charges(self) -> tuple[Charge, ...]:
        """The charges of its contracts and migrations, and of the groups that one of its migrations is in."""
        return tuple(self.charges_among(self.case.charges))

    @cached_property
    def charges_if_nobody_acts(self) -> tuple[Charge, ...]:
        """The charges of its contracts where nobody takes an act of the register."""
        return tuple(self.charges_among(self.case.if_nobody_acts.charges))

    @cached_property
    def department_flags(self) -> tuple[DepartmentFlag, ...]:
        """The departments it shows."""
        return tuple(found for found in self.case.department_flags if found.department in self.organisations)

    @cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        """The clusters that its migrations go to; all of them where it shows everything."""
        used = {move.migration.cluster for move in self.moves}
        return tuple(cluster for cluster in self.portfolio.clusters if self.whole or cluster.id in used)

    def has(self, record: Record) -> bool:
        """Whether a record is one of its contracts, options, migrations or organisations."""
        owner = getattr(record, "contract", None) or getattr(record, "id", None)
        return owner in self._ids

    def charges_among(self, charges: tuple[Charge, ...]) -> Iterator[Charge]:
        """Those of the charges that it shows."""
        return (charge for charge in charges if charge.record in self.records_with_pounds)

    @cached_property
    def _ids(self) -> frozenset[str]:
        return self.contracts | self.migrations | self.organisations

    @cached_property
    def records_with_pounds(self) -> frozenset[str]:
        """What a charge it shows can arise at: its contracts and migrations, and the groups they take part in."""
        groups = (group.id for group in self.portfolio.groups if self._takes_part(group))
        return self.contracts | self.migrations | frozenset(groups)

    def _takes_part(self, group: Group) -> bool:
        return any(migration in self.migrations for migration in group.migrations)

    def _is_about(self, act: Act) -> bool:
        return act.subject in self.organisations if act.contract is None else act.contract in self.contracts


def whole_view(case: PlanCase) -> ReportView:
    """The view of somebody who may see everything."""
    portfolio = case.portfolio
    return ReportView(
        case=case,
        organisations=frozenset(portfolio.organisation_by_id),
        contracts=frozenset(portfolio.contract_by_id),
        migrations=frozenset(portfolio.migration_by_id),
    )
