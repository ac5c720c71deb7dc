"""The contracts of a plan: need and cover, prices, flag and provenance, one row a contract."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.calendar import ONE_DAY
from planner.domain.contracts import Contract
from planner.domain.provenance import Provenance
from planner.domain.routes import served_organisations
from planner.plan.flagging.records import ContractFlag
from planner.plan.schedule import ContractCover
from planner.plan.sureness import ContractSureness
from planner.present.gantt.model import Place
from planner.present.gantt.rows.row_places import place_of_contract
from planner.present.tables.column import Column, Kind
from planner.present.tables.plans.plan_table import PlanTable
from planner.present.tables.plans.provenance_columns import PROVENANCE

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


@dataclass(frozen=True)
class ContractRow:
    """A contract under a plan."""

    case: PlanCase
    cover: ContractCover

    @property
    def contract(self) -> Contract:
        """The record of the input."""
        return self.cover.contract

    @property
    def provenance(self) -> Provenance:
        """Where the record comes from."""
        return self.contract.provenance

    @property
    def flag(self) -> ContractFlag:
        """What the plan means for it."""
        return self.case.flag_by_contract[self.contract.id]

    @property
    def place(self) -> Place:
        """The department and the cluster it stands under."""
        return place_of_contract(self.case.portfolio, self.contract)

    @property
    def left_alone(self) -> ContractCover:
        """Its need and cover if nobody acts."""
        return self.case.if_nobody_acts.covers[self.contract.id]

    @property
    def sure(self) -> ContractSureness | None:
        """What sampled futures say of it; None where they were not asked."""
        kept = self.case.sureness
        return kept.contract_by_id.get(self.contract.id) if kept is not None else None

    def day_before(self, day: int) -> date:
        """The day before."""
        return self.case.portfolio.date_of(day) - ONE_DAY


def _sure(get: Callable[[ContractSureness], object]) -> Callable[[ContractRow], object]:
    """What sampled futures say of a contract; None where they were not asked."""
    return lambda row: None if row.sure is None else get(row.sure)


COLUMNS: tuple[Column[ContractRow], ...] = (
    Column("contract", "Contract", Kind.NAME, lambda row: row.contract.id),
    Column("name", "Name", of=lambda row: row.contract.name, spare=True),
    Column("buyer", "Buyer", of=lambda row: row.contract.buyer, shown=False),
    Column("supplier", "Supplier", of=lambda row: row.contract.supplier, shown=False),
    Column("department", "Department", of=lambda row: row.place.department, shown=False),
    Column("cluster", "Cluster", of=lambda row: row.place.cluster, shown=False),
    Column(
        "organisations", "Serves", of=lambda row: served_organisations(row.case.portfolio, row.contract), shown=False
    ),
    Column("flag", "Flag", Kind.FLAG, lambda row: row.flag.flag),
    Column("expiry_date", "Expiry", Kind.DATE, lambda row: row.contract.expiry_date, spare=True),
    Column("options_used", "Options used", of=lambda row: tuple(link.option.id for link in row.cover.used), spare=True),
    Column("covered_until_date", "Covered until", Kind.DATE, lambda row: row.day_before(row.cover.covered_until_day)),
    Column("needed_until_date", "Needed until", Kind.DATE, lambda row: row.day_before(row.cover.needed_until_day)),
    Column("uncovered_days", "Uncovered days", Kind.NUMBER, lambda row: row.cover.uncovered_days),
    Column("idle_days", "Idle days", Kind.NUMBER, lambda row: row.cover.idle_days, spare=True),
    Column("spare_days", "Spare days", Kind.NUMBER, lambda row: row.cover.spare_days, spare=True),
    Column("extension_pounds", "Extensions", Kind.MONEY, lambda row: row.case.extension_pounds(row.contract.id)),
    Column("exposure_pounds", "Exposure", Kind.MONEY, lambda row: row.case.exposure_pounds(row.contract.id)),
    Column(
        "if_nobody_acts_until_date",
        "Covered if nobody acts",
        Kind.DATE,
        lambda row: row.day_before(row.left_alone.covered_until_day),
        shown=False,
    ),
    Column(
        "if_nobody_acts_days",
        "Uncovered if nobody acts",
        Kind.NUMBER,
        lambda row: row.left_alone.uncovered_days,
        shown=False,
    ),
    Column(
        "if_nobody_acts_pounds",
        "Exposure if nobody acts",
        Kind.MONEY,
        lambda row: row.case.if_nobody_acts.exposure_pounds_of(row.contract.id),
        spare=True,
    ),
    Column(
        "if_nobody_acts_extension_pounds",
        "Extensions if nobody acts",
        Kind.MONEY,
        lambda row: row.case.if_nobody_acts.extension_pounds_of(row.contract.id),
        shown=False,
    ),
    Column("p50_date", "Needed until, P50", Kind.DATE, _sure(lambda sure: sure.p50_date), shown=False),
    Column("p80_date", "Needed until, P80", Kind.DATE, _sure(lambda sure: sure.p80_date), sparse=True, spare=True),
    Column("p95_date", "Needed until, P95", Kind.DATE, _sure(lambda sure: sure.p95_date), shown=False),
    Column(
        "uncovered_probability",
        "Uncovered",
        Kind.WHOLE_SHARE,
        _sure(lambda sure: sure.uncovered_probability),
        sparse=True,
        spare=True,
    ),
    Column(
        "uncovered_probability_error",
        "±",
        Kind.SHARE,
        _sure(lambda sure: sure.uncovered_probability_error),
        shown=False,
    ),
    Column(
        "exposure_pounds_mean", "Exposure, mean", Kind.MONEY, _sure(lambda sure: sure.exposure_pounds_mean), shown=False
    ),
    Column("drivers", "Depends most on", of=_sure(lambda sure: sure.drivers), shown=False),
    Column("no_route", "No route", of=lambda row: row.cover.no_route, spare=True),
    Column("reason", "Why", of=lambda row: row.flag.reason, shown=False),
    Column("action", "What to do", of=lambda row: str(row.flag.action), shown=False),
    *PROVENANCE,
)
CONTRACTS = PlanTable(
    name="contracts",
    title="Contracts",
    columns=COLUMNS,
    rows=lambda case: [ContractRow(case, cover) for cover in case.schedule.contracts.values()],
)
