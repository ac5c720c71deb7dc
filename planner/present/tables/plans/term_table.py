"""What a plan costs, by term and charge by charge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.domain.calendar import ONE_DAY
from planner.domain.rules import TERM_SENTENCES
from planner.plan.ledger import Charge
from planner.present.tables.column import Column, Kind
from planner.present.tables.plans.plan_table import PlanTable

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


@dataclass(frozen=True)
class ChargeRow:
    """A charge of the ledger."""

    case: PlanCase
    charge: Charge

    @property
    def last_date(self) -> date:
        """The last day it arises on; the first where it falls on one day."""
        portfolio, charge = self.case.portfolio, self.charge
        return max(portfolio.date_of(charge.from_day), portfolio.date_of(charge.until_day) - ONE_DAY)


TOTAL = "total"
MEANINGS: Mapping[str, str] = MappingProxyType(
    {**{str(term): text for term, text in TERM_SENTENCES.items()}, TOTAL: "All terms."}
)
"""What a term, and the sum of all, means."""
TERM_COLUMNS: tuple[Column[tuple[str, int]], ...] = (
    Column("term", "Term", Kind.NAME, lambda row: row[0]),
    Column("pounds", "Cost", Kind.MONEY, lambda row: row[1]),
    Column("meaning", "Meaning", of=lambda row: MEANINGS[row[0]]),
)
CHARGE_COLUMNS: tuple[Column[ChargeRow], ...] = (
    Column("term", "Term", Kind.NAME, lambda row: row.charge.term),
    Column("record", "Record", Kind.NAME, lambda row: row.charge.record),
    Column("option", "Option", Kind.NAME, lambda row: row.charge.option),
    Column("first_date", "From", Kind.DATE, lambda row: row.case.portfolio.date_of(row.charge.from_day)),
    Column("last_date", "Until", Kind.DATE, lambda row: row.last_date),
    Column("pounds", "Cost", Kind.MONEY, lambda row: row.charge.pounds),
)


def charge_rows(case: PlanCase) -> Sequence[ChargeRow]:
    """Every charge, in the order of the ledger."""
    return [ChargeRow(case, charge) for charge in case.charges]


TERMS = PlanTable(name="terms", title="Cost by term", columns=TERM_COLUMNS, rows=lambda case: list(case.terms.items()))
CHARGES = PlanTable(name="charges", title="Charges", columns=CHARGE_COLUMNS, rows=charge_rows)
