"""What runs promised against what came, as two tables."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from planner.domain.portfolio import Portfolio
from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Table, plain_rows

if TYPE_CHECKING:
    from planner.risk.calibration.records import Calibration, DecisionOutcome, MilestoneOutcome
    from planner.risk.intervals import Estimate


def _says(extends: bool | None) -> str | None:
    return None if extends is None else "extend" if extends else "do not extend"


def _transform(row: MilestoneOutcome) -> float | None:
    return None if row.transform is None else round(row.transform, 4)


MILESTONES: tuple[Column[MilestoneOutcome], ...] = (
    Column("milestone", "Milestone", Kind.NAME),
    Column("run", "Run", Kind.NAME),
    Column("status_date", "Promised on", Kind.DATE),
    Column("family", "Range", Kind.NAME, shown=False),
    Column("spread", "Spread", shown=False),
    Column("planning_date", "The plan assumed", Kind.DATE, shown=False),
    Column("p10_date", "P10", Kind.DATE, spare=True),
    Column("p50_date", "P50", Kind.DATE),
    Column("p90_date", "P90", Kind.DATE),
    Column("achieved_date", "Came on", Kind.DATE),
    Column("slip_days", "Days after P50", Kind.NUMBER),
    Column("u", "u", of=_transform),
    Column("inside", "P10 to P90"),
    Column("standing", "Counts", of=lambda row: row.standing.value, spare=True),
)
DECISIONS: tuple[Column[DecisionOutcome], ...] = (
    Column("option", "Option", Kind.NAME),
    Column("contract", "Contract", Kind.NAME, shown=False),
    Column("run", "Run", Kind.NAME, spare=True),
    Column("status_date", "As of", Kind.DATE),
    Column("acting_date", "Day to decide", Kind.DATE, assumed=lambda row: row.assumed),
    Column("rule", "Rule", Kind.NAME),
    Column("level", "Level", Kind.NAME, spare=True),
    Column("threshold_date", "Unless off by", Kind.DATE, spare=True),
    Column("rule_says", "The rule said then", Kind.NAME, of=lambda row: _says(row.rule_extends)),
    Column("taken", "Done", Kind.NAME, of=lambda row: row.taken.value),
    Column("needed_until_date", "Needed until", Kind.DATE),
    Column("settled", "All dates came", spare=True),
    Column("hindsight", "Hindsight says", Kind.NAME, of=lambda row: _says(row.hindsight_extends)),
    Column("worth_pounds", "To have it saves", Kind.MONEY),
    Column("rule_right", "Rule was right"),
    Column("wrong_pounds", "What was done cost", Kind.MONEY),
    Column("assumed", "Assumed", shown=False),
)
CALIBRATION_TABLES: Mapping[str, tuple[Column[Any], ...]] = MappingProxyType(
    {"milestones": MILESTONES, "decisions": DECISIONS}
)
"""The columns of every table by its name; a calibration holds the rows under the same name."""


def calibration_table(portfolio: Portfolio, found: Calibration, name: str) -> Table[Any]:
    """One of the tables: a row for each milestone and run, or for each decision."""
    return Table(
        columns=CALIBRATION_TABLES[name],
        rows=getattr(found, name),
        currency=portfolio.currency,
        marking=portfolio.marking,
    )


def calibration_as_json(portfolio: Portfolio, found: Calibration) -> dict[str, object]:
    """Everything of a calibration."""
    pooled = found.pooled
    figures: dict[str, object] | None = None
    if pooled is not None:
        figures = {
            "predictions": pooled.predictions,
            **_share("inside", pooled.inside),
            **_share("late", pooled.late),
            **_share("early", pooled.early),
            **_share("second_half", pooled.second_half),
            "slip_days_mean": pooled.slip_days,
            "spread": pooled.spread,
            "kolmogorov_distance": pooled.kolmogorov.distance if pooled.kolmogorov is not None else None,
            "kolmogorov_probability": pooled.kolmogorov.chance if pooled.kolmogorov is not None else None,
        }
    rows = {name: plain_rows(calibration_table(portfolio, found, name)) for name in CALIBRATION_TABLES}
    return {
        "marking": portfolio.marking,
        "status_date": found.status_date,
        "runs": found.runs,
        "pooled": figures,
        "families": found.families,
        "outside_view": found.outside_view,
        "held_still": found.held_still,
        "overdue": found.overdue,
        "wrong_pounds": found.wrong_pounds,
        **rows,
    }


def _share(name: str, found: Estimate) -> dict[str, object]:
    return {f"{name}_share": found.value, f"{name}_low": found.low, f"{name}_high": found.high}
