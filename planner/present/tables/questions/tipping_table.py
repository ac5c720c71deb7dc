"""How far a milestone can slip, as tables: a row for each contract, and a row for each slip that was priced."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Table, plain_rows, table_text
from planner.present.wording import printable

if TYPE_CHECKING:
    from planner.futures.tipping import SlipCost, SlipCurve, Tipping, TippingPoint
    from planner.plan.plan_case import PlanCase


@dataclass(frozen=True)
class TippingRow:
    """The tipping point of a contract, on the calendar."""

    case: PlanCase
    point: TippingPoint

    def slipped(self, days: int | None) -> date | None:
        """The date of the milestone after so many days; None for no number."""
        planned = self.case.portfolio.milestone_by_id[self.point.milestone].planning_date
        return None if days is None else planned + timedelta(days=days)


TIPPING: tuple[Column[TippingRow], ...] = (
    Column("milestone", "Milestone", Kind.NAME, lambda row: row.point.milestone),
    Column("contract", "Contract", Kind.NAME, lambda row: row.point.contract),
    Column("until_date", "Last day it has", Kind.DATE, lambda row: row.case.portfolio.date_of(row.point.until_day - 1)),
    Column("plan_fails_days", "Plan fails at slip", Kind.NUMBER, lambda row: row.point.carried_out_days),
    Column("plan_fails_date", "on", Kind.DATE, lambda row: row.slipped(row.point.carried_out_days)),
    Column("must_days", "Most slip of any plan", Kind.NUMBER, lambda row: row.point.must_days),
    Column("must_date", "until", Kind.DATE, lambda row: row.slipped(row.point.must_days)),
    Column("proved", "Proved", Kind.NAME, lambda row: "yes" if row.point.must_proved else "no"),
    Column("looked_days", "Slips looked at", Kind.NUMBER, lambda row: row.point.looked_days, spare=True),
)


def tipping_table(case: PlanCase, points: Sequence[TippingPoint]) -> Table[TippingRow]:
    """A row for every contract behind a milestone."""
    rows = [TippingRow(case, point) for point in points]
    return Table(columns=TIPPING, rows=rows, currency=case.portfolio.currency, marking=case.portfolio.marking)


CURVE: tuple[Column[SlipCost], ...] = (
    Column("slip_days", "Slip", Kind.NUMBER, lambda cost: cost.days),
    Column("more_pounds", "Best plan costs more", Kind.MONEY, lambda cost: cost.more_pounds),
    Column("at_least_pounds", "At least", Kind.MONEY, lambda cost: cost.at_least_more_pounds),
    Column("acts", "Acts", Kind.NUMBER, lambda cost: cost.acts),
)


def curve_table(case: PlanCase, curve: SlipCurve) -> Table[SlipCost]:
    """What each slip of a milestone costs, everything planned again."""
    return Table(
        columns=CURVE, rows=list(curve.costs), currency=case.portfolio.currency, marking=case.portfolio.marking
    )


def tipping_text(case: PlanCase, tips: Tipping, *, records: bool, width: int) -> str:
    """The points in sentences, then the tables."""
    from planner.futures.tipping.words import tipping_sentences

    said = " ".join(s.with_records if records else s.text for s in tipping_sentences(case, tips.points))
    parts = [textwrap.fill(printable(said), width)] if said else []
    parts += [table_text(tipping_table(case, tips.points))] if tips.points else ["Nothing waits for it."]
    if tips.curve is not None:
        parts.append(table_text(curve_table(case, tips.curve)))
    return "\n\n".join(parts)


def tipping_values(case: PlanCase, tips: Tipping) -> dict[str, Any]:
    """Points and curve as plain values."""
    curve = [] if tips.curve is None else plain_rows(curve_table(case, tips.curve))
    return {"tipping": plain_rows(tipping_table(case, tips.points)), "curve": curve, "complete": tips.complete}
