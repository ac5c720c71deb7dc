"""Money at risk by financial quarter, one row a quarter."""

from __future__ import annotations

from planner.domain.calendar import ONE_DAY
from planner.plan.quarters import QuarterAtRisk
from planner.present.tables.column import Column, Kind
from planner.present.tables.plans.plan_table import PlanTable

COLUMNS: tuple[Column[QuarterAtRisk], ...] = (
    Column("quarter", "Quarter", Kind.NAME, lambda row: str(row.quarter)),
    Column("first_date", "From", Kind.DATE, lambda row: row.quarter.from_date, spare=True),
    Column("last_date", "Until", Kind.DATE, lambda row: row.quarter.until_date - ONE_DAY, spare=True),
    Column("if_nobody_acts_pounds", "Exposure if nobody acts", Kind.MONEY),
    Column("exposure_pounds", "Under the plan", Kind.MONEY),
    Column("to_commit_pounds", "To commit", Kind.MONEY),
    Column("if_nobody_acts_renewal_pounds", "Renewals if nobody acts", Kind.MONEY, lambda row: row.renewal_pounds),
    Column("contracts_ending", "Contracts that end if nobody acts", Kind.NUMBER),
)
QUARTERS = PlanTable(
    name="quarters",
    title="Money at risk by financial quarter",
    columns=COLUMNS,
    rows=lambda case: case.quarters,
)
