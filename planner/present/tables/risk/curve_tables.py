"""By when a contract is needed no more, and how likely each end of its cover is too early, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.domain.calendar import ONE_DAY
from planner.present.tables.column import Column, Kind
from planner.present.tables.rules.family_column import family_column
from planner.present.tables.table import Table

if TYPE_CHECKING:
    from planner.risk.records import CoverEnd, CurvePoint, QuarterRisk
    from planner.risk.risk import Risk

MAIN_SHARES = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""The shares that a terminal shows; files have every one from 1 to 99 %."""
MOST_CURVES = 12
"""Contracts drawn where nobody names any."""

CURVE: tuple[Column[CurvePoint], ...] = (
    Column("contract", "Contract", Kind.NAME),
    Column("share", "In", Kind.WHOLE_SHARE),
    Column("last_cutover_date", "Last cutover by", Kind.DATE),
    Column("needed_until_date", "Needed until at most", Kind.DATE),
)
ENDS: tuple[Column[CoverEnd], ...] = (
    Column("contract", "Contract", Kind.NAME),
    Column("option", "Option", Kind.NAME, of=lambda row: row.option or "as it stands"),
    Column("end_date", "Covered until", Kind.DATE),
    Column("in_plan", "In the plan"),
    Column("can_be_had", "Can be had"),
    Column("needed_longer_probability", "Needed longer", Kind.WHOLE_SHARE),
    Column("needed_longer_error", "±", Kind.SHARE, spare=True),
)
EXPOSURE: tuple[Column[QuarterRisk], ...] = (
    Column("quarter", "Quarter", Kind.NAME, of=lambda row: str(row.quarter)),
    Column("first_date", "From", Kind.DATE, of=lambda row: row.quarter.from_date, spare=True),
    Column("last_date", "Until", Kind.DATE, of=lambda row: row.quarter.until_date - ONE_DAY, spare=True),
    Column("mean_pounds", "The plan's options, mean", Kind.MONEY),
    Column("error", "±", Kind.MONEY, spare=True),
    Column("p10_pounds", "P10", Kind.MONEY),
    Column("p50_pounds", "P50", Kind.MONEY),
    Column("p90_pounds", "P90", Kind.MONEY),
    Column("nothing_mean_pounds", "Nothing decided, mean", Kind.MONEY),
    Column("nothing_p50_pounds", "Nothing decided, P50", Kind.MONEY),
)


def curve_table(risk: Risk, contracts: Sequence[str], shares: Sequence[float] = ()) -> Table[CurvePoint]:
    """The points of these contracts, a row each; only those of `shares` where any are named."""
    points = [point for contract in contracts for point in risk.curve(contract).points]
    rows = [point for point in points if not shares or point.share in shares]
    return Table(
        columns=(*CURVE, family_column(risk.uncertainty.family)), rows=rows, marking=risk.case.portfolio.marking
    )


def ends_table(risk: Risk, contracts: Sequence[str]) -> Table[CoverEnd]:
    """The ends that the cover of these contracts can have."""
    rows = [end for contract in contracts for end in risk.curve(contract).ends]
    return Table(
        columns=(*ENDS, family_column(risk.uncertainty.family)), rows=rows, marking=risk.case.portfolio.marking
    )


def dearest_contracts(risk: Risk, most: int = MOST_CURVES) -> tuple[str, ...]:
    """The contracts with a way off whose days without cover cost most in the mean, with the plan's options."""
    rows = [row for row in risk.contracts if row.answer == "the plan's options" and not row.no_route]
    dear = sorted(rows, key=lambda row: (-row.exposure_pounds_mean, -row.uncovered_probability, row.contract))
    return tuple(row.contract for row in dear[:most])
